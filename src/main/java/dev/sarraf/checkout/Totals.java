package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.List;

/// What a session costs. The sum of its lines is always its subtotal.
record Totals(Money subtotal, Money total) {
    /// The largest total in minor units: a gateway takes no more than ten digits before the decimal point.
    static final long LARGEST = 999_999_999_999L;

    static Totals of(Currency currency, List<LineItem> lines) {
        try {
            var subtotal = lines.stream().map(LineItem::total).reduce(Money.zero(currency), Money::plus);
            if (subtotal.minorUnits() > LARGEST) {
                throw tooMuch();
            }
            return new Totals(subtotal, subtotal);
        } catch (ArithmeticException e) {
            throw tooMuch();
        }
    }

    private static Refusal tooMuch() {
        return Refusal.invalid(
                ErrorCode.AMOUNT_INVALID,
                "lineItems",
                "The line items add up to more than %d minor units.".formatted(LARGEST));
    }
}
