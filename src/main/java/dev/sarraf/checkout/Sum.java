package dev.sarraf.checkout;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;

/// What a session costs in one currency, and how that comes about: `total = subtotal - discount + vat + fee`.
///
/// @param subtotal the lines added up
/// @param discount taken off the subtotal
/// @param vat the merchant's own VAT on what is left, where it is collected on top
/// @param fee the platform's fee, where the customer pays it
record Sum(Money subtotal, Money discount, Money vat, Money fee, Money total) {
    static Sum of(Money subtotal, Money discount, Money vat, Money fee) {
        return new Sum(
                subtotal, discount, vat, fee, subtotal.minus(discount).plus(vat).plus(fee));
    }

    Currency currency() {
        return total.currency();
    }
}
