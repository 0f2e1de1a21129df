package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// One order of a merchant is charged once, however many checkout sessions are opened for it.
class OrderFlowTest {
    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;
    private static Books books;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.HASTY);
        shop = app.shop();
        books = new Books(app);
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
    void a_later_session_of_an_order_supersedes_the_open_one_without_an_event() {
        var first = open("order-1");
        assertThat(first.get("orderReference").stringValue()).isEqualTo("order-1");
        assertThat(first.get("supersededBy").isNull()).isTrue();

        var second = open("order-1");

        var superseded = shop.session(id(first));
        assertThat(superseded.get("status").stringValue()).isEqualTo("expired");
        assertThat(superseded.get("isExpired").booleanValue()).isTrue();
        assertThat(superseded.get("supersededBy").stringValue()).isEqualTo(id(second));
        assertThat(app.query("SELECT type FROM test.events WHERE object_id = '" + id(first) + "'"))
                .isEmpty();
        assertThat(second.get("status").stringValue()).isEqualTo("open");
        assertThat(customer.text(
                        HttpRequest.newBuilder(URI.create(first.get("url").stringValue()))
                                .GET()))
                .contains("There is a newer page for this order");
    }

    @Test
    void a_superseded_session_can_no_longer_be_paid() {
        var first = open("order-2");
        var page = customer.open(first);
        open("order-2");

        var answer = customer.pay(page, Customer.FRICTIONLESS);

        assertThat(answer.toString()).doesNotContain("shop.example");
        assertThat(shop.session(id(first)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
    }

    @Test
    void a_customer_at_the_issuer_pays_nothing_for_a_session_that_was_superseded_meanwhile() {
        var first = open("order-3");
        var page = customer.open(first);
        var challenge = customer.pay(page, Customer.CHALLENGED);
        var back = customer.answerIssuer(page.url(), challenge, "successful");
        var second = open("order-3");

        customer.comeBack(back);

        assertThat(shop.session(id(first)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
        customer.pay(second, Customer.FRICTIONLESS);
        assertThat(shop.session(id(second)).get("paymentStatus").stringValue()).isEqualTo("paid");
        books.assertAgree(shop.session(id(first)));
        books.assertAgree(shop.session(id(second)));
    }

    @Test
    void an_order_that_is_paid_gets_no_other_session() {
        var paid = open("order-4");
        customer.pay(paid, Customer.FRICTIONLESS);

        var error =
                shop.post("/checkout/sessions", order("order-4")).expect(409).get("error");

        assertThat(error.get("code").stringValue()).isEqualTo("order_already_paid");
        assertThat(error.get("param").stringValue()).isEqualTo("orderReference");
        assertThat(error.get("blocked_by").stringValue()).isEqualTo(id(paid));
        assertThat(error.get("message").stringValue()).contains(id(paid));
    }

    @Test
    void an_order_whose_payment_is_with_the_bank_gets_no_other_session_until_the_outcome_is_known() {
        var first = open("order-5");
        gateway.bend((request, onward) -> {
            if (request.path().contains("/transaction/ch_")) {
                throw new IOException("cut");
            }
            return onward.send();
        });
        customer.pay(first, Customer.FRICTIONLESS);

        var refused = shop.post("/checkout/sessions", order("order-5"));

        var error = refused.expect(409).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo("order_payment_in_progress");
        assertThat(error.get("blocked_by").stringValue()).isEqualTo(id(first));
        assertThat(refused.header("Retry-After")).isEqualTo("1");
        gateway.straighten();
        Eventually.becomes(
                () -> shop.session(id(first)),
                now -> now.get("paymentStatus").stringValue().equals("paid"));
        assertThat(shop.post("/checkout/sessions", order("order-5"))
                        .expect(409)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("order_already_paid");
    }

    /// Locks and indexes rule it out, so the other payment of the order is written behind the program's back.
    @Test
    void of_two_payments_of_one_order_that_were_authorized_all_the_same_the_later_is_given_back() {
        var paid = shop.createSession();
        customer.pay(paid, Customer.FRICTIONLESS);
        var later = open("order-8");
        gateway.bend((request, onward) -> {
            if (request.path().contains("/transaction/ch_")) {
                onward.send();
                throw new IOException("cut");
            }
            return onward.send();
        });
        customer.pay(later, Customer.FRICTIONLESS);
        app.update("UPDATE test.checkout_sessions SET order_reference = 'order-8' WHERE id = '" + id(paid) + "'");

        gateway.straighten();

        var payload = Eventually.becomes(
                () -> app.query("SELECT payload FROM test.events WHERE type = 'order.duplicate_charge_reversed'"),
                found -> !found.isEmpty());
        var object = Shop.parse(payload.getFirst()).at("/data/object");
        assertThat(object.get("paidCheckoutSessionId").stringValue()).isEqualTo(id(paid));
        assertThat(object.get("checkoutSessionId").stringValue()).isEqualTo(id(later));
        assertThat(object.at("/charge/status").stringValue()).isEqualTo("CANCELED");
        var session = shop.session(id(later));
        assertThat(session.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        assertThat(app.bank().refunded(session.get("paymentIntentId").stringValue()))
                .isEqualTo(149_900);
    }

    @Test
    void a_session_that_ended_by_itself_makes_way_and_says_so() {
        var first = open("order-6");
        shop.post("/checkout/sessions/" + id(first) + "/expire", "{}").expect(200);
        var second = open("order-6");
        assertThat(shop.session(id(first)).get("supersededBy").isNull()).isTrue();

        shop.advanceClock(Duration.ofHours(25));
        open("order-6");

        assertThat(shop.session(id(second)).get("supersededBy").isNull()).isTrue();
        assertThat(app.query("SELECT type FROM test.events WHERE object_id = '" + id(second) + "'"))
                .containsExactly("checkout.session.expired");
    }

    @Test
    void of_sessions_opened_at_once_for_one_order_one_stays_open() throws Exception {
        var tasks = new ArrayList<Callable<JsonNode>>();
        for (int i = 0; i < 20; i++) {
            tasks.add(() -> open("order-7"));
        }

        var sessions = new ArrayList<JsonNode>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(tasks)) {
                sessions.add(shop.session(id(future.get())));
            }
        }
        var now = sessions.stream().map(session -> shop.session(id(session))).toList();

        assertThat(now)
                .filteredOn(session -> session.get("status").stringValue().equals("open"))
                .hasSize(1);
        assertThat(now)
                .filteredOn(session -> session.get("status").stringValue().equals("expired"))
                .hasSize(19)
                .allSatisfy(session ->
                        assertThat(session.get("supersededBy").isString()).isTrue());
    }

    @Test
    void payers_and_a_shop_that_opens_sessions_of_one_order_at_once_charge_it_once() throws Exception {
        for (int round = 0; round < 10; round++) {
            var reference = "race-" + round;
            var first = open(reference);
            var page = customer.open(first);
            List<Callable<Object>> tasks = List.of(
                    () -> customer.pay(page, Customer.FRICTIONLESS),
                    () -> shop.post("/checkout/sessions", order(reference)));

            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                for (var future : pool.invokeAll(tasks)) {
                    future.get();
                }
            }
            books.settled(id(first));

            var open = app.query("SELECT id FROM test.checkout_sessions WHERE order_reference = '" + reference
                    + "' AND status = 'open'");
            for (var other : open) {
                customer.pay(shop.session(other), Customer.FRICTIONLESS);
            }
            var sessions =
                    app.query("SELECT id FROM test.checkout_sessions WHERE order_reference = '" + reference + "'");
            long captures = 0;
            for (var session : sessions) {
                var settled = books.settled(session);
                books.assertAgree(settled);
                if (!settled.get("paymentIntentId").isNull()) {
                    captures += app.bank()
                            .captures(settled.get("paymentIntentId").stringValue())
                            .size();
                }
            }
            assertThat(captures).as(reference).isEqualTo(1);
        }
    }

    @Test
    void a_reference_is_a_text_of_at_most_255_characters() {
        assertThat(open("x".repeat(255)).get("orderReference").stringValue()).hasSize(255);
        var error = shop.post("/checkout/sessions", order("x".repeat(256)))
                .expect(400)
                .get("error");
        assertThat(error.get("param").stringValue()).isEqualTo("orderReference");
    }

    private static JsonNode open(String reference) {
        return shop.createSession(order(reference));
    }

    private static String order(String reference) {
        return Shop.order().replaceFirst("\\{", "{\"orderReference\": \"" + reference + "\", ");
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
