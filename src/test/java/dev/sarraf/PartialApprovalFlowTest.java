package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.BentGateway.Answer;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A bank that approves less than it was asked for: the customer is declined and gets the part back.
class PartialApprovalFlowTest {
    private static final String PARTLY = "{\"operation\": \"PAY\", \"fault\": \"partiallyApproved\"}";
    private static final String SETTLED =
            "{\"result\":\"ERROR\",\"error\":{\"cause\":\"INVALID_REQUEST\",\"explanation\":\"settled\"}}";

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
        new Customer().pay(shop.createSession(), Customer.FRICTIONLESS);
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
    void a_part_is_a_decline_and_is_voided() {
        var session = shop.createSession(Shop.order(149_999));
        gateway.faults(PARTLY);

        customer.pay(session, Customer.FRICTIONLESS);

        var charge = latest(session);
        var declined = shop.session(id(session));
        assertThat(declined.get("status").stringValue()).isEqualTo("open");
        assertThat(declined.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("card_declined");
        assertThat(declined.at("/paymentIntent/lastPaymentError/declineCode").stringValue())
                .isEqualTo("insufficient_funds");
        awaitReversed(charge);
        assertThat(gateway.count("VOID", "v" + charge)).isEqualTo(1);
        assertThat(app.bank().refunded(intent(session))).isEqualTo(74_999);
        assertThat(events(charge)).containsExactly("charge.failed");
        assertThat(entries(charge)).containsExactly("STRAY_CAPTURED 74999", "STRAY_REVERSED 74999");
        assertThat(app.query("SELECT id FROM test.balance_transactions WHERE source_id = '" + charge + "'"))
                .isEmpty();
        var shown = shop.get("/charges/" + charge).expect(200);
        assertThat(shown.get("status").stringValue()).isEqualTo("CANCELED");
        assertThat(shown.get("amountCaptured").longValue()).isZero();
        assertThat(shown.at("/outcome/sellerMessage").stringValue())
                .isEqualTo("The bank took only EGP 749.99 and has given that back.");
        assertThat(app.selfcheck()).isEmpty();
    }

    @Test
    void the_customer_may_pay_with_another_card_at_once_and_the_part_is_refunded() {
        var session = shop.createSession(Shop.order().replaceFirst("\\{", "{\"orderReference\": \"parts\", "));
        gateway.faults(PARTLY);
        customer.pay(session, Customer.FRICTIONLESS);
        var part = latest(session);

        // Before the reconciler comes to it, so that the bank will void no more what was not last.
        gateway.bend((request, onward) -> request.is("VOID") ? new Answer(400, SETTLED) : onward.send());
        customer.pay(session, Customer.FRICTIONLESS);

        awaitReversed(part);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(gateway.count("REFUND", "r0" + part)).isEqualTo(1);
        assertThat(app.bank().refunded(intent(session))).isEqualTo(74_950);
        assertThat(app.query("SELECT id FROM test.events WHERE type = 'order.duplicate_charge_reversed'"))
                .isEmpty();
        assertThat(app.selfcheck()).isEmpty();
    }

    @Test
    void a_part_that_nobody_was_told_of_is_found_by_a_look_up() {
        var session = shop.createSession();
        gateway.faults(PARTLY);
        gateway.bend((request, onward) -> {
            var answer = onward.send();
            return request.is("PAY") ? new Answer(504, "{}") : answer;
        });
        customer.pay(session, Customer.FRICTIONLESS);

        var charge = latest(session);
        awaitReversed(charge);
        assertThat(app.bank().refunded(intent(session))).isEqualTo(74_950);
        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("open");
        assertThat(events(charge)).containsExactly("charge.failed");
    }

    @Test
    void a_part_that_was_called_a_failure_at_first_is_given_back_too() {
        var session = shop.createSession();
        gateway.faults(PARTLY);
        gateway.bend((request, onward) -> {
            var answer = onward.send();
            return new Answer(
                    answer.status(),
                    answer.body().contains("PARTIALLY_APPROVED")
                            ? answer.body()
                                    .replace("\"result\":\"SUCCESS\"", "\"result\":\"FAILURE\"")
                                    .replace("PARTIALLY_APPROVED", "TIMED_OUT")
                                    .replaceAll("\"amount\":\"?749.50\"?", "\"amount\":1499.00")
                                    .replaceAll("\"totalCapturedAmount\":\"?[0-9.]+\"?", "\"totalCapturedAmount\":0")
                            : answer.body());
        });
        customer.pay(session, Customer.FRICTIONLESS);
        var charge = latest(session);
        assertThat(shop.session(id(session))
                        .at("/paymentIntent/lastPaymentError/code")
                        .stringValue())
                .isEqualTo("processing_error");

        gateway.straighten();

        awaitReversed(charge);
        assertThat(app.bank().refunded(intent(session))).isEqualTo(74_950);
        assertThat(entries(charge)).containsExactly("STRAY_CAPTURED 74950", "STRAY_REVERSED 74950");
    }

    @Test
    void what_was_set_aside_is_free_again() {
        var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var price = shop.post(
                        "/prices?productId=" + id(product),
                        "{\"currency\": \"EGP\", \"type\": \"one_time\", \"unitAmount\": 500, \"stock\": 1}")
                .expect(201);
        var session = shop.createSession("""
                {"afterCompletion": {"redirect": {"url": "https://shop.example"}},
                 "lineItems": [{"quantity": 1, "price": "%s"}]}
                """.formatted(id(price)));
        gateway.faults(PARTLY);

        customer.pay(session, Customer.FRICTIONLESS);

        assertThat(app.query("SELECT reserved || '/' || stock FROM test.prices WHERE id = '" + id(price) + "'"))
                .containsExactly("0/1");
        awaitReversed(latest(session));
    }

    private static void awaitReversed(String charge) {
        Eventually.becomes(
                () -> app.query("SELECT status FROM test.charges WHERE id = '" + charge + "'"),
                now -> now.equals(List.of("REVERSED")));
    }

    private static List<String> entries(String charge) {
        return app.query("""
                SELECT e.kind || ' ' || sum(l.debit)
                  FROM test.journal_entries AS e
                  JOIN test.journal_lines AS l ON l.merchant_id = e.merchant_id AND l.entry_id = e.id
                 WHERE e.source_id = '%s'
                 GROUP BY e.kind
                 ORDER BY e.kind
                """.formatted(charge));
    }

    private static List<String> events(String object) {
        return app.query("SELECT type FROM test.events WHERE object_id = '" + object + "' ORDER BY sequence");
    }

    private static String latest(JsonNode session) {
        return shop.session(id(session)).at("/paymentIntent/latestCharge/id").stringValue();
    }

    private static String intent(JsonNode session) {
        return shop.session(id(session)).get("paymentIntentId").stringValue();
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
