package dev.sarraf.catalog;

import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;

/// A discount as it was granted to a basket: what a session keeps of it.
///
/// @param minimum what the order has to come to at least: the larger of what the coupon and the code demand
/// @param products what it is taken off; empty for everything
public record Discount(
        CouponId coupon,
        Optional<PromotionCodeId> promotionCode,
        Optional<String> code,
        Optional<String> name,
        Amount amount,
        Optional<Money> minimum,
        List<ProductId> products) {
    /// How much is given.
    public sealed interface Amount {
        /// A share in basis points, 1 to 10,000, rounded half up.
        ///
        /// @param maxDiscount minor units of the order's currency that it never exceeds
        record PercentOff(int basisPoints, Optional<Long> maxDiscount) implements Amount {}

        /// A fixed amount, or as much of it as there is to take it off.
        record AmountOff(Money money) implements Amount {}
    }

    public boolean appliesTo(ProductId product) {
        return products.isEmpty() || products.contains(product);
    }

    /// What is taken off an amount to which the discount applies. Never more than the amount.
    public Money off(Money applicable) {
        return switch (amount) {
            case Amount.PercentOff(var basisPoints, var maxDiscount) -> {
                var share = applicable.basisPoints(basisPoints);
                yield maxDiscount
                        .map(most -> smaller(share, new Money(most, share.currency())))
                        .orElse(share);
            }
            case Amount.AmountOff(var money) -> smaller(applicable, money);
        };
    }

    private static Money smaller(Money one, Money other) {
        if (one.currency() != other.currency()) {
            throw new IllegalArgumentException("bug: " + one.currency() + " meets " + other.currency());
        }
        return one.minorUnits() <= other.minorUnits() ? one : other;
    }
}
