package dev.sarraf.catalog;

import dev.sarraf.catalog.Discounts.Basket;
import dev.sarraf.catalog.Discounts.Buyer;
import dev.sarraf.errors.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/// Who gets a discount, for what, and when: all of it judged from what was read, in one order.
///
/// @param code the one by which the coupon is asked for
/// @param takenByBuyer how often this buyer has redeemed the coupon or is about to
/// @param firstTaken whether this buyer has had a discount for a first purchase or is about to
/// @param now by the merchant's business clock
record DiscountRules(
        Coupon coupon, Optional<PromotionCode> code, Buyer buyer, long takenByBuyer, boolean firstTaken, Instant now) {
    /// Whether it can be given at all. What is not known of the buyer is taken to be in its favor.
    Optional<Objection> whileChoosing() {
        return first(
                List.of(this::switchedOff, this::expired, this::usedUp, this::wrongBuyer, () -> oftenEnough(false)));
    }

    /// As [#whileChoosing], but a limit that depends on who buys is only kept where that is known.
    Optional<Objection> atPayment() {
        return first(List.of(
                this::switchedOff,
                this::expired,
                this::usedUp,
                this::wrongBuyer,
                () -> oftenEnough(true),
                this::unknownWhetherFirst));
    }

    /// Whether it fits what is bought.
    Optional<Objection> forBasket(Basket basket) {
        return first(List.of(() -> wrongCurrency(basket), () -> tooSmall(basket), () -> nothingToApplyTo(basket)));
    }

    private Optional<Objection> switchedOff() {
        if (code.filter(known -> !known.settings().active()).isPresent()) {
            return no(ErrorCode.PROMOTION_CODE_INACTIVE, "The promotion code has been switched off.");
        }
        return coupon.settings().active()
                ? Optional.empty()
                : no(ErrorCode.COUPON_INVALID, "The coupon has been switched off.");
    }

    private Optional<Objection> expired() {
        if (code.flatMap(known -> known.settings().expiresAt())
                .filter(this::isOver)
                .isPresent()) {
            return no(ErrorCode.PROMOTION_CODE_EXPIRED, "The promotion code has expired.");
        }
        if (coupon.settings().redeemBy().filter(this::isOver).isEmpty()) {
            return Optional.empty();
        }
        return code.isPresent()
                ? no(ErrorCode.PROMOTION_CODE_EXPIRED, "The coupon of the promotion code has expired.")
                : no(ErrorCode.COUPON_INVALID, "The coupon has expired.");
    }

    private boolean isOver(Instant end) {
        return !now.isBefore(end);
    }

    private Optional<Objection> usedUp() {
        if (code.filter(known -> known.tally().fills(known.settings().maxRedemptions()))
                .isPresent()) {
            return no(
                    ErrorCode.PROMOTION_CODE_MAX_REDEMPTIONS,
                    "The promotion code has been used as often as it may be.");
        }
        return coupon.tally().fills(coupon.settings().maxRedemptions())
                ? no(ErrorCode.COUPON_INVALID, "The coupon has been used as often as it may be.")
                : Optional.empty();
    }

    private Optional<Objection> wrongBuyer() {
        var meantFor = code.flatMap(known -> known.terms().customer());
        if (meantFor.isPresent() && !meantFor.equals(buyer.customerId())) {
            return no(ErrorCode.PROMOTION_CODE_CUSTOMER_MISMATCH, "The promotion code is meant for another customer.");
        }
        return isForFirst() && (firstTaken || buyer.boughtBefore().orElse(false))
                ? no(ErrorCode.PROMOTION_CODE_FIRST_TIME_ONLY, "The promotion code is for a first purchase.")
                : Optional.empty();
    }

    private Optional<Objection> unknownWhetherFirst() {
        return isForFirst() && buyer.boughtBefore().isEmpty()
                ? no(
                        ErrorCode.PROMOTION_CODE_FIRST_TIME_ONLY,
                        "The promotion code is for a first purchase, which needs a customer who is known.")
                : Optional.empty();
    }

    private boolean isForFirst() {
        return code.filter(known -> known.terms().firstTime()).isPresent();
    }

    private Optional<Objection> oftenEnough(boolean needsBuyer) {
        var most = coupon.terms().customerMaxRedemptions();
        if (most.isPresent() && needsBuyer && buyer.key().isEmpty()) {
            return no(
                    ErrorCode.COUPON_CUSTOMER_MAX_REDEMPTIONS,
                    "The coupon is limited for each customer, which needs a customer who is known.");
        }
        return most.filter(limit -> takenByBuyer >= limit).isPresent()
                ? no(
                        ErrorCode.COUPON_CUSTOMER_MAX_REDEMPTIONS,
                        "This customer has used the coupon as often as each customer may.")
                : Optional.empty();
    }

    private Optional<Objection> wrongCurrency(Basket basket) {
        return coupon.terms()
                .currency()
                .filter(currency -> currency != basket.currency())
                .flatMap(currency -> no(
                        ErrorCode.COUPON_CURRENCY_MISMATCH,
                        "The coupon is for orders in " + currency + ", and this one is in " + basket.currency() + "."));
    }

    private Optional<Objection> tooSmall(Basket basket) {
        var couponMinimum = coupon.terms().minimum();
        if (couponMinimum
                .filter(minimum -> basket.subtotal().minorUnits() < minimum.minorUnits())
                .isPresent()) {
            return no(
                    ErrorCode.COUPON_MINIMUM_AMOUNT,
                    "The coupon is for orders of at least " + couponMinimum.get() + ".");
        }
        return code.flatMap(known -> known.terms().minimum())
                .filter(minimum -> minimum.currency() != basket.currency()
                        || basket.subtotal().minorUnits() < minimum.minorUnits())
                .flatMap(minimum -> no(
                        ErrorCode.PROMOTION_CODE_MINIMUM_AMOUNT,
                        "The promotion code is for orders of at least " + minimum + "."));
    }

    private Optional<Objection> nothingToApplyTo(Basket basket) {
        var products = coupon.terms().products();
        return products.isEmpty() || products.stream().anyMatch(basket.products()::containsKey)
                ? Optional.empty()
                : no(ErrorCode.COUPON_INVALID, "The coupon applies to nothing that is bought.");
    }

    private static Optional<Objection> first(List<Supplier<Optional<Objection>>> rules) {
        return rules.stream().map(Supplier::get).flatMap(Optional::stream).findFirst();
    }

    private static Optional<Objection> no(ErrorCode code, String message) {
        return Optional.of(new Objection(code, message));
    }
}
