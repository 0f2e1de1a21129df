package dev.sarraf.cli.prove;

import java.util.Locale;

/// What has to hold, whatever happened.
enum Invariant {
    ONE_CAPTURE("The bank takes money at most once for a session"),
    BANK_AGREES("What we say moved is what the bank moved, and the other way round"),
    REFUNDS("What is given back of a charge never exceeds what it took"),
    ONE_ORDER("An order is paid by at most one of its sessions"),
    CONFIRMED("Nobody is charged another amount than the one that they were shown"),
    STOCK("What is sold was there: no price is sold, and no coupon redeemed, more often than it may be"),
    ONCE("Equal requests with one idempotency key are carried out once and answered with equal bytes"),
    PAID_ONCE("A session is paid if and only if exactly one of its charges succeeded"),
    LEDGER("Each charge that succeeded has its balance transaction, and no other has one"),
    FINAL("A session that was paid or has expired stays so"),
    EVENTS("Each fact is told by its own signed event, and nothing else is told"),
    SETTLED("Each outcome becomes known, also of what was asked without an answer"),
    SELFCHECK("The books agree with themselves: ./sarraf selfcheck finds nothing"),
    ANSWERS("Nobody gets an error of ours, and who loses a race is told which way");

    private final String meaning;

    Invariant(String meaning) {
        this.meaning = meaning;
    }

    /// `bank_agrees`
    String key() {
        return name().toLowerCase(Locale.ROOT);
    }

    String meaning() {
        return meaning;
    }

    /// The one with this key.
    ///
    /// @throws IllegalArgumentException if there is none
    static Invariant of(String key) {
        return valueOf(key.toUpperCase(Locale.ROOT));
    }
}
