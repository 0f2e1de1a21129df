package dev.sarraf.payments.comparison;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.processors.BankMovement;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatementReaderTest {
    private static final String HEADER = StatementReader.HEADER + "\n";
    private static final String LINE = "2026-11-01T12:00:00Z,pi_1,ch_1,PAYMENT,150.00,EGP,SUCCESS\n";

    @Test
    void lines_become_movements_by_order() throws Exception {
        var statement = read(HEADER
                + LINE
                + "2026-11-01T12:00:01.5Z,pi_2,ch_2,PAYMENT,1,EGP,FAILURE\n"
                + "2026-11-01T12:00:02Z,pi_1,re_1,REFUND,50.00,EGP,UNKNOWN\n");

        assertThat(statement.lines()).isEqualTo(3);
        var order = statement.take("pi_1");
        assertThat(order).extracting(BankMovement::transaction).containsExactly("ch_1", "re_1");
        assertThat(order.getFirst().amount()).isEqualByComparingTo("150");
        assertThat(order.getFirst().time()).contains(Instant.parse("2026-11-01T12:00:00Z"));
        assertThat(order.getFirst().result()).isEqualTo(BankMovement.Result.DONE);
        assertThat(order.getLast().direction()).isEqualTo(BankMovement.Direction.GIVEN_BACK);
        assertThat(statement.take("pi_1")).isEmpty();
        assertThat(statement.left()).containsExactly("pi_2");
    }

    @Test
    void quotes_windows_line_ends_a_byte_order_mark_and_a_missing_last_line_end_are_fine() throws Exception {
        var statement = read("\ufeff" + HEADER.strip() + "\r\n"
                + "2026-11-01T12:00:00Z,\"a,\"\"b\"\"\",ch_1,PAYMENT,150.00,EGP,SUCCESS\r\n"
                + LINE.strip());

        assertThat(statement.left()).containsExactly("a,\"b\"", "pi_1");
    }

    @Test
    void what_moves_no_money_is_left_out() throws Exception {
        assertThat(read(HEADER + LINE.replace("PAYMENT", "AUTHORIZATION")).lines())
                .isZero();
        assertThat(read(HEADER).left()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            2026-11-01,pi,ch,PAYMENT,1.00,EGP,SUCCESS                      | time
            ,pi,ch,PAYMENT,1.00,EGP,SUCCESS                                | time
            2026-11-01T12:00:00Z,,ch,PAYMENT,1.00,EGP,SUCCESS              | order
            2026-11-01T12:00:00Z,pi,,PAYMENT,1.00,EGP,SUCCESS              | transaction
            2026-11-01T12:00:00Z,pi,ch,payment,1.00,EGP,SUCCESS            | type
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,-1.00,EGP,SUCCESS           | amount
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1e9,EGP,SUCCESS             | amount
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1.0000,EGP,SUCCESS          | amount
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,9999999999999,EGP,SUCCESS   | amount
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1.00,egp,SUCCESS            | currency
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1.00,EGP,OK                 | result
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1.00,EGP                    | columns
            2026-11-01T12:00:00Z,pi,ch,PAYMENT,1.00,EGP,SUCCESS,           | columns
            2026-11-01T12:00:00Z,"pi,ch,PAYMENT,1.00,EGP,SUCCESS           | not closed
            2026-11-01T12:00:00Z,"pi"x,ch,PAYMENT,1.00,EGP,SUCCESS         | more behind
            2026-11-01T12:00:00Z,p"i,ch,PAYMENT,1.00,EGP,SUCCESS           | a quote
            """)
    void a_malformed_line_is_named_with_its_number(String line, String why) {
        assertThatThrownBy(() -> read(HEADER + LINE + line + "\n" + LINE))
                .isInstanceOf(StatementReader.Malformed.class)
                .hasMessageStartingWith("line 3: ")
                .hasMessageContaining(why)
                .hasMessageNotContaining("pi,ch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "time,order\n", "PK\u0003\u0004"})
    void a_file_that_is_no_statement_is_refused_at_once(String text) {
        assertThatThrownBy(() -> read(text)).hasMessageStartingWith("line 1: ");
    }

    @Test
    void an_empty_line_in_between_and_bytes_that_are_no_text_are_refused() {
        assertThatThrownBy(() -> read(HEADER + "\n" + LINE)).hasMessageStartingWith("line 2: ");
        assertThatThrownBy(() -> read(HEADER + LINE + "\u0000" + LINE)).hasMessageStartingWith("line 3: ");
        assertThatThrownBy(() -> StatementReader.read(new ByteArrayInputStream(new byte[] {(byte) 0xff, 10})))
                .hasMessage("line 1: it is not UTF-8");
    }

    @Test
    void a_line_or_a_file_that_is_too_long_is_given_up() {
        assertThatThrownBy(() -> read("x".repeat(100_000))).hasMessage("line 1: it is longer than 1000 characters");
        assertThatThrownBy(() -> read(HEADER + LINE.repeat(250_001))).hasMessageContaining("at most 250,000 lines");
    }

    private static Statement read(String text) throws IOException, StatementReader.Malformed {
        return StatementReader.read(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }
}
