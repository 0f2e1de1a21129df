package dev.sarraf.money;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class MoneyFormatTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            EGP |       149900 | EGP 1,499.00     | 1,499.00 ج.م.
            EGP |            0 | EGP 0.00         | 0.00 ج.م.
            EGP |            5 | EGP 0.05         | 0.05 ج.م.
            KWD |      1234567 | KWD 1,234.567    | 1,234.567 د.ك.
            USD |       100000 | USD 1,000.00     | 1,000.00 USD
            SAR | 999999999999 | SAR 9,999,999,999.99 | 9,999,999,999.99 ر.س.
            """)
    void an_amount_is_written_as_its_language_does(Currency currency, long minorUnits, String english, String arabic) {
        var money = new Money(minorUnits, currency);

        assertThat(spaced(MoneyFormat.in(Locale.ENGLISH).format(money))).isEqualTo(english);
        assertThat(spaced(MoneyFormat.in(Locale.of("ar", "EG")).format(money))).isEqualTo(arabic);
    }

    @ParameterizedTest
    @EnumSource
    void every_currency_shows_all_its_decimals(Currency currency) {
        var written = MoneyFormat.in(Locale.ENGLISH).format(new Money(1, currency));

        assertThat(written.substring(written.indexOf('.') + 1)).hasSize(currency.exponent());
    }

    @Test
    void a_line_never_ends_between_number_and_currency() {
        var money = new Money(149_900, Currency.EGP);

        assertThat(MoneyFormat.in(Locale.ENGLISH).format(money)).doesNotContain(" ");
        assertThat(MoneyFormat.in(Locale.of("ar")).format(money)).doesNotContain(" ");
    }

    @Test
    void arabic_indic_digits_come_with_their_own_separators() {
        var format = MoneyFormat.in(Locale.of("ar"), Digits.ARABIC_INDIC);

        assertThat(spaced(format.format(new Money(1_234_567, Currency.KWD)))).isEqualTo("١٬٢٣٤٫٥٦٧ د.ك.");
        assertThat(spaced(format.format(new Money(89_000, Currency.EGP)))).isEqualTo("٨٩٠٫٠٠ ج.م.");
    }

    private static String spaced(String text) {
        return text.replace('\u00a0', ' ');
    }
}
