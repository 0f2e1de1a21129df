package dev.sarraf.merchants;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// What a key may do with one kind of object: `CHECKOUT_SESSIONS_WRITE`.
public record Permission(Subject subject, Verb verb) {
    /// What the permission is about. The names are part of the API.
    public enum Subject {
        BALANCE,
        CHARGES,
        CHECKOUT_SESSIONS,
        COUPONS,
        CUSTOMERS,
        DISPUTES,
        EVENTS,
        MANDATES,
        PAYMENT_INTENTS,
        PAYMENT_LINKS,
        PAYMENT_METHODS,
        PAYOUTS,
        PRODUCTS,
        REFUNDS,
        REPORTING,
        SUBSCRIPTIONS,
        TAX_CALCULATIONS,
        TAX_RATES,
        TERMINAL,
        TOKENS,
        TOPUPS,
        TRANSFERS,
        WEBHOOK_ENDPOINTS,
        TEAM,
        MERCHANT_SETTINGS,
        ONBOARDING,
        API_KEYS
    }

    /// What may be done with it.
    public enum Verb {
        READ,
        WRITE
    }

    public static Permission toRead(Subject subject) {
        return new Permission(subject, Verb.READ);
    }

    public static Permission toWrite(Subject subject) {
        return new Permission(subject, Verb.WRITE);
    }

    /// The permission with this name, written in either case; empty where there is none.
    public static Optional<Permission> parse(String text) {
        var upper = text.toUpperCase(Locale.ROOT);
        return Arrays.stream(Verb.values())
                .filter(verb -> upper.endsWith("_" + verb))
                .flatMap(verb -> Arrays.stream(Subject.values())
                        .map(subject -> new Permission(subject, verb))
                        .filter(permission -> permission.text().equals(upper)))
                .findFirst();
    }

    /// Whether a key with this permission may do what the other allows: who may write may read.
    public boolean covers(Permission other) {
        return subject == other.subject && (verb == Verb.WRITE || other.verb == Verb.READ);
    }

    /// As it stands in an answer: `CHECKOUT_SESSIONS_WRITE`.
    public String text() {
        return subject + "_" + verb;
    }
}
