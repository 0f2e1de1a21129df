package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Outcome;
import java.util.Optional;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MoneyAnswerTest {
    @Test
    void an_approval_brings_what_a_charge_shows() {
        var outcome = Answers.charged(201, Answers.approved());

        assertThat(outcome)
                .isEqualTo(new Outcome.Approved(new Outcome.Receipt(
                        "APPROVED",
                        Optional.of("00"),
                        Optional.of("Approved"),
                        Optional.of("000009"),
                        Optional.of("631910000009"),
                        Optional.of("MATCH"),
                        Optional.of(
                                new Outcome.CardDetails("mastercard", "0008", 1, 2039, "credit", Optional.empty())))));
    }

    @Test
    void a_decline_under_http_201_is_a_decline() {
        var body = Answers.failed("DECLINED")
                .replace("\"gatewayRecommendation\"", "\"acquirerCode\":\"61\",\"gatewayRecommendation\"");

        assertThat(Answers.charged(201, body))
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Declined.class))
                .extracting(declined -> declined.receipt().acquirerCode())
                .isEqualTo(Optional.of("61"));
    }

    @Test
    void the_acquirers_own_words_reach_the_staff_without_digits_that_could_be_a_card() {
        var body = Answers.failed("DECLINED")
                .replace(
                        "\"gatewayRecommendation\"",
                        "\"acquirerMessage\":\"Expiry not in the\\ntest table 5123 4500 0000 0008\",\"gatewayRecommendation\"");

        assertThat(Answers.charged(201, body))
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Declined.class))
                .extracting(declined -> declined.decline().merchantMessage())
                .isEqualTo("The card's bank declined the payment. It says: Expiry not in the test table ….");
    }

    @ParameterizedTest
    @CsvSource({
        "RESUBMIT_LATER, try_again_later",
        "DO_NOT_PROCEED_ABANDON_ORDER, do_not_try_again",
        "RESUBMIT_WITH_UPDATED_PAYMENT_DETAILS, confirm_card_data"
    })
    void a_plain_decline_takes_its_advice_from_the_recommendation(String recommendation, String advice) {
        var body = Answers.failed("DECLINED").replace("NO_ACTION", recommendation);

        assertThat(Answers.charged(201, body))
                .asInstanceOf(InstanceOfAssertFactories.type(Outcome.Declined.class))
                .extracting(declined -> declined.decline().advice())
                .isEqualTo(Optional.of(advice));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"id\":\"pi_test_1\" | \"id\":\"pi_test_2\"",
                "\"id\":\"p1\" | \"id\":\"p2\"",
                "\"type\":\"PAYMENT\" | \"type\":\"AUTHENTICATION\"",
                "\"type\":\"PAYMENT\" | \"type\":\"REFUND\"",
                "\"merchant\":\"TESTSARRAF\" | \"merchant\":\"TESTOTHER\"",
                "\"id\":\"pi_test_1\",\"amount\":150.00 | \"id\":\"pi_test_1\",\"amount\":149.99",
                "\"id\":\"pi_test_1\",\"amount\":150.00 | \"id\":\"pi_test_1\",\"amount\":15000",
                "\"id\":\"pi_test_1\",\"amount\":150.00 | \"id\":\"pi_test_1\",\"amount\":null",
                "\"type\":\"PAYMENT\",\"amount\":150.00 | \"type\":\"PAYMENT\",\"amount\":1.5",
                "\"type\":\"PAYMENT\",\"amount\":150.00,\"currency\":\"EGP\" | \"type\":\"PAYMENT\",\"amount\":150.00",
                "\"amount\":150.00,\"currency\":\"EGP\",\"status\" | \"amount\":150.00,\"currency\":\"USD\",\"status\"",
                "\"totalCapturedAmount\":150.00 | \"totalCapturedAmount\":100.00",
                "\"result\":\"SUCCESS\" | \"result\":\"FAILURE\"",
                "\"result\":\"SUCCESS\" | \"result\":\"PENDING\"",
                "\"result\":\"SUCCESS\" | \"result\":\"ERROR\"",
                "\"result\":\"SUCCESS\", | ''",
                "\"gatewayCode\":\"APPROVED\" | \"gatewayCode\":\"APPROVED_TOMORROW\"",
                "\"gatewayCode\":\"APPROVED\", | ''",
            })
    void an_approval_of_anything_else_is_not_ours(String original, String changed) {
        assertThat(Answers.approved()).contains(original);

        var body = Answers.approved().replace(original, changed);

        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.lookedUp(200, body)).containsInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"DECLINED", "TIMED_OUT", "LOCK_FAILURE", "NOT_SUPPORTED"})
    void a_failure_of_something_else_ends_nothing(String code) {
        var elsewhere = Answers.failed(code).replace("\"id\":\"p1\"", "\"id\":\"p2\"");
        var contradictory = Answers.withCode(code, "SUCCESS");

        assertThat(Answers.charged(201, elsewhere)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(201, contradictory)).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_technical_failure_of_an_order_that_holds_money_is_not_known_to_be_one() {
        var body = Answers.failed("TIMED_OUT").replace("\"totalCapturedAmount\":0", "\"totalCapturedAmount\":150.00");

        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(201, Answers.failed("TIMED_OUT"))).isInstanceOf(Outcome.Unconfirmed.class);
    }

    @Test
    void a_technical_failure_counts_where_all_that_the_order_held_was_given_back() {
        var earlierOneRefunded = Answers.failed("TIMED_OUT")
                .replace(
                        "\"totalCapturedAmount\":0,\"totalRefundedAmount\":0",
                        "\"totalCapturedAmount\":150.00,\"totalRefundedAmount\":150.00");

        assertThat(earlierOneRefunded).contains("\"totalRefundedAmount\":150.00");
        assertThat(Answers.charged(201, earlierOneRefunded)).isInstanceOf(Outcome.Unconfirmed.class);
    }

    @Test
    void a_locked_order_is_told_by_its_ids_alone() {
        var body = """
                {"result":"FAILURE","merchant":"TESTSARRAF","order":{"id":"pi_test_1"},"transaction":{"id":"p1"},
                 "response":{"gatewayCode":"LOCK_FAILURE"}}""";

        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.TryLater.class);
        assertThat(Answers.charged(201, body.replace("p1", "p2"))).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "75.50,  75.50,  7550",
        "75.5,   300.00, 7550",
        "150.00, 0.01,   1",
        "150.00, 149.99, 14999",
    })
    void a_part_is_what_the_transaction_took_or_else_the_order(String own, String total, long taken) {
        assertThat(Answers.charged(201, Answers.partlyApproved(own, total)))
                .isInstanceOfSatisfying(
                        Outcome.PartlyApproved.class,
                        part -> assertThat(part.taken()).isEqualTo(new Money(taken, Currency.EGP)));
        assertThat(Answers.lookedUp(200, Answers.partlyApproved(own, total)))
                .contains(Answers.charged(201, Answers.partlyApproved(own, total)));
    }

    @ParameterizedTest
    @CsvSource({"150.00, 150.00", "150.00, 0", "0, 0", "-5, -5", "75.505, 75.505", "151.00, 151.00", "1e-99999999, 0"})
    void a_part_that_is_none_decides_nothing(String own, String total) {
        assertThat(Answers.charged(201, Answers.partlyApproved(own, total))).isInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_part_of_something_else_decides_nothing() {
        var body = Answers.partlyApproved("75.50", "75.50");

        assertThat(Answers.charged(201, body.replace("\"SUCCESS\"", "\"FAILURE\"")))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(201, body.replace("\"p1\"", "\"p2\""))).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(201, body.replace("\"EGP\"", "\"USD\""))).isInstanceOf(Outcome.Unknown.class);
        assertThat(new MoneyAnswer(Answers.CHARGE, Movement.REFUND)
                        .toRequest(Answer.read(new Reply.Received(201, body.replace("PAYMENT", "REFUND")))))
                .isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(
                        201,
                        Answers.partlyApproved("150.00", "75.50")
                                .replace("\"totalRefundedAmount\":0", "\"totalRefundedAmount\":20.00")))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"150", "150.0", "150.000", "1.5E2", "\"150.00\""})
    void an_amount_is_compared_as_a_number(String written) {
        var body = Answers.approved().replace("\"amount\":150.00", "\"amount\":" + written);

        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void an_amount_has_its_own_currencys_decimals() {
        var dinars = new Asked(Answers.MERCHANT, Answers.CHARGE.ids(), new Money(15_005, Currency.KWD));
        var body = Answers.approved().replace("150.00", "15.005").replace("EGP", "KWD");

        var outcome = new MoneyAnswer(dinars, Movement.CHARGE).toRequest(Answer.read(new Reply.Received(201, body)));

        assertThat(outcome).isInstanceOf(Outcome.Approved.class);
    }

    @Test
    void an_order_that_took_more_than_this_charge_does_not_undo_it() {
        var body = Answers.approved().replace("\"totalCapturedAmount\":150.00", "\"totalCapturedAmount\":300.00");

        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.Approved.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {100, 202, 204, 301, 302, 400, 401, 404, 409, 500, 502, 503})
    void an_approval_under_a_wrong_status_is_not_one(int status) {
        assertThat(Answers.charged(status, Answers.approved())).isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "null",
                "[]",
                "\"APPROVED\"",
                "{}",
                "<html><body>502 Bad Gateway</body></html>",
                "{\"result\":\"SUCCESS\"",
                "{\"result\":\"SUCCESS\",\"result\":\"SUCCESS\"}"
            })
    void a_body_that_says_nothing_leaves_the_outcome_unknown(String body) {
        assertThat(Answers.charged(200, body)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(201, body)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.charged(502, body)).isInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.lookedUp(200, body)).containsInstanceOf(Outcome.Unknown.class);
        assertThat(Answers.lookedUp(400, body)).containsInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void something_after_the_end_of_an_approval_spoils_it() {
        assertThat(Answers.charged(201, Answers.approved() + Answers.approved()))
                .isInstanceOf(Outcome.Unknown.class);
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST, Refused",
        "401, INVALID_REQUEST, Refused",
        "403, REQUEST_REJECTED, Refused",
        "503, SERVER_BUSY, TryLater",
        "429, SERVER_BUSY, TryLater",
        "500, SERVER_FAILED, Unknown",
        "500, INVALID_REQUEST, Unknown",
        "502, REQUEST_REJECTED, Unknown",
        "201, INVALID_REQUEST, Unknown",
        "400, SOMETHING_NEW, Unknown",
    })
    void a_named_problem_means_what_its_cause_says(int status, String cause, String outcome) {
        assertThat(Answers.charged(status, Answers.problem(cause, "No."))
                        .getClass()
                        .getSimpleName())
                .isEqualTo(outcome);
    }

    @Test
    void too_many_requests_is_a_reason_to_come_back_later() {
        assertThat(Answers.charged(429, "slow down")).isInstanceOf(Outcome.TryLater.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Unable to find order pi_test_1",
                "Unable to find order 'pi_test_1' for merchant TESTSARRAF",
                "Unable to find transaction p1",
                "unable to find the transaction",
                "Order not found",
                "Order pi_test_1 not found.",
                "Transaction with id p1 does not exist"
            })
    void a_charge_that_the_gateway_never_saw_is_told_apart(String explanation) {
        assertThat(Answers.lookedUp(400, Answers.problem("INVALID_REQUEST", explanation)))
                .isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_REQUEST, Invalid credentials.",
        "401, INVALID_REQUEST, Unable to find order 1",
        "403, REQUEST_REJECTED, Unable to find order 1",
        "500, SERVER_FAILED, Unable to find order 1",
        "503, SERVER_BUSY, Unable to find order 1",
        "400, INVALID_REQUEST, Unable to find merchant TESTSARRAF",
        "400, INVALID_REQUEST, Unable to find session",
        "400, INVALID_REQUEST, The transaction session was not found",
        "400, INVALID_REQUEST, The session of this order was not found",
        "400, INVALID_REQUEST, ''",
        "404, INVALID_REQUEST, Not found",
    })
    void another_problem_of_a_look_up_is_never_taken_for_not_found(int status, String cause, String explanation) {
        assertThat(Answers.lookedUp(status, Answers.problem(cause, explanation)))
                .containsInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void a_look_up_that_is_refused_for_a_field_of_its_own_says_nothing() {
        var body = Answers.problem("INVALID_REQUEST", "Unable to find order 1")
                .replace("\"supportCode\"", "\"field\":\"merchant.id\",\"supportCode\"");

        assertThat(Answers.lookedUp(400, body)).containsInstanceOf(Outcome.Unknown.class);
    }

    @Test
    void what_is_logged_of_a_problem_does_not_quote_it() {
        var problem = Answers.problem("INVALID_REQUEST", "Value 5123450000000008 is invalid.");

        assertThat(Answers.charged(400, problem).toString()).doesNotContain("5123450000000008");
    }
}
