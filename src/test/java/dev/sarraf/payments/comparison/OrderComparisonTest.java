package dev.sarraf.payments.comparison;

import static dev.sarraf.payments.comparison.Difference.Kind.AMOUNT_DIFFERS;
import static dev.sarraf.payments.comparison.Difference.Kind.DUPLICATE_CAPTURE;
import static dev.sarraf.payments.comparison.Difference.Kind.ONLY_AT_BANK;
import static dev.sarraf.payments.comparison.Difference.Kind.ONLY_HERE;
import static dev.sarraf.payments.comparison.Difference.Kind.STATE_DIFFERS;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.http.Json;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.payments.comparison.Difference.Source;
import dev.sarraf.payments.comparison.OwnMovement.State;
import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.BankMovement.Direction;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OrderComparisonTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            DONE      | SUCCESS |
            DONE      | FAILURE | STATE_DIFFERS
            DONE      | UNKNOWN | STATE_DIFFERS
            DONE      |         | ONLY_HERE
            NOT_DONE  | SUCCESS | STATE_DIFFERS
            NOT_DONE  | FAILURE |
            NOT_DONE  | UNKNOWN | STATE_DIFFERS
            NOT_DONE  |         |
            OPEN      | SUCCESS | STATE_DIFFERS
            OPEN      | FAILURE | STATE_DIFFERS
            OPEN      | UNKNOWN | STATE_DIFFERS
            OPEN      |         | STATE_DIFFERS
            UNDER_WAY | SUCCESS |
            UNDER_WAY | FAILURE |
            UNDER_WAY | UNKNOWN |
            UNDER_WAY |         |
                      | SUCCESS | ONLY_AT_BANK
                      | FAILURE |
                      | UNKNOWN | ONLY_AT_BANK
            """)
    void each_pair_of_states_is_judged(String ours, String theirs, String kind) {
        var own = ours == null ? List.<OwnMovement>of() : List.of(charge("t", State.valueOf(ours)));
        var bank = theirs == null ? List.<BankMovement>of() : List.of(bank("t", "PAYMENT", "10.00", theirs));

        assertThat(kinds(compare(own, bank)))
                .isEqualTo(kind == null ? List.of() : List.of(Difference.Kind.valueOf(kind)));
    }

    @ParameterizedTest
    @CsvSource({"10.00, EGP, true", "10.0, EGP, true", "10, EGP, true", "10.01, EGP, false", "10.00, USD, false"})
    void amount_and_currency_have_to_be_the_same(String amount, String currency, boolean same) {
        var bank = new BankMovement(
                "pi",
                "t",
                Direction.TAKEN,
                "PAYMENT",
                new BigDecimal(amount),
                currency,
                BankMovement.Result.DONE,
                Optional.empty(),
                Optional.empty());

        assertThat(kinds(compare(List.of(charge("t", State.DONE)), List.of(bank))))
                .isEqualTo(same ? List.of() : List.of(AMOUNT_DIFFERS));
    }

    @Test
    void what_both_say_was_not_done_needs_no_amount() {
        assertThat(compare(List.of(charge("t", State.NOT_DONE)), List.of(bank("t", "PAYMENT", "0", "FAILURE"))))
                .isEmpty();
    }

    @Test
    void amount_and_state_may_both_differ() {
        assertThat(kinds(compare(
                        List.of(charge("t", State.NOT_DONE)), List.of(bank("t", "PAYMENT", "9.00", "SUCCESS")))))
                .containsExactly(AMOUNT_DIFFERS, STATE_DIFFERS);
    }

    @Test
    void money_that_went_the_other_way_is_no_match() {
        assertThat(kinds(compare(List.of(charge("t", State.DONE)), List.of(bank("t", "REFUND", "10.00", "SUCCESS")))))
                .containsExactly(STATE_DIFFERS);
    }

    @Test
    void refunds_are_compared_as_charges_are() {
        var own = List.of(charge("t", State.DONE), refund("r1", State.DONE), refund("r2", State.NOT_DONE));

        assertThat(compare(
                        own,
                        List.of(
                                bank("t", "PAYMENT", "10.00", "SUCCESS"),
                                bank("r1", "REFUND", "4.00", "SUCCESS"),
                                bank("r2", "REFUND", "4.00", "FAILURE"))))
                .isEmpty();
        assertThat(kinds(compare(
                        own,
                        List.of(
                                bank("t", "PAYMENT", "10.00", "SUCCESS"),
                                bank("r2", "REFUND", "4.00", "SUCCESS"),
                                bank("r3", "REFUND", "1.00", "SUCCESS")))))
                .containsExactly(STATE_DIFFERS, ONLY_AT_BANK, ONLY_HERE);
    }

    @Test
    void a_second_capture_that_stays_is_a_duplicate_beside_the_one_that_we_keep() {
        var differences = compare(
                List.of(charge("t1", State.NOT_DONE), charge("t2", State.DONE)),
                List.of(bank("t1", "PAYMENT", "10.00", "SUCCESS"), bank("t2", "PAYMENT", "10.00", "SUCCESS")));

        assertThat(kinds(differences)).containsExactly(STATE_DIFFERS, DUPLICATE_CAPTURE);
        assertThat(differences).allMatch(difference -> difference.transaction().equals("t1"));
    }

    @Test
    void a_capture_that_we_reversed_is_none() {
        var own = List.of(
                charge("t1", State.DONE),
                new OwnMovement("t1", "pi", "vt1", Direction.GIVEN_BACK, money(1_000), State.DONE),
                charge("t2", State.DONE));

        assertThat(compare(
                        own,
                        List.of(
                                bank("t1", "PAYMENT", "10.00", "SUCCESS"),
                                bank("t2", "PAYMENT", "10.00", "SUCCESS"),
                                bank("vt1", "VOID_PAYMENT", "10.00", "SUCCESS"))))
                .isEmpty();
        assertThat(kinds(compare(
                        own,
                        List.of(
                                bank("t1", "PAYMENT", "10.00", "SUCCESS"),
                                bank("t2", "PAYMENT", "10.00", "SUCCESS"),
                                bank("vt1", "VOID_PAYMENT", "10.00", "FAILURE")))))
                .containsExactly(STATE_DIFFERS, DUPLICATE_CAPTURE);
    }

    @Test
    void a_capture_that_somebody_else_voided_is_none_but_the_void_is_only_theirs() {
        var undone = bank("v", "VOID_PAYMENT", "10.00", "SUCCESS").undoing(Optional.of("t1"));

        assertThat(kinds(compare(
                        List.of(charge("t2", State.DONE)),
                        List.of(
                                bank("t1", "PAYMENT", "10.00", "SUCCESS"),
                                bank("t2", "PAYMENT", "10.00", "SUCCESS"),
                                undone))))
                .containsExactly(ONLY_AT_BANK, ONLY_AT_BANK);
    }

    @Test
    void a_line_that_stands_twice_is_a_second_movement() {
        var payment = bank("t", "PAYMENT", "10.00", "SUCCESS");
        var refund = bank("r", "REFUND", "4.00", "SUCCESS");

        assertThat(kinds(compare(
                        List.of(charge("t", State.DONE), refund("r", State.DONE)),
                        List.of(payment, payment, refund, refund))))
                .containsExactly(ONLY_AT_BANK, DUPLICATE_CAPTURE);
    }

    @Test
    void what_the_other_side_need_not_know_is_not_missed() {
        assertThat(OrderComparison.of(
                        Source.STATEMENT,
                        List.of(charge("t", State.DONE)),
                        List.of(),
                        own -> own.id().equals("other")))
                .isEmpty();
    }

    @Test
    void a_difference_shows_both_sides_to_people_and_to_programs() {
        var difference = compare(
                        List.of(charge("t", State.NOT_DONE)), List.of(bank("t", "PAYMENT", "10.00", "SUCCESS")))
                .getFirst();

        assertThat(difference.line())
                .isEqualTo("state_differs order=pi transaction=t id=t ours=[charge EGP 10.00 not done]"
                        + " bank=[PAYMENT EGP 10.00 done]");
        assertThat(Json.write(difference.json())).isEqualTo("""
                        {"difference":"state_differs","source":"bank","order":"pi","transaction":"t","id":"t",\
                        "ours":{"type":"charge","amount":"10.00","currency":"EGP","state":"not_done"},\
                        "theirs":{"type":"PAYMENT","amount":"10.00","currency":"EGP","state":"done"}}""");
        var nothing = compare(List.of(), List.of(bank("t", "PAYMENT", "10.00", "SUCCESS")))
                .getFirst();
        assertThat(nothing.line()).contains("ours=[nothing]");
        assertThat(nothing.json().get("ours").isNull()).isTrue();
        assertThat(nothing.json().get("id").isNull()).isTrue();
    }

    private static List<Difference> compare(List<OwnMovement> own, List<BankMovement> bank) {
        return OrderComparison.of(Source.BANK, own, bank, _ -> true);
    }

    private static List<Difference.Kind> kinds(List<Difference> differences) {
        return differences.stream().map(Difference::kind).toList();
    }

    private static OwnMovement charge(String transaction, State state) {
        return new OwnMovement(transaction, "pi", transaction, Direction.TAKEN, money(1_000), state);
    }

    private static OwnMovement refund(String transaction, State state) {
        return new OwnMovement(transaction, "pi", transaction, Direction.GIVEN_BACK, money(400), state);
    }

    private static Money money(long minor) {
        return new Money(minor, Currency.EGP);
    }

    private static BankMovement bank(String transaction, String type, String amount, String result) {
        return new BankMovement(
                "pi",
                transaction,
                BankMovement.directionOf(type).orElseThrow(),
                type,
                new BigDecimal(amount),
                "EGP",
                BankMovement.resultOf(result),
                Optional.empty(),
                Optional.empty());
    }
}
