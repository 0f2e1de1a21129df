package dev.sarraf.cards;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.time.YearMonth;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardTest {
    private static final String NUMBER = "5123450000000008";
    private static final String CODE = "7391";

    @Test
    void a_card_prints_neither_its_number_nor_its_security_code() {
        var card = new Card(
                new CardNumber(NUMBER), new Expiry(1, 2039), Optional.of(new SecurityCode(CODE)), Optional.of("A B"));

        assertThat(card.toString()).isEqualTo("Card[****0008]");
        assertThat(String.valueOf(card.securityCode())).doesNotContain(CODE);
        assertThat(String.valueOf(card.number())).isEqualTo("****0008");
    }

    @ParameterizedTest
    @ValueSource(strings = {"5123 4500 0000 0008", "5123-4500-0000-0008", "5123\u00a04500\u00a00000\u00a00008"})
    void a_number_is_read_as_people_type_it(String typed) {
        assertThat(new CardNumber(typed)).isEqualTo(new CardNumber(NUMBER));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "51234500000", "51234500000000080000", "512345000000000x", "٥١٢٣٤٥٠٠٠٠٠٠٠٠٠٨"})
    void text_that_is_no_number_is_refused_without_being_repeated(String typed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new CardNumber(typed))
                .withMessage("a card number has 12 to 19 digits");
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "12345", "12a", ""})
    void text_that_is_no_security_code_is_refused_without_being_repeated(String typed) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new SecurityCode(typed))
                .withMessage("a security code has 3 or 4 digits");
    }

    @ParameterizedTest
    @CsvSource({
        "5123450000000008, true",
        "5123450000000009, false",
        "371881733404002, true",
        "5000000000000000005, true",
        "5433579999990250, false"
    })
    void the_check_digit_is_checked(String digits, boolean right) {
        assertThat(new CardNumber(digits).passesLuhn()).isEqualTo(right);
    }

    @ParameterizedTest
    @ValueSource(strings = {"01/39", "01 / 39", "0139", "1/2039", "01/2039", "01-39", " 01.39 "})
    void an_expiry_is_read_as_people_type_it(String typed) {
        assertThat(Expiry.parse(typed)).isEqualTo(new Expiry(1, 2039)).hasToString("01/39");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "13/39", "00/39", "1/1999", "1/2", "39", "aa/bb", "01/39/01"})
    void text_that_is_no_expiry_is_refused(String typed) {
        assertThatIllegalArgumentException().isThrownBy(() -> Expiry.parse(typed));
    }

    @Test
    void a_card_is_valid_to_the_end_of_its_month() {
        var expiry = new Expiry(4, 2027);

        assertThat(expiry.isOver(YearMonth.of(2027, 4))).isFalse();
        assertThat(expiry.isOver(YearMonth.of(2027, 5))).isTrue();
    }
}
