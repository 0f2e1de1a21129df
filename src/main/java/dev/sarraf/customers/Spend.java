package dev.sarraf.customers;

import java.time.Instant;
import java.util.Optional;

/// What a customer has paid so far, in minor units of the currency of processing. Orders that cost nothing count as
/// purchases, which have dates, and not as payments.
public record Spend(
        int payments,
        long gross,
        int refunds,
        long refunded,
        Optional<Instant> firstPurchaseAt,
        Optional<Instant> lastPurchaseAt) {
    /// What the merchant has of it.
    long net() {
        return gross - refunded;
    }

    /// What a payment was on average, without the fraction of a minor unit.
    long average() {
        return payments == 0 ? 0 : gross / payments;
    }
}
