package dev.sarraf.simulator;

import static dev.sarraf.simulator.AuthenticationTest.assertRefused;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// How an order's totals and its status move.
class OrderMoneyTest extends BankTest {
    @Test
    void refunds_go_up_to_what_was_captured() {
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));

        assertThat(shop.put("o", "r1", Shop.money("REFUND", "30.00")).at("order.status"))
                .isEqualTo("PARTIALLY_REFUNDED");
        assertRefused(shop.put("o", "r2", Shop.money("REFUND", "70.01")), "transaction.amount");
        var last = shop.put("o", "r2", Shop.money("REFUND", "70.00"));
        assertThat(last.at("order.status")).isEqualTo("REFUNDED");
        assertThat(last.at("transaction.type")).isEqualTo("REFUND");
        assertThat(last.at("response.gatewayCode")).isEqualTo("APPROVED");
        assertRefused(shop.put("o", "r3", Shop.money("REFUND", "0.01")), "transaction.amount");
        assertTotals("100.00", "100.00", "100.00");
    }

    @Test
    void captures_go_up_to_what_was_authorized() {
        assertThat(shop.put("o", "a", Shop.charge("AUTHORIZE", "100.00", GOOD_CARD))
                        .at("order.status"))
                .isEqualTo("AUTHORIZED");
        assertTotals("100.00", "0.00", "0.00");
        assertRefused(shop.put("o", "r", Shop.money("REFUND", "1.00")), "transaction.amount");
        assertThat(shop.put("o", "c1", Shop.money("CAPTURE", "40.00")).at("order.status"))
                .isEqualTo("PARTIALLY_CAPTURED");
        assertRefused(shop.put("o", "c2", Shop.money("CAPTURE", "60.01")), "transaction.amount");
        assertThat(shop.put("o", "c2", Shop.money("CAPTURE", "60.00")).at("order.status"))
                .isEqualTo("CAPTURED");
        assertTotals("100.00", "100.00", "0.00");
    }

    @Test
    void the_last_transaction_can_be_voided_and_then_the_one_before() {
        shop.put("o", "a", Shop.charge("AUTHORIZE", "100.00", GOOD_CARD));
        shop.put("o", "c", Shop.money("CAPTURE", "60.00"));
        shop.put("o", "r", Shop.money("REFUND", "10.00"));

        assertRefused(shop.put("o", "v1", Shop.cancel("c")), "transaction.targetTransactionId");
        assertVoided("r", "VOID_REFUND", "PARTIALLY_CAPTURED");
        assertTotals("100.00", "60.00", "0.00");
        assertRefused(shop.put("o", "v2", Shop.cancel("r")), "transaction.targetTransactionId");
        assertVoided("c", "VOID_CAPTURE", "AUTHORIZED");
        assertVoided("a", "VOID_AUTHORIZATION", "CANCELLED");
        assertTotals("0.00", "0.00", "0.00");
    }

    @Test
    void a_payment_is_voided_whole() {
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));

        assertVoided("p", "VOID_PAYMENT", "CANCELLED");
        assertTotals("0.00", "0.00", "0.00");
        assertRefused(shop.put("o", "r", Shop.money("REFUND", "1.00")), "transaction.amount");
        assertRefused(shop.put("o", "v", Shop.cancel("nothing")), "transaction.targetTransactionId");
    }

    @Test
    void what_is_settled_can_only_be_refunded() {
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));
        shop.aheadSeconds(24 * 3600);

        assertRefused(shop.put("o", "v", Shop.cancel("p")), "transaction.targetTransactionId");
        assertThat(shop.put("o", "r", Shop.money("REFUND", "100.00")).at("result"))
                .isEqualTo("SUCCESS");
    }

    @Test
    void a_declined_payment_moves_nothing_and_another_card_can_pay() {
        shop.put("o", "p1", Shop.pay("100.00", Shop.card("5123456789012346", "05/39", "100")));
        assertTotals("0.00", "0.00", "0.00");

        assertThat(shop.put("o", "p2", Shop.pay("100.00", GOOD_CARD)).at("order.status"))
                .isEqualTo("CAPTURED");
        assertThat(shop.put("o", "p3", Shop.pay("100.00", Shop.card("5123456789012346", "05/39", "100")))
                        .at("order.status"))
                .as("what was captured stays captured")
                .isEqualTo("CAPTURED");
    }

    @Test
    void whoever_pays_twice_has_paid_twice() {
        shop.put("o", "p1", Shop.pay("100.00", GOOD_CARD));
        shop.put("o", "p2", Shop.pay("100.00", GOOD_CARD));

        assertTotals("200.00", "200.00", "0.00");
    }

    @Test
    void a_card_is_verified_without_money() {
        var verify = "{\"apiOperation\":\"VERIFY\",\"order\":{\"currency\":\"EGP\"}," + GOOD_CARD + "}";
        var reply = shop.put("o", "v", verify);

        assertThat(reply.at("order.status")).isEqualTo("VERIFIED");
        assertThat(reply.at("transaction.type")).isEqualTo("VERIFICATION");
        assertTotals("0.00", "0.00", "0.00");
    }

    @Test
    void an_unknown_refund_is_counted_as_if_it_had_happened() {
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));
        shop.faults("{\"operation\":\"REFUND\",\"fault\":\"unknownThenApproved\"}");

        assertThat(shop.put("o", "r1", Shop.money("REFUND", "60.00")).at("result"))
                .isEqualTo("UNKNOWN");
        assertRefused(shop.put("o", "r2", Shop.money("REFUND", "60.00")), "transaction.amount");
        assertRefused(shop.put("o", "v", Shop.cancel("p")), "transaction.targetTransactionId");
        assertTotals("100.00", "100.00", "0.00");
        shop.aheadSeconds(11);
        assertTotals("100.00", "100.00", "60.00");
    }

    @Test
    void an_unknown_payment_can_turn_out_to_be_no() {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"unknownThenDeclined\",\"resolveAfterSeconds\":60}");
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));
        shop.aheadSeconds(50);
        assertThat(shop.get("o", "p").at("result")).isEqualTo("UNKNOWN");

        shop.aheadSeconds(61);

        assertThat(shop.get("o", "p").at("response.gatewayCode")).isEqualTo("DECLINED");
        assertThat(shop.order("o").at("status")).isEqualTo("FAILED");
        assertTotals("0.00", "0.00", "0.00");
    }

    @Test
    void a_payment_that_timed_out_can_turn_out_to_have_been_taken() {
        shop.faults("{\"operation\":\"PAY\",\"fault\":\"timedOutThenApproved\",\"resolveAfterSeconds\":60}");
        shop.put("o", "p", Shop.pay("100.00", GOOD_CARD));
        shop.aheadSeconds(50);
        assertThat(shop.get("o", "p").at("result")).isEqualTo("FAILURE");
        assertThat(shop.get("o", "p").at("response.gatewayCode")).isEqualTo("TIMED_OUT");
        assertTotals("0.00", "0.00", "0.00");

        shop.aheadSeconds(61);

        assertThat(shop.get("o", "p").at("response.gatewayCode")).isEqualTo("APPROVED");
        assertTotals("100.00", "100.00", "0.00");
    }

    @ParameterizedTest
    @CsvSource({
        "EGP, 1.00, 1.00",
        "EGP, 1, 1.00",
        "KWD, 1.005, 1.005",
        "JPY, 100, 100",
        "EGP, 99999999999999, 99999999999999.00"
    })
    void amounts_have_the_decimals_of_their_currency(String currency, String sent, String told) {
        var reply = shop.put("o", "p", Shop.pay(sent, GOOD_CARD).replace("EGP", currency));

        assertThat(reply.json().at("/order/totalCapturedAmount").isNumber()).isTrue();
        assertThat(reply.text()).contains("\"totalCapturedAmount\":" + told + ",");
    }

    @ParameterizedTest
    @CsvSource({
        "EGP, 1.001",
        "EGP, 0",
        "EGP, 0.00",
        "EGP, -1",
        "EGP, 1e3",
        "EGP, 1.",
        "EGP, .5",
        "EGP, '1,00'",
        "EGP, ' 1'",
        "EGP, 999999999999999",
        "EGP, 999999999999.99",
        "EGP, ''",
        "JPY, 1.5",
        "EGP, ١٠",
        "EGP, NaN"
    })
    void other_amounts_are_refused(String currency, String amount) {
        assertRefused(shop.put("o", "p", Shop.pay(amount, GOOD_CARD).replace("EGP", currency)), "order.amount");
        assertThat(shop.order("o").status()).isEqualTo(400);
    }

    private void assertVoided(String target, String type, String orderStatus) {
        var reply = shop.put("o", "void-" + target, Shop.cancel(target));
        assertThat(reply.at("result")).as(reply.text()).isEqualTo("SUCCESS");
        assertThat(reply.at("transaction.type")).isEqualTo(type);
        assertThat(reply.at("order.status")).isEqualTo(orderStatus);
    }

    private void assertTotals(String authorized, String captured, String refunded) {
        var order = shop.order("o");
        assertThat(order.at("totalAuthorizedAmount")).isEqualTo(authorized);
        assertThat(order.at("totalCapturedAmount")).isEqualTo(captured);
        assertThat(order.at("totalRefundedAmount")).isEqualTo(refunded);
    }
}
