package dev.sarraf.page;

import dev.sarraf.ids.Random62;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.payments.FormDisplay;
import java.util.Optional;
import java.util.regex.Pattern;

/// What the form carries unseen: which display of it this is, and the amount that it showed. A customer who
/// changes it only gets to see the amount again.
final class FormToken {
    private static final int RANDOM = 32;
    private static final Pattern SHAPE = Pattern.compile("[0-9A-Za-z]{" + RANDOM + "}-([0-9]{1,12})");

    private FormToken() {}

    /// A new display of a form that shows this amount, in the currency of processing.
    static String showing(Money charged) {
        return Random62.text(RANDOM) + "-" + charged.minorUnits();
    }

    /// Another display that shows the same as the one that was sent; nothing shown where that was none of ours.
    static String again(String sent) {
        return showing(read(sent).map(FormDisplay::shown).orElse(Money.zero(Currency.PROCESSING)));
    }

    /// Empty where this is no token of ours.
    static Optional<FormDisplay> read(String text) {
        var matcher = SHAPE.matcher(text);
        return matcher.matches()
                ? Optional.of(new FormDisplay(text, new Money(Long.parseLong(matcher.group(1)), Currency.PROCESSING)))
                : Optional.empty();
    }
}
