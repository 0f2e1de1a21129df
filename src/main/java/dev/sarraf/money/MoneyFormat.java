package dev.sarraf.money;

import java.util.Locale;

/// Writes amounts for people, in the manner of their language: `EGP 1,499.00`, `1,499.00 ج.م.`
///
/// The currency's own number of decimals is always shown. The space between
/// number and currency is a no-break space, so that a line never ends between them. A text that embeds an amount has to
/// isolate it, since its direction is its own.
public final class MoneyFormat {
    private static final char NO_BREAK_SPACE = '\u00a0';

    private final boolean arabic;
    private final Digits digits;

    private MoneyFormat(boolean arabic, Digits digits) {
        this.arabic = arabic;
        this.digits = digits;
    }

    /// The manner of Arabic for its locales, that of English for all others. Digits are Western.
    public static MoneyFormat in(Locale locale) {
        return in(locale, Digits.WESTERN);
    }

    /// As [#in(Locale)], in these digits.
    public static MoneyFormat in(Locale locale, Digits digits) {
        return new MoneyFormat(locale.getLanguage().equals("ar"), digits);
    }

    public String format(Money money) {
        var number =
                digits.write(String.format(Locale.ROOT, "%,." + money.currency().exponent() + "f", money.majorUnits()));
        return arabic
                ? number + NO_BREAK_SPACE + arabicName(money.currency())
                : money.currency().name() + NO_BREAK_SPACE + number;
    }

    /// Arab currencies have a customary short form in Arabic; others are known by their ISO code.
    private static String arabicName(Currency currency) {
        return switch (currency) {
            case EGP -> "ج.م.";
            case SAR -> "ر.س.";
            case AED -> "د.إ.";
            case QAR -> "ر.ق.";
            case KWD -> "د.ك.";
            case JOD -> "د.أ.";
            case OMR -> "ر.ع.";
            case BHD -> "د.ب.";
            case LYD -> "د.ل.";
            case USD, EUR, GBP, AUD, CAD, CNY -> currency.name();
        };
    }
}
