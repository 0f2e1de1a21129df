package dev.sarraf.page;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.math.BigDecimal;
import java.util.Optional;

/// An amount as people type it: `1,250.50`, `1250.5`, `١٢٥٠٫٥`.
final class TypedAmount {
    /// More than any session may cost.
    private static final int LONGEST = 20;

    private TypedAmount() {}

    /// Empty where it is no amount, or has more decimals than the currency.
    static Optional<Money> read(String typed, Currency currency) {
        var text = western(typed.length() > 3 * LONGEST ? "" : typed);
        boolean grouped = text.matches("[0-9]{1,3}(,[0-9]{3})+(\\.[0-9]+)?");
        var plain = grouped ? text.replace(",", "") : text;
        if (plain.length() > LONGEST || !plain.matches("[0-9]+(\\.[0-9]*)?")) {
            return Optional.empty();
        }
        var minor = new BigDecimal(plain.endsWith(".") ? plain + "0" : plain).movePointRight(currency.exponent());
        try {
            return Optional.of(new Money(minor.longValueExact(), currency));
        } catch (ArithmeticException e) {
            return Optional.empty();
        }
    }

    /// What the field shows of an amount: digits alone, without the currency.
    static String show(Money amount) {
        return amount.majorUnits().toPlainString();
    }

    private static String western(String typed) {
        var text = new StringBuilder();
        typed.codePoints().forEach(character -> {
            int digit = Character.digit(character, 10);
            if (digit >= 0) {
                text.append(digit);
            } else if (character == '\u066b') {
                text.append('.');
            } else if (character == '\u066c') {
                text.append(',');
            } else if (!Character.isWhitespace(character)
                    && character != '\u00a0'
                    && Character.getType(character) != Character.FORMAT) {
                text.appendCodePoint(character);
            }
        });
        return text.toString();
    }
}
