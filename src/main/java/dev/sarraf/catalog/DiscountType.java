package dev.sarraf.catalog;

import java.util.Locale;

/// The two kinds of discount, in the words of the API.
enum DiscountType {
    PERCENTAGE,
    FIXED_AMOUNT;

    static DiscountType of(Discount.Amount amount) {
        return switch (amount) {
            case Discount.Amount.PercentOff _ -> PERCENTAGE;
            case Discount.Amount.AmountOff _ -> FIXED_AMOUNT;
        };
    }

    String text() {
        return name().toLowerCase(Locale.ROOT);
    }
}
