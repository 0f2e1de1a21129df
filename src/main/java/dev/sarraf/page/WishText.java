package dev.sarraf.page;

import dev.sarraf.checkout.Storefront.Choice;
import dev.sarraf.errors.ErrorCode;
import java.util.Map;

/// Why what a customer wished for could not be: what a field says below it.
final class WishText {
    private WishText() {}

    /// Of a promotion code, or a discount that came by one.
    static String code(ErrorCode code, Texts texts) {
        return texts.say(
                switch (code) {
                    case PROMOTION_CODE_NOT_FOUND, RESOURCE_MISSING -> "code.unknown";
                    case RATE_LIMIT -> "code.later";
                    case PROMOTION_CODE_EXPIRED, PROMOTION_CODE_INACTIVE -> "code.expired";
                    case PROMOTION_CODE_MAX_REDEMPTIONS -> "code.gone";
                    case COUPON_CUSTOMER_MAX_REDEMPTIONS -> "code.often";
                    case PROMOTION_CODE_CUSTOMER_MISMATCH -> "code.other";
                    case PROMOTION_CODE_MINIMUM_AMOUNT, COUPON_MINIMUM_AMOUNT -> "code.minimum";
                    case PROMOTION_CODE_FIRST_TIME_ONLY -> "code.first";
                    case TOO_MANY_DISCOUNTS -> "code.second";
                    default -> "code.unfit";
                });
    }

    /// Whether a refusal is about a discount.
    static boolean isAboutDiscount(ErrorCode code) {
        return switch (code) {
            case PROMOTION_CODE_NOT_FOUND,
                    PROMOTION_CODE_EXPIRED,
                    PROMOTION_CODE_INACTIVE,
                    PROMOTION_CODE_MAX_REDEMPTIONS,
                    PROMOTION_CODE_CUSTOMER_MISMATCH,
                    PROMOTION_CODE_MINIMUM_AMOUNT,
                    PROMOTION_CODE_FIRST_TIME_ONLY,
                    COUPON_CUSTOMER_MAX_REDEMPTIONS,
                    COUPON_MINIMUM_AMOUNT,
                    COUPON_CURRENCY_MISMATCH,
                    COUPON_INVALID -> true;
            default -> false;
        };
    }

    /// Of another quantity or amount.
    static String choice(ErrorCode code, Choice choice, Visitor visitor) {
        var texts = visitor.texts();
        if (isAboutDiscount(code)) {
            return texts.say("choice.discount");
        }
        return switch (code) {
            case LINE_ITEM_QUANTITY_OUT_OF_BOUNDS, PARAMETER_OUT_OF_RANGE -> bounds(choice, visitor);
            case PRICE_SOLD_OUT -> texts.say("choice.stock");
            case PRICE_EXPIRED, PRICE_INACTIVE, PRICE_NOT_YET_ACTIVE, PRODUCT_ARCHIVED -> texts.say("choice.gone");
            case AMOUNT_INVALID -> texts.say("choice.much");
            default -> texts.say("choice.failed");
        };
    }

    /// Between what can be chosen; empty where that has no bounds.
    static String bounds(Choice choice, Visitor visitor) {
        return switch (choice) {
            case Choice.Quantity(var least, var most) ->
                bounds(
                        visitor.texts(),
                        Long.toString(least),
                        most.map(Object::toString).orElse(""));
            case Choice.Amount amount ->
                bounds(
                        visitor.texts(),
                        amount.minimum().map(visitor::amount).orElse(""),
                        amount.maximum().map(visitor::amount).orElse(""));
        };
    }

    private static String bounds(Texts texts, String least, String most) {
        if (least.isEmpty()) {
            return most.isEmpty() ? texts.say("choice.any") : texts.say("choice.most", Map.of("most", most));
        }
        return most.isEmpty()
                ? texts.say("choice.least", Map.of("least", least))
                : texts.say("choice.between", Map.of("least", least, "most", most));
    }
}
