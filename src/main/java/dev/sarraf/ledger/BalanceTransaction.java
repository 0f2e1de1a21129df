package dev.sarraf.ledger;

import dev.sarraf.ids.IdShape;
import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.Locale;

/// One movement of a merchant's balance.
///
/// @param amount what the customer paid or got back, without a sign: the type tells which
/// @param fee what we keep of it, VAT on the fee included
/// @param feeVat the VAT in the fee
/// @param availableOn when it counts in what can be paid out, by the merchant's clock
/// @param available whether that time has come
/// @param source the id of what caused it: a charge or a refund
public record BalanceTransaction(
        String id,
        Type type,
        Money amount,
        Money fee,
        Money feeVat,
        Instant createdAt,
        Instant availableOn,
        boolean available,
        String source,
        String intent) {
    static final IdShape ID = IdShape.of("txn");

    /// Why a balance moved.
    public enum Type {
        CHARGE,
        REFUND,
        /// The bank did not pay a refund out: what was taken for it comes back.
        REFUND_FAILURE;

        /// Minor units with the sign that this type gives them.
        long signed(long minorUnits) {
            return this == REFUND ? -minorUnits : minorUnits;
        }

        /// As reports group it: `refund_failure`.
        String reportingCategory() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// In minor units, below zero where it was taken from the balance.
    long signedAmount() {
        return type.signed(amount.minorUnits());
    }

    /// How the balance moved, in minor units: the signed amount less the fee.
    long signedNet() {
        return Math.subtractExact(signedAmount(), fee.minorUnits());
    }
}
