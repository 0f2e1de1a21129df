package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Money on its way back to customers, as the merchant's server sees it.
class RefundFlowTest {
    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox receiver;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.HASTY);
        shop = app.shop();
        receiver = new WebhookInbox();
        shop.registerWebhook(receiver.url());
    }

    @AfterAll
    static void stop() {
        receiver.close();
        app.close();
        gateway.close();
    }

    @AfterEach
    void straighten() {
        gateway.straighten();
    }

    @Test
    void a_whole_payment_is_refunded_by_its_intent() {
        var intent = paid();

        var refund =
                refund("{\"paymentIntentId\": \"%s\"}".formatted(id(intent))).expect(201);

        assertThat(refund.get("id").stringValue()).matches("re_test_[0-9A-Za-z]{24}");
        assertThat(refund.get("object").stringValue()).isEqualTo("refund");
        assertThat(refund.get("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(refund.get("amount").longValue()).isEqualTo(149_900);
        assertThat(refund.get("currency").stringValue()).isEqualTo("EGP");
        assertThat(refund.get("chargeId").stringValue()).isEqualTo(chargeId(intent));
        assertThat(refund.get("failureBalanceTransactionId").isNull()).isTrue();
        assertThat(shop.get("/refunds/" + id(refund)).expect(200)).isEqualTo(refund);
        var charge = charge(intent);
        assertThat(charge.get("status").stringValue()).isEqualTo("REFUNDED");
        assertThat(charge.get("refunded").booleanValue()).isTrue();
        assertThat(charge.get("amountRefunded").longValue()).isEqualTo(149_900);
        assertThat(charge.get("refunds").get(0)).isEqualTo(refund);
        assertThat(intent(intent).get("status").stringValue()).isEqualTo("REFUNDED");
        assertThat(refundedAtTheBank(intent)).isEqualTo(149_900);
    }

    @Test
    void parts_are_refunded_until_nothing_is_left_and_the_fee_is_kept() {
        var intent = paid();
        var charge = chargeId(intent);

        var first = refund("{\"chargeId\": \"%s\", \"amount\": 50000, \"reason\": \"duplicate\"}".formatted(charge))
                .expect(201);
        assertThat(first.get("reason").stringValue()).isEqualTo("DUPLICATE");
        assertThat(charge(intent).get("status").stringValue()).isEqualTo("PARTIALLY_REFUNDED");
        assertThat(intent(intent).get("status").stringValue()).isEqualTo("PARTIALLY_REFUNDED");
        var tooMuch = refund("{\"chargeId\": \"%s\", \"amount\": 99901}".formatted(charge))
                .expect(400)
                .get("error");
        assertThat(tooMuch.get("code").stringValue()).isEqualTo("amount_invalid");
        assertThat(tooMuch.get("param").stringValue()).isEqualTo("amount");
        assertThat(tooMuch.get("message").stringValue()).contains("99900");
        var rest = refund("{\"chargeId\": \"%s\", \"amount\": null}".formatted(charge))
                .expect(201);
        assertThat(rest.get("amount").longValue()).isEqualTo(99_900);
        refund("{\"chargeId\": \"%s\"}".formatted(charge)).expect(400);

        assertThat(ids(shop.get("/refunds?chargeId=" + charge).expect(200))).containsExactly(id(rest), id(first));
        assertThat(ids(shop.get("/refunds?limit=1&offset=1&chargeId=" + charge).expect(200)))
                .containsExactly(id(first));
        assertThat(app.query("SELECT sum(net) FROM test.balance_transactions WHERE intent_id = '" + id(intent) + "'"))
                .containsExactly("-5041");
        assertThat(refundedAtTheBank(intent)).isEqualTo(149_900);
    }

    @Test
    void webhooks_tell_of_a_refund_and_of_the_charge_that_it_changed() {
        var intent = paid();

        var refund = refund("{\"paymentIntentId\": \"%s\", \"amount\": 100}".formatted(id(intent)))
                .expect(201);

        var created = receiver.await("refund.created", id(refund)).event().at("/data/object");
        assertThat(created.get("status").stringValue()).isEqualTo("PENDING");
        assertThat(created.get("pendingReason").stringValue()).isEqualTo("processing");
        var refunded =
                receiver.await("charge.refunded", chargeId(intent)).event().at("/data/object");
        assertThat(refunded).isEqualTo(charge(intent));
        assertThat(refunded.at("/refunds/0")).isEqualTo(refund);
    }

    @Test
    void a_refund_that_the_bank_declines_fails_and_its_amount_comes_back() {
        var intent = paid();
        gateway.faults("{\"operation\": \"REFUND\", \"fault\": \"decline\"}");

        var refund =
                refund("{\"paymentIntentId\": \"%s\"}".formatted(id(intent))).expect(201);

        assertThat(refund.get("status").stringValue()).isEqualTo("FAILED");
        assertThat(refund.get("failureReason").stringValue()).isEqualTo("declined");
        assertThat(refund.get("failureBalanceTransactionId").stringValue()).startsWith("txn_test_");
        receiver.await("refund.failed", id(refund));
        assertThat(charge(intent).get("amountRefunded").longValue()).isZero();
        assertThat(app.query("SELECT sum(net) FROM test.balance_transactions WHERE intent_id = '" + id(intent) + "'"))
                .containsExactly("144859");
        // The amount is free again.
        refund("{\"paymentIntentId\": \"%s\"}".formatted(id(intent))).expect(201);
        assertThat(refundedAtTheBank(intent)).isEqualTo(149_900);
    }

    @ParameterizedTest
    @CsvSource({
        "dropBefore, SUCCEEDED",
        "dropAfter, SUCCEEDED",
        "status5xxWithEffect, SUCCEEDED",
        "html502WithoutEffect, SUCCEEDED",
        "halfAnswer, SUCCEEDED",
        "serverBusy, SUCCEEDED",
        "lockFailure, SUCCEEDED",
        "unknownThenApproved, SUCCEEDED",
        "unknownThenDeclined, FAILED",
        "timedOutThenApproved, SUCCEEDED",
    })
    void a_refund_without_a_clear_answer_is_settled_by_asking(String fault, String end) {
        var intent = paid();
        gateway.faults("{\"operation\": \"REFUND\", \"fault\": \"%s\", \"resolveAfterSeconds\": 1}".formatted(fault));

        var refund = refund("{\"paymentIntentId\": \"%s\", \"amount\": 700}".formatted(id(intent)))
                .expect(201);

        assertThat(refund.get("status").stringValue()).isEqualTo("PENDING");
        var updated = intent(intent).get("updatedAt").stringValue();
        var settled = Eventually.becomes(
                () -> shop.get("/refunds/" + id(refund)).expect(200),
                now -> !now.get("status").stringValue().equals("PENDING"));
        assertThat(settled.get("status").stringValue()).isEqualTo(end);
        assertThat(refundedAtTheBank(intent)).isEqualTo(end.equals("SUCCEEDED") ? 700 : 0);
        assertThat(intent(intent).get("updatedAt").stringValue()).isGreaterThan(updated);
        assertThat(charge(intent).get("amountRefunded").longValue()).isEqualTo(refundedAtTheBank(intent));
    }

    @Test
    void a_refund_that_keeps_failing_for_technical_reasons_fails_in_the_end_and_frees_its_amount() {
        var intent = paid();
        gateway.bend((request, onward) ->
                request.is("REFUND") || request.path().contains("re_test_") ? timedOut(onward.send()) : onward.send());
        // Nothing happens at the bank, and it says that it failed.
        gateway.faults("{\"operation\": \"REFUND\", \"fault\": \"decline\"}");

        var refund = refund("{\"paymentIntentId\": \"%s\", \"amount\": 700}".formatted(id(intent)))
                .expect(201);

        assertThat(refund.get("status").stringValue()).isEqualTo("PENDING");
        var failed = Eventually.becomes(
                () -> shop.get("/refunds/" + id(refund)).expect(200),
                now -> !now.get("status").stringValue().equals("PENDING"));
        assertThat(failed.get("status").stringValue()).isEqualTo("FAILED");
        assertThat(failed.get("failureReason").stringValue()).isEqualTo("unknown");
        gateway.straighten();
        refund("{\"paymentIntentId\": \"%s\"}".formatted(id(intent))).expect(201);
        assertThat(refundedAtTheBank(intent)).isEqualTo(149_900);
    }

    private static BentGateway.Answer timedOut(BentGateway.Answer answer) {
        return new BentGateway.Answer(
                answer.status(),
                answer.body().replace("\"gatewayCode\":\"DECLINED\"", "\"gatewayCode\":\"TIMED_OUT\""));
    }

    @Test
    void while_a_refund_is_with_the_bank_its_amount_is_reserved_and_another_is_told_to_wait() {
        var intent = paid();
        gateway.bend((request, onward) -> {
            if (request.is("REFUND") || request.path().contains("re_test_")) {
                throw new IOException("cut");
            }
            return onward.send();
        });
        var first = refund("{\"paymentIntentId\": \"%s\", \"amount\": 100000}".formatted(id(intent)))
                .expect(201);
        assertThat(first.get("status").stringValue()).isEqualTo("PENDING");

        var second = refund("{\"paymentIntentId\": \"%s\", \"amount\": 100}".formatted(id(intent)));

        assertThat(second.expect(409).at("/error/code").stringValue()).isEqualTo("resource_invalid_state");
        assertThat(second.header("Retry-After")).isEqualTo("1");
        gateway.straighten();
        Eventually.becomes(
                () -> shop.get("/refunds/" + id(first)).expect(200),
                now -> now.get("status").stringValue().equals("SUCCEEDED"));
        var over = refund("{\"paymentIntentId\": \"%s\", \"amount\": 49901}".formatted(id(intent)));
        assertThat(over.expect(400).at("/error/code").stringValue()).isEqualTo("amount_invalid");
    }

    @Test
    void refunds_in_parallel_never_exceed_what_was_captured() throws Exception {
        var intent = paid();
        var tasks = new ArrayList<Callable<Shop.Answer>>();
        for (int i = 0; i < 20; i++) {
            tasks.add(() -> refund("{\"paymentIntentId\": \"%s\", \"amount\": 40000}".formatted(id(intent))));
        }

        var answers = new ArrayList<Shop.Answer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(tasks)) {
                answers.add(future.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer.status() == 201).hasSize(3);
        assertThat(answers)
                .filteredOn(answer -> answer.status() != 201)
                .allSatisfy(answer -> assertThat(answer.status()).isIn(400, 409));
        assertThat(refundedAtTheBank(intent)).isEqualTo(120_000);
        assertThat(charge(intent).get("amountRefunded").longValue()).isEqualTo(120_000);
    }

    @Test
    void the_same_key_refunds_once_and_gets_the_same_bytes() {
        var intent = paid();
        var body = "{\"paymentIntentId\": \"%s\", \"amount\": 500}".formatted(id(intent));

        var first = keyed("refund-" + id(intent), body);
        var again = keyed("refund-" + id(intent), body);

        first.expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
        assertThat(refundedAtTheBank(intent)).isEqualTo(500);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | parameter_missing | chargeId",
                "{\"chargeId\": \"ch_1\", \"paymentIntentId\": \"pi_1\"} | parameters_exclusive | paymentIntentId",
                "{\"chargeId\": 1} | parameter_invalid | chargeId",
                "{\"chargeId\": \"ch_1\", \"amount\": 0} | parameter_out_of_range | amount",
                "{\"chargeId\": \"ch_1\", \"amount\": -5} | parameter_out_of_range | amount",
                "{\"chargeId\": \"ch_1\", \"amount\": 1.5} | parameter_invalid | amount",
                "{\"chargeId\": \"ch_1\", \"reason\": \"boredom\"} | parameter_invalid | reason",
                "{\"chargeId\": \"ch_1\", \"instructionsEmail\": \"nobody\"} | parameter_invalid | instructionsEmail",
                "{\"chargeId\": \"ch_1\", \"metadata\": {\"a\": {}}} | parameter_invalid | metadata.a",
                "{\"chargeId\": \"ch_1\", \"ammount\": 5} | parameter_unknown | ammount",
            })
    void what_makes_no_sense_is_refused_by_name(String body, String code, String param) {
        var error = refund(body).expect(400).get("error");

        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("param").stringValue()).isEqualTo(param);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ch_test_AAAAAAAAAAAAAAAAAAAAAAAA", "ch_live_AAAAAAAAAAAAAAAAAAAAAAAA", "nonsense"})
    void a_charge_that_nobody_made_does_not_exist(String charge) {
        var error =
                refund("{\"chargeId\": \"%s\"}".formatted(charge)).expect(404).get("error");

        assertThat(error.get("code").stringValue()).isEqualTo("resource_missing");
        assertThat(error.get("param").stringValue()).isEqualTo("chargeId");
    }

    @Test
    void a_charge_that_took_nothing_cannot_be_refunded() {
        var session = shop.createSession();
        customer.pay(session, Customer.DECLINED);
        var intent = shop.session(id(session)).get("paymentIntent");

        var byCharge = refund("{\"chargeId\": \"%s\"}".formatted(chargeId(intent)));
        var byIntent = refund("{\"paymentIntentId\": \"%s\"}".formatted(id(intent)));

        assertThat(byCharge.expect(400).at("/error/code").stringValue()).isEqualTo("charge_not_captured");
        assertThat(byIntent.expect(400).at("/error/param").stringValue()).isEqualTo("paymentIntentId");
    }

    @Test
    void payments_and_charges_are_listed_with_the_newest_first_and_read_on_their_own() {
        var older = paid();
        var newer = paid();

        var intents = shop.get("/payment-intents?limit=2").expect(200);
        var charges = shop.get("/charges?paymentIntentId=" + id(older)).expect(200);

        assertThat(ids(intents.get("data"))).containsExactly(id(newer), id(older));
        assertThat(intents.get("totalCount").longValue()).isGreaterThanOrEqualTo(2);
        assertThat(ids(charges.get("data"))).containsExactly(chargeId(older));
        assertThat(charges.get("totalCount").longValue()).isEqualTo(1);
        assertThat(charges.get("data").get(0))
                .isEqualTo(shop.get("/charges/" + chargeId(older)).expect(200));
        var alone = shop.get("/payment-intents/" + id(older)).expect(200);
        assertThat(alone.get("charges")).isEqualTo(older.get("charges"));
        assertThat(intents.get("data").get(1)).isEqualTo(alone);
        shop.get("/charges/" + id(older)).expect(404);
        shop.get("/payment-intents/nonsense").expect(404);
        assertThat(shop.get("/charges?limit=101").expect(400).at("/error/param").stringValue())
                .isEqualTo("limit");
    }

    private JsonNode paid() {
        var session = shop.createSession();
        customer.pay(session, Customer.FRICTIONLESS);
        return shop.session(id(session)).get("paymentIntent");
    }

    private static Shop.Answer refund(String body) {
        return shop.post("/refunds", body);
    }

    private static Shop.Answer keyed(String key, String body) {
        return shop.send(shop.request("/refunds")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static JsonNode charge(JsonNode intent) {
        return shop.get("/charges/" + chargeId(intent)).expect(200);
    }

    private static JsonNode intent(JsonNode intent) {
        return shop.get("/payment-intents/" + id(intent)).expect(200);
    }

    private static long refundedAtTheBank(JsonNode intent) {
        return app.bank().refunded(id(intent));
    }

    private static String chargeId(JsonNode intent) {
        return intent.at("/latestCharge/id").stringValue();
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(RefundFlowTest::id).toList();
    }
}
