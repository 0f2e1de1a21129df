package dev.sarraf.page;

import static dev.sarraf.page.CardField.CVC;
import static dev.sarraf.page.CardField.EXPIRY;
import static dev.sarraf.page.CardField.NAME;
import static dev.sarraf.page.CardField.NUMBER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cards.Card;
import java.time.YearMonth;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CardFormTest {
    private static final YearMonth MONTH = YearMonth.of(2030, 6);
    private static final String VISA = "4111111111111111";

    @Test
    void a_good_card_is_read() {
        var card = good(typed("5123 4500 0000 0008", "01 / 39", "100", "Mona Hassan"));

        assertThat(card.number().reveal()).isEqualTo("5123450000000008");
        assertThat(card.expiry()).hasToString("01/39");
        assertThat(card.securityCode().orElseThrow().reveal()).isEqualTo("100");
        assertThat(card.holder()).contains("Mona Hassan");
    }

    @Test
    void what_an_arabic_keyboard_types_is_read_too() {
        var card = good(typed("\u200e٥١٢٣ ٤٥٠٠ ٠٠٠٠ ٠٠٠٨\u200f", "٠١/٣٩", "۱۰۰", " منى حسن "));

        assertThat(card.number().reveal()).isEqualTo("5123450000000008");
        assertThat(card.expiry()).hasToString("01/39");
        assertThat(card.securityCode().orElseThrow().reveal()).isEqualTo("100");
        assertThat(card.holder()).contains("منى حسن");
    }

    @Test
    void an_empty_form_has_a_fault_in_every_field_in_their_order() {
        assertThat(faults(typed("", " ", "", ""), false))
                .containsExactly(
                        Map.entry(NUMBER, "fault.number.missing"),
                        Map.entry(EXPIRY, "fault.expiry.missing"),
                        Map.entry(CVC, "fault.cvc.missing"),
                        Map.entry(NAME, "fault.name.missing"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4111 1111 1111 1111 | false |
            4111-1111-1111-1111 | false |
            4242424242424242    | false | fault.number.untested
            4242424242424241    | false | fault.number.untested
            4111 1111           | false | fault.number.wrong
            4111x11111111111    | false | fault.number.wrong
            41111111111111111111111 | false | fault.number.wrong
            4242424242424242    | true  |
            4242424242424241    | true  | fault.number.wrong
            """)
    void a_number_is_checked(String number, boolean livemode, String fault) {
        assertThat(faults(typed(number, "01/39", "100", "Mona Hassan"), livemode)
                        .get(NUMBER))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            06/30   | false |
            05/30   | false | fault.expiry.past
            12/2031 | false |
            0139    | false |
            13/31   | false | fault.expiry.wrong
            soon    | false | fault.expiry.wrong
            01/27   | false |
            04/27   | false |
            04/27   | true  | fault.expiry.past
            """)
    void an_expiry_is_checked_and_those_of_the_test_table_always_pass_in_test_mode(
            String expiry, boolean livemode, String fault) {
        assertThat(faults(typed(VISA, expiry, "100", "Mona Hassan"), livemode).get(EXPIRY))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            4111111111111111 | 100  |
            4111111111111111 | 1000 | fault.cvc.three
            4111111111111111 | 10   | fault.cvc.three
            4111111111111111 | ab1  | fault.cvc.three
            371449635398431  | 1000 |
            371449635398431  | 100  | fault.cvc.four
            371449635398431  | ''   | fault.cvc.missing
            135492354874528  | ''   |
            135492354874528  | 100  |
            41               | 1000 |
            """)
    void the_length_of_the_security_code_depends_on_the_brand(String number, String code, String fault) {
        assertThat(faults(typed(number, "01/39", code, "Mona Hassan"), false).get(CVC))
                .isEqualTo(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            Mona Hassan         |
            منى حسن             |
            X                   | fault.name.wrong
            4111 1111 1111 1111 | fault.name.digits
            Louis XIV 14        |
            """)
    void a_fieldis_checked(String name, String fault) {
        assertThat(faults(typed(VISA, "01/39", "100", name), false).get(NAME)).isEqualTo(fault);
    }

    @Test
    void a_fieldthat_is_too_long_is_refused() {
        assertThat(faults(typed(VISA, "01/39", "100", "x".repeat(61)), false))
                .containsExactly(Map.entry(NAME, "fault.name.wrong"));
    }

    @Test
    void only_expiry_and_fieldare_kept_and_only_where_no_number_can_hide_in_them() {
        assertThat(typed(VISA, "01/39", "987", "Mona Hassan").kept())
                .isEqualTo(new CardForm.Kept("01/39", "Mona Hassan"));
        assertThat(typed("", VISA, "", VISA).kept()).isEqualTo(CardForm.Kept.NOTHING);
    }

    @Test
    void a_form_prints_nothing_of_the_card() {
        assertThat(typed(VISA, "01/39", "987", "Mona Hassan").toString()).isEqualTo("CardForm[****]");
    }

    /// As a browser would send it.
    private static CardForm typed(String number, String expiry, String code, String name) {
        var fields = Map.of("number", number, "expiry", expiry, "cvc", code, "name", name);
        return CardForm.of(field -> fields.getOrDefault(field, ""));
    }

    private static Card good(CardForm form) {
        return ((CardForm.Checked.Good) form.check(false, MONTH)).card();
    }

    private static Map<CardField, String> faults(CardForm form, boolean livemode) {
        return form.check(livemode, MONTH) instanceof CardForm.Checked.Faulty(var faults) ? faults : Map.of();
    }
}
