package dev.sarraf.page;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.money.Digits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LanguageTest {
    @ParameterizedTest
    @CsvSource({
        "0, other, zero",
        "1, one, one",
        "2, other, two",
        "3, other, few",
        "10, other, few",
        "11, other, many",
        "99, other, many",
        "100, other, other",
        "102, other, other",
        "103, other, few",
        "111, other, many"
    })
    void a_count_takes_the_plural_of_its_language(long count, String english, String arabic) {
        assertThat(Language.EN.pluralOf(count)).isEqualTo(english);
        assertThat(Language.AR.pluralOf(count)).isEqualTo(arabic);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ar-EG,ar;q=0.9,en;q=0.8 | AR
            en-GB,en;q=0.9,ar;q=0.8 | EN
            fr,ar;q=0.2             | AR
            en;q=0.1,ar             | AR
            ar;q=0,en               | EN
            fr,de                   |
            ''                      |
            ;;;                     |
            *                       |
            """)
    void a_browsers_list_names_the_first_of_ours(String header, Language expected) {
        assertThat(Language.preferred(header).orElse(null)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ar-EG-u-nu-arab             | ARABIC_INDIC
            ar-EG-u-nu-arab;q=0.9, en   | ARABIC_INDIC
            en, ar-u-nu-arab;q=0.5      | ARABIC_INDIC
            ar-EG-u-ca-gregory-nu-arab  | ARABIC_INDIC
            ar-EG                       | WESTERN
            ar-EG, ar-u-nu-arab         | WESTERN
            ar-u-nu-latn                | WESTERN
            en-u-nu-arab                | WESTERN
            *, ;;, ar-u-                | WESTERN
            """)
    void digits_are_western_unless_the_browser_asks_for_others(String header, Digits expected) {
        assertThat(Language.AR.digits(header)).isEqualTo(expected);
        assertThat(Language.EN.digits(header)).isEqualTo(Digits.WESTERN);
    }
}
