package dev.sarraf.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The rule that every connector stands on: two ids name one operation, which happens once.
class RepeatTest extends BankTest {
    @Test
    void the_same_request_gets_the_same_bytes_and_moves_nothing_again() {
        var first = shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));
        shop.put("o", "r", Shop.money("REFUND", "10.00"));

        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD))).isEqualTo(first);
        assertThat(shop.order("o").at("totalCapturedAmount")).isEqualTo("10.00");
        assertThat(shop.record("o")).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"""
                {"order":{"currency":"EGP","amount":"10.00"},"apiOperation":"PAY","n":100,"s":"é"}""", """
                 { "n" : 1.00e2, "apiOperation" : "PAY",
                   "order" : { "amount" : "10.00", "currency" : "\\u0045GP" }, "s":"\\u00e9" }"""})
    void the_same_request_may_be_spelled_differently(String spelling) {
        var first = shop.put("o", "p", withCard("""
                {"apiOperation":"PAY","order":{"amount":"10.00","currency":"EGP"},"n":100.0,"s":"é"}"""));

        assertThat(shop.put("o", "p", withCard(spelling))).isEqualTo(first);
    }

    @Test
    void another_request_under_the_same_ids_is_refused() {
        shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));

        for (var other : List.of(
                Shop.pay("10.01", GOOD_CARD),
                Shop.pay("10.00", Shop.card("5123456789012346", "01/39", "101")),
                Shop.pay("10.00", Shop.card("5555555555000018", "01/39", "100")),
                Shop.charge("AUTHORIZE", "10.00", GOOD_CARD),
                Shop.money("REFUND", "10.00"),
                Shop.initiate(GOOD_CARD))) {
            AuthenticationTest.assertRefused(shop.put("o", "p", other), "transaction.id");
        }
        assertThat(shop.record("o")).hasSize(1);
    }

    @Test
    void a_failed_attempt_uses_up_its_id() {
        var declined = Shop.pay("10.00", Shop.card("5123456789012346", "05/39", "100"));
        var first = shop.put("o", "p", declined);

        AuthenticationTest.assertRefused(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)), "transaction.id");
        assertThat(shop.put("o", "p", declined)).isEqualTo(first);
    }

    @Test
    void a_request_that_does_not_fit_uses_up_nothing() {
        shop.put("o", "p", Shop.pay("ten", GOOD_CARD));

        assertThat(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)).at("result"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void both_operations_of_an_authentication_can_be_repeated() {
        var initiated = shop.put("o", "a", Shop.initiate(GOOD_CARD));
        var authenticated = shop.put("o", "a", Shop.authenticate("10.00", GOOD_CARD));

        assertThat(shop.put("o", "a", Shop.initiate(GOOD_CARD))).isEqualTo(initiated);
        assertThat(shop.put("o", "a", Shop.authenticate("10.00", GOOD_CARD))).isEqualTo(authenticated);
        AuthenticationTest.assertRefused(shop.put("o", "a", Shop.authenticate("11.00", GOOD_CARD)), "transaction.id");
    }

    @Test
    void a_card_in_a_session_is_compared_by_the_session() {
        var session = shop.session(GOOD_CARD);
        var first = shop.put("o", "p", Shop.pay("10.00", Shop.bySession(session)));
        shop.updateSession(session, "{" + Shop.card("5555555555000018", "05/39", "101") + "}");

        assertThat(shop.put("o", "p", Shop.pay("10.00", Shop.bySession(session))))
                .isEqualTo(first);
        AuthenticationTest.assertRefused(shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)), "transaction.id");
    }

    @Test
    void a_repeat_is_answered_when_the_session_has_lapsed() {
        var session = shop.session(GOOD_CARD);
        var first = shop.put("o", "p", Shop.pay("10.00", Shop.bySession(session)));
        shop.aheadSeconds(3600);

        assertThat(shop.put("o", "p", Shop.pay("10.00", Shop.bySession(session))))
                .isEqualTo(first);
        AuthenticationTest.assertRefused(shop.put("o", "p2", Shop.pay("10.00", Shop.bySession(session))), "session.id");
    }

    @Test
    void fifty_at_once_are_one_payment() throws Exception {
        var replies = together(50, () -> shop.put("o", "p", Shop.pay("10.00", GOOD_CARD)));

        assertThat(replies).extracting(Reply::status).containsOnly(201);
        assertThat(replies)
                .extracting(reply -> reply.at("response.gatewayCode"))
                .contains("APPROVED")
                .isSubsetOf("APPROVED", "LOCK_FAILURE");
        assertThat(shop.record("o")).hasSize(1);
        assertThat(shop.order("o").at("totalCapturedAmount")).isEqualTo("10.00");
    }

    @Test
    void refunds_at_once_never_give_back_more_than_was_taken() throws Exception {
        shop.put("o", "p", Shop.pay("10.00", GOOD_CARD));
        var numbers = new AtomicInteger();

        together(20, () -> shop.put("o", "r" + numbers.incrementAndGet(), Shop.money("REFUND", "4.00")));

        assertThat(shop.order("o").at("totalRefundedAmount")).isIn("4.00", "8.00");
    }

    @Test
    @Timeout(60)
    void a_second_operation_on_an_order_under_way_is_turned_away_and_can_be_sent_again() {
        shop.faults("{\"operation\":\"PAY\",\"delayBeforeMillis\":60000,\"count\":1000}");
        var verify = "{\"apiOperation\":\"VERIFY\",\"order\":{\"currency\":\"EGP\"}," + GOOD_CARD + "}";
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var slow = threads.submit(() -> until("APPROVED", "PAY", Shop.pay("10.00", GOOD_CARD)));

            var second = until("LOCK_FAILURE", "VERIFY", verify);

            assertThat(second.status()).isEqualTo(201);
            assertThat(second.at("result")).isEqualTo("FAILURE");
            assertThat(shop.get("o", "PAY").at("error.explanation"))
                    .as("what is under way is not found yet")
                    .startsWith("Unable to find");
            slow.cancel(true);
        }
    }

    /// Sends a request, under a new id each time it was carried out, until it is answered so.
    private Reply until(String gatewayCode, String id, String body) {
        var transaction = id;
        while (true) {
            var reply = shop.put("o", transaction, body);
            if (reply.at("response.gatewayCode").equals(gatewayCode)) {
                return reply;
            }
            transaction = reply.at("result").equals("SUCCESS") ? id + System.nanoTime() : transaction;
        }
    }

    private static String withCard(String body) {
        var text = body.strip();
        return text.substring(0, text.length() - 1) + "," + GOOD_CARD + "}";
    }

    static List<Reply> together(int times, Callable<Reply> call) throws InterruptedException, ExecutionException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = threads.invokeAll(Collections.nCopies(times, call));
            var replies = new ArrayList<Reply>();
            for (var future : futures) {
                replies.add(future.get());
            }
            return replies;
        }
    }
}
