package dev.sarraf.simulator.gateway;

import java.math.BigDecimal;
import java.util.Currency;

/// Amounts in this interface: decimal text with at most the currency's own number of decimals.
final class Money {
    private Money() {}

    /// Nothing, with the currency's decimals.
    static BigDecimal zero(String currency) {
        return BigDecimal.ZERO.setScale(decimals(currency));
    }

    /// Reads the field's amount.
    static BigDecimal parse(String field, String text, String currency) {
        if (!text.matches("[0-9]{1,14}|(?=.{3,14}$)[0-9]+\\.[0-9]+")) {
            throw GatewayError.invalid(field, "Value must be a decimal number of at most 14 characters");
        }
        var amount = new BigDecimal(text);
        int decimals = decimals(currency);
        if (amount.stripTrailingZeros().scale() > decimals) {
            throw GatewayError.invalid(field, "Value has more decimals than " + currency + " allows");
        }
        return amount.setScale(decimals);
    }

    /// Checks that the field holds a currency's code.
    static String currency(String field, String text) {
        if (text.matches("[A-Z]{3}")) {
            try {
                decimals(text);
                return text;
            } catch (IllegalArgumentException e) {
                // Three capitals, but nobody's money.
            }
        }
        throw GatewayError.invalid(field, "Value is not an ISO 4217 currency code");
    }

    private static int decimals(String currency) {
        return Math.max(0, Currency.getInstance(currency).getDefaultFractionDigits());
    }
}
