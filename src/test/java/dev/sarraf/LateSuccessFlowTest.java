package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.BentGateway.Answer;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A gateway that calls a charge failed and finds out later that the acquirer had taken the money.
///
/// The wire says TIMED_OUT of a charge, though the bank has captured it, until it is told to speak the truth.
class LateSuccessFlowTest {
    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.HASTY);
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
        gateway.close();
    }

    @AfterEach
    void straighten() {
        gateway.straighten();
    }

    @Test
    void a_late_success_completes_a_session_that_is_still_open() {
        var session = shop.createSession();
        var charge = payTimingOut(session);
        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("open");

        gateway.straighten();

        var paid = Eventually.becomes(
                () -> shop.session(id(session)),
                now -> now.get("paymentStatus").stringValue().equals("paid"));
        assertThat(paid.at("/paymentIntent/latestCharge/id").stringValue()).isEqualTo(charge);
        assertThat(paid.at("/paymentIntent/lastPaymentError").isNull()).isTrue();
        assertThat(events(charge)).containsExactly("charge.failed", "charge.succeeded");
        assertThat(events(id(session))).containsExactly("checkout.session.completed");
        assertThat(balance(paid)).containsExactly(charge);
        assertThat(app.bank().refunded(intent(paid))).isZero();
    }

    @Test
    void a_late_success_of_a_session_that_was_paid_otherwise_is_given_back() {
        var session = shop.createSession();
        var late = payTimingOut(session);
        lieAbout(Set.of(late));
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");

        gateway.straighten();

        var charge = Eventually.becomes(
                () -> charge(late), now -> now.get("status").stringValue().equals("CANCELED"));
        assertThat(charge.get("captured").booleanValue()).isFalse();
        Eventually.becomes(
                () -> app.query("SELECT status FROM test.charges WHERE id = '" + late + "'"),
                now -> now.equals(List.of("REVERSED")));
        var paid = shop.session(id(session));
        assertThat(app.bank().captures(intent(paid))).hasSize(2);
        assertThat(app.bank().refunded(intent(paid))).isEqualTo(149_900);
        assertThat(balance(paid)).doesNotContain(late).hasSize(1);
        assertThat(charge(late).at("/outcome/sellerMessage").stringValue()).contains("given the money back");
        assertThat(app.query("SELECT kind FROM test.journal_entries WHERE source_id = '" + late + "' ORDER BY kind"))
                .containsExactly("STRAY_CAPTURED", "STRAY_REVERSED");
    }

    @Test
    void a_late_success_is_given_back_where_the_session_sells_something_else_by_now() {
        var session = shop.createSession();
        var late = payTimingOut(session);
        var patched = shop.patch("/checkout/sessions/" + id(session), """
                        {"lineItems": [{"quantity": 1,
                                        "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                      "productData": {"name": "Leather briefcase"}}}]}
                        """).expect(200);
        assertThat(patched.get("amountTotal")).isEqualTo(session.get("amountTotal"));

        gateway.straighten();

        Eventually.becomes(
                () -> app.query("SELECT status FROM test.charges WHERE id = '" + late + "'"),
                now -> now.equals(List.of("REVERSED")));
        var open = shop.session(id(session));
        assertThat(open.get("status").stringValue()).isEqualTo("open");
        assertThat(open.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        assertThat(app.bank().refunded(intent(open))).isEqualTo(149_900);
    }

    @Test
    void a_late_success_completes_a_session_whose_goods_are_the_same_as_before() {
        var session = shop.createSession();
        payTimingOut(session);
        shop.patch("/checkout/sessions/" + id(session), "{\"metadata\": {\"note\": \"gift\"}}")
                .expect(200);

        gateway.straighten();

        Eventually.becomes(
                () -> shop.session(id(session)),
                now -> now.get("paymentStatus").stringValue().equals("paid"));
        assertThat(events(id(session))).containsExactly("checkout.session.completed");
    }

    @Test
    void a_late_success_of_a_superseded_session_is_given_back_and_an_event_says_so() {
        var first = shop.createSession(order("late-order"));
        var late = payTimingOut(first);
        lieAbout(Set.of(late));
        var second = shop.createSession(order("late-order"));
        customer.pay(second, Customer.FRICTIONLESS);

        gateway.straighten();

        var payload = Eventually.becomes(
                () -> app.query("SELECT payload FROM test.events WHERE type = 'order.duplicate_charge_reversed'"),
                found -> !found.isEmpty());
        var object = Shop.parse(payload.getFirst()).at("/data/object");
        assertThat(object.get("orderReference").stringValue()).isEqualTo("late-order");
        assertThat(object.get("paidCheckoutSessionId").stringValue()).isEqualTo(id(second));
        assertThat(object.get("checkoutSessionId").stringValue()).isEqualTo(id(first));
        assertThat(object.at("/charge/id").stringValue()).isEqualTo(late);
        assertThat(object.get("charge")).isEqualTo(charge(late));
        assertThat(app.bank().refunded(intent(shop.session(id(first))))).isEqualTo(149_900);
        assertThat(shop.session(id(first)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
    }

    @Test
    void a_late_success_that_can_no_longer_be_voided_is_refunded() {
        var session = shop.createSession();
        var late = payTimingOut(session);
        shop.post("/checkout/sessions/" + id(session) + "/expire", "{}").expect(200);
        gateway.bend((request, onward) -> request.is("VOID")
                ? new Answer(
                        400,
                        "{\"result\":\"ERROR\",\"error\":{\"cause\":\"INVALID_REQUEST\",\"explanation\":\"settled\"}}")
                : onward.send());

        Eventually.becomes(
                () -> app.query("SELECT status FROM test.charges WHERE id = '" + late + "'"),
                now -> now.equals(List.of("REVERSED")));

        assertThat(app.bank().refunded(intent(shop.session(id(session))))).isEqualTo(149_900);
        assertThat(gateway.count("REFUND", "r0" + late)).isEqualTo(1);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
    }

    @Test
    void a_refund_that_the_bank_had_done_after_all_is_not_given_a_second_time() {
        var session = shop.createSession();
        var late = payTimingOut(session);
        lieAbout(Set.of(late));
        customer.pay(session, Customer.FRICTIONLESS);
        // The bank refuses to void what was not last, and refunds it, though the wire says that it could not.
        lieAbout(Set.of("r0" + late));
        Eventually.becomes(
                () -> app.query("SELECT reversal_round FROM test.charges WHERE id = '" + late + "'"),
                round -> round.equals(List.of("1")));

        gateway.straighten();
        app.update("UPDATE test.charges SET next_check_at = clock_timestamp() WHERE id = '" + late + "'");

        Eventually.becomes(
                () -> app.query("SELECT status FROM test.charges WHERE id = '" + late + "'"),
                now -> now.equals(List.of("REVERSED")));
        assertThat(app.bank().refunded(intent(shop.session(id(session))))).isEqualTo(149_900);
        assertThat(gateway.count("REFUND", "r1" + late)).isZero();
        assertThat(app.query("SELECT reversal_round FROM test.charges WHERE id = '" + late + "'"))
                .containsExactly("0");
    }

    @Test
    void a_void_that_may_have_been_done_is_given_time_before_a_refund_is_asked_for() {
        var session = shop.createSession();
        var late = payTimingOut(session);
        shop.post("/checkout/sessions/" + id(session) + "/expire", "{}").expect(200);
        lieAbout(Set.of("v" + late));
        Eventually.becomes(
                () -> app.query("SELECT reversal_step FROM test.charges WHERE id = '" + late + "'"),
                step -> step.equals(List.of("REFUND")));

        gateway.straighten();
        app.update("UPDATE test.charges SET next_check_at = clock_timestamp() WHERE id = '" + late + "'");

        Eventually.becomes(
                () -> app.query("SELECT status || ' ' || reversal_step FROM test.charges WHERE id = '" + late + "'"),
                now -> now.equals(List.of("REVERSED VOID")));
        assertThat(gateway.count("REFUND", late)).isZero();
        assertThat(app.bank().refunded(intent(shop.session(id(session))))).isEqualTo(149_900);
    }

    @Test
    void a_charge_that_really_failed_stays_failed_however_often_it_is_looked_at() {
        var session = shop.createSession();
        customer.pay(session, new Customer.TestCard("5555555555000018", "08/28", "100"));
        var charge =
                shop.session(id(session)).at("/paymentIntent/latestCharge/id").stringValue();
        long before = gateway.count("RETRIEVE_TRANSACTION", charge);

        Eventually.becomes(() -> gateway.count("RETRIEVE_TRANSACTION", charge), looks -> looks >= before + 2);

        assertThat(charge(charge).get("status").stringValue()).isEqualTo("FAILED");
        assertThat(events(charge)).containsExactly("charge.failed");
    }

    /// Pays, while the wire says that the acquirer did not answer. Returns the charge.
    private String payTimingOut(JsonNode session) {
        var lies = ConcurrentHashMap.<String>newKeySet();
        gateway.bend((request, onward) -> {
            boolean charge = request.path().matches(".*/transaction/ch_.*");
            if (charge && request.is("PAY")) {
                lies.add(request.path());
            }
            var answer = onward.send();
            return lies.contains(request.path()) ? timedOut(answer) : answer;
        });
        customer.pay(session, Customer.FRICTIONLESS);
        var intent = shop.session(id(session)).get("paymentIntent");
        assertThat(intent.at("/lastPaymentError/code").stringValue()).isEqualTo("processing_error");
        return intent.at("/latestCharge/id").stringValue();
    }

    /// From now on only these charges are said to have timed out.
    private static void lieAbout(Set<String> charges) {
        gateway.bend((request, onward) -> {
            var answer = onward.send();
            return charges.stream().anyMatch(charge -> request.path().endsWith("/transaction/" + charge))
                    ? timedOut(answer)
                    : answer;
        });
    }

    private static Answer timedOut(Answer answer) {
        return new Answer(
                answer.status(),
                answer.body()
                        .replace("\"result\":\"SUCCESS\"", "\"result\":\"FAILURE\"")
                        .replace("\"gatewayCode\":\"APPROVED\"", "\"gatewayCode\":\"TIMED_OUT\"")
                        .replaceAll("\"totalCapturedAmount\":[0-9.]+", "\"totalCapturedAmount\":0"));
    }

    private static String order(String reference) {
        return Shop.order().replaceFirst("\\{", "{\"orderReference\": \"" + reference + "\", ");
    }

    private static List<String> events(String object) {
        return app.query("SELECT type FROM test.events WHERE object_id = '" + object + "' ORDER BY sequence");
    }

    private static List<String> balance(JsonNode session) {
        return app.query("SELECT source_id FROM test.balance_transactions WHERE intent_id = '" + intent(session) + "'");
    }

    private static JsonNode charge(String id) {
        return shop.get("/charges/" + id).expect(200);
    }

    private static String intent(JsonNode session) {
        return session.get("paymentIntentId").stringValue();
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
