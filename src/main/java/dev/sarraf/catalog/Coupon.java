package dev.sarraf.catalog;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// What a merchant gives away, and within which limits.
///
/// @param valid whether it could be redeemed by somebody at the moment at which it was read
record Coupon(CouponId id, Terms terms, Settings settings, Tally tally, boolean valid, Instant createdAt) {
    /// For how many payments of a subscription it holds. A single payment is one in any case.
    enum Duration {
        ONCE,
        REPEATING,
        FOREVER
    }

    /// What gives money away, and so never changes.
    ///
    /// @param currency which orders have to be in; empty where it gives a share without a cap
    /// @param minValue minor units that the order has to come to at least
    /// @param products what it is taken off; empty for everything
    record Terms(
            Discount.Amount amount,
            Optional<Currency> currency,
            Optional<Long> minValue,
            Duration duration,
            Optional<Long> durationInMonths,
            Optional<Long> customerMaxRedemptions,
            List<ProductId> products) {
        Optional<Money> minimum() {
            return minValue.flatMap(value -> currency.map(known -> new Money(value, known)));
        }
    }

    /// What can change at any time.
    record Settings(
            Optional<String> name,
            Optional<Long> maxRedemptions,
            Optional<Instant> redeemBy,
            boolean active,
            Metadata metadata) {}
}
