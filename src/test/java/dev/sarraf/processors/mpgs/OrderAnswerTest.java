package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.ProcessorUnavailable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderAnswerTest {
    private static final String ORDER = """
            {"merchant":"TESTSARRAF","id":"pi_test_1","transaction":[
              {"result":"SUCCESS","transaction":{"id":"p1","type":"PAYMENT","amount":150.00,"currency":"EGP"}}]}""";

    @Test
    void an_order_tells_of_its_movements() {
        assertThat(new OrderAnswer("TESTSARRAF", "pi_test_1")
                        .read(answer(ORDER))
                        .orElseThrow())
                .extracting(BankMovement::transaction)
                .containsExactly("p1");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"amount\":1E999999999",
                "\"amount\":1E-999999999",
                "\"amount\":\"1E9\"",
                "\"amount\":\"NaN\"",
                "\"amount\":[150.00]",
                "\"amount\":null",
                "\"amount\":123456789012345678901234567890",
            })
    void an_order_with_an_amount_that_is_none_is_not_known(String amount) {
        var bent = ORDER.replace("\"amount\":150.00", amount);

        assertThatThrownBy(() -> new OrderAnswer("TESTSARRAF", "pi_test_1").read(answer(bent)))
                .isInstanceOf(ProcessorUnavailable.class)
                .hasMessageContaining("amount");
    }

    @ParameterizedTest
    @ValueSource(strings = {"p1\\nonly_here order=pi_test_2", "\\u001b[2J", ""})
    void a_report_cannot_be_forged_by_the_words_of_an_order(String id) {
        var bent = ORDER.replace("\"id\":\"p1\"", "\"id\":\"" + id + "\"");

        assertThatThrownBy(() -> new OrderAnswer("TESTSARRAF", "pi_test_1").read(answer(bent)))
                .isInstanceOf(ProcessorUnavailable.class)
                .hasMessageContaining("id");
    }

    private static Answer answer(String body) {
        return Answer.read(new Reply.Received(200, body));
    }
}
