package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Paying without a browser, over HTTP, as a merchant's own tests do.
class TestPaymentFlowTest {
    private static final String FRICTIONLESS = "5555555555000018";
    private static final String CHALLENGED = "5123450000000008";

    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox inbox;
    private static Books books;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        inbox = new WebhookInbox();
        shop.registerWebhook(inbox.url());
        books = new Books(app);
    }

    @AfterAll
    static void stop() {
        inbox.close();
        app.close();
    }

    @Test
    void a_card_pays_and_the_answer_is_the_session_as_reading_shows_it() {
        var id = newSession();

        var answer = complete(id, card(FRICTIONLESS));

        assertThat(answer.expect(200).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(answer.text()).isEqualTo(shop.get("/checkout/sessions/" + id).text());
        var delivery = inbox.await("checkout.session.completed", id);
        assertThat(delivery.body()).contains("\"data\":{\"object\":" + answer.text() + "}");
        books.assertAgree(answer.json());
    }

    @Test
    void nothing_tells_it_from_a_payment_on_the_page() {
        var byPage = shop.createSession();
        new Customer().pay(byPage, Customer.FRICTIONLESS);
        var id = newSession();

        var headless = complete(id, card(FRICTIONLESS)).expect(200);

        assertThat(shape(headless))
                .isEqualTo(shape(shop.session(byPage.get("id").stringValue())));
        assertThat(events(headless))
                .isEqualTo(events(shop.session(byPage.get("id").stringValue())));
    }

    @ParameterizedTest
    @CsvSource({
        CHALLENGED + ", 100",
        "4440000009900010, ",
        "371881733404002, 1000",
        "371881733404002, ",
        "135492354874528, ",
    })
    void a_challenge_is_passed_unless_something_else_is_asked_for(String number, String code) {
        var id = newSession();
        var body = code == null ? card(number) : card(number, "01/39", "\"securityCode\": \"" + code + "\"");

        var session = complete(id, body).expect(200);

        assertThat(session.get("paymentStatus").stringValue())
                .as(session.toString())
                .isEqualTo("paid");
        books.assertAgree(session);
    }

    @ParameterizedTest
    @CsvSource({"failed", "cancelled", "unable", "rejected", "FAILED"})
    void a_challenge_that_ends_otherwise_charges_nothing_and_another_card_can_pay(String end) {
        var id = newSession();

        var open = complete(id, card(CHALLENGED, "01/39", "\"threeDSecure\": \"" + end + "\""))
                .expect(200);

        assertThat(open.get("status").stringValue()).isEqualTo("open");
        assertThat(open.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("authentication_required");
        books.assertAgree(open);
        var paid = complete(id, card(CHALLENGED)).expect(200);
        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(paid.at("/paymentIntent/latestCharge/paymentMethodDetails/card/threeDSecure/authenticationFlow")
                        .stringValue())
                .isEqualTo("challenge");
        books.assertAgree(paid);
    }

    @ParameterizedTest
    @CsvSource({
        FRICTIONLESS + ", 05/39, 100, card_declined, generic_decline",
        FRICTIONLESS + ", 01/27, 100, card_declined, insufficient_funds",
        FRICTIONLESS + ", 04/27, 100, expired_card, expired_card",
        FRICTIONLESS + ", 08/28, 100, processing_error,",
        FRICTIONLESS + ", 01/37, 100, processing_error,",
        FRICTIONLESS + ", 02/37, 100, processing_error,",
        FRICTIONLESS + ", 01/39, 102, incorrect_cvc,",
        "5506900140100503, 01/39, 100, authentication_required,",
        CHALLENGED + ", 05/39, 100, card_declined, generic_decline",
    })
    void a_decline_leaves_the_session_open_and_is_named_in_it(
            String number, String expiry, String cvc, String code, String declineCode) {
        var id = newSession();

        var session = complete(id, card(number, expiry, "\"securityCode\": \"" + cvc + "\""))
                .expect(200);

        assertThat(session.get("status").stringValue()).isEqualTo("open");
        assertThat(session.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        var error = session.at("/paymentIntent/lastPaymentError");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.get("declineCode").stringValue(null)).isEqualTo(declineCode);
        books.assertAgree(session);
    }

    @Test
    void an_outcome_that_the_bank_does_not_know_shows_as_processing_and_keeps_a_second_card_out() {
        var id = newSession();

        var session = complete(id, card(FRICTIONLESS, "05/37", "\"securityCode\": \"100\""))
                .expect(200);

        assertThat(session.get("status").stringValue()).isEqualTo("open");
        assertThat(session.at("/paymentIntent/status").stringValue()).isEqualTo("PROCESSING");
        assertRefused(complete(id, card(FRICTIONLESS)), 409, "payment_still_confirming");
        shop.advanceClock(Duration.ofSeconds(11));
        var settled = books.settled(id);
        assertThat(settled.get("paymentStatus").stringValue()).isEqualTo("paid");
        books.assertAgree(settled);
    }

    @Test
    void a_session_that_is_paid_or_expired_is_refused_as_the_page_refuses_it() {
        var paid = newSession();
        complete(paid, card(FRICTIONLESS)).expect(200);
        var before = shop.get("/checkout/sessions/" + paid).text();
        var expired = newSession();
        shop.post("/checkout/sessions/" + expired + "/expire", "{}").expect(200);
        var empty = shop.createSession("{\"afterCompletion\": {\"redirect\": {\"url\": \"https://shop.example\"}}}")
                .get("id")
                .stringValue();

        assertRefused(complete(paid, card(FRICTIONLESS)), 409, "payment_already_completed");
        assertRefused(complete(expired, card(FRICTIONLESS)), 409, "checkout_session_expired");
        assertRefused(complete(empty, card(FRICTIONLESS)), 409, "checkout_empty_cart");
        assertRefused(complete(empty, "{}"), 409, "checkout_empty_cart");

        assertThat(shop.get("/checkout/sessions/" + paid).text()).isEqualTo(before);
        books.assertAgree(shop.session(paid));
    }

    @Test
    void a_session_whose_time_is_up_is_refused() {
        var id = shop.createSession(Shop.order().replaceFirst("\\{", "{\"expiresAfterMinutes\": 30, "))
                .get("id")
                .stringValue();
        shop.advanceClock(Duration.ofMinutes(30));

        assertRefused(complete(id, card(FRICTIONLESS)), 409, "checkout_session_expired");
    }

    @Test
    void an_order_that_costs_nothing_is_completed_without_a_card_and_only_so() {
        var id = shop.createSession(Shop.order(0)).get("id").stringValue();

        assertRefused(complete(id, card(FRICTIONLESS)), 409, "resource_invalid_state");
        var session = complete(id, "{}").expect(200);

        assertThat(session.get("status").stringValue()).isEqualTo("complete");
        assertThat(session.get("paymentStatus").stringValue()).isEqualTo("no_payment_required");
        assertThat(complete(id, "{}").expect(200)).isEqualTo(session);
        assertThat(app.query("SELECT type FROM test.events WHERE object_id = '" + id + "'"))
                .containsExactly("checkout.session.completed");
        var bodiless = shop.createSession(Shop.order(0)).get("id").stringValue();
        assertThat(shop.send(shop.request(path(bodiless)).POST(BodyPublishers.noBody()))
                        .expect(200)
                        .get("status")
                        .stringValue())
                .isEqualTo("complete");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            parameter_missing      | card         | {}
            parameter_missing      | card         | {"expiry": "01/39"}
            parameter_missing      | card         | {"threeDSecure": "success"}
            parameter_invalid      | card         | {"card": 5123450000000008, "expiry": "01/39"}
            parameter_invalid      | card         | {"card": "4242424242424242", "expiry": "01/39"}
            parameter_invalid      | card         | {"card": "51234500", "expiry": "01/39"}
            parameter_invalid      | card         | {"card": "a card", "expiry": "01/39"}
            parameter_out_of_range | card         | {"card": "", "expiry": "01/39"}
            parameter_missing      | expiry       | {"card": "5123450000000008"}
            parameter_invalid      | expiry       | {"card": "5123450000000008", "expiry": "13/39"}
            parameter_invalid      | expiry       | {"card": "5123450000000008", "expiry": "01/20"}
            parameter_invalid      | expiry       | {"card": "5123450000000008", "expiry": "soon"}
            parameter_invalid      | securityCode | {"card": "5123450000000008", "expiry": "01/39", "securityCode": "1000"}
            parameter_invalid      | securityCode | {"card": "5123450000000008", "expiry": "01/39", "securityCode": 100}
            parameter_invalid      | securityCode | {"card": "371881733404002", "expiry": "01/39", "securityCode": "100"}
            parameter_invalid      | threeDSecure | {"card": "5123450000000008", "expiry": "01/39", "threeDSecure": "maybe"}
            parameter_unknown      | name         | {"card": "5123450000000008", "expiry": "01/39", "name": "Mona"}
            """)
    void what_cannot_pay_is_refused_by_name_and_leaves_nothing(String code, String param, String body) {
        var id = newSession();

        var answer = complete(id, body);

        assertRefused(answer, 400, code);
        assertThat(answer.json().at("/error/param").stringValue()).isEqualTo(param);
        assertThat(shop.session(id).get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_session_of_another_merchant_does_not_exist() {
        var id = newSession();

        var answer = app.neighbor().post(path(id), card(FRICTIONLESS));

        assertRefused(answer, 404, "resource_missing");
        assertThat(answer.text())
                .isEqualTo(app.neighbor()
                        .post(path(id), card(FRICTIONLESS))
                        .text()
                        .replaceFirst(
                                "req_\\w+", answer.json().get("request_id").stringValue()));
        assertThat(shop.session(id).get("status").stringValue()).isEqualTo("open");
        assertRefused(complete("cs_test_" + "a".repeat(32), card(FRICTIONLESS)), 404, "resource_missing");
        assertRefused(complete("nonsense", card(FRICTIONLESS)), 404, "resource_missing");
    }

    @Test
    void it_takes_a_secret_key() {
        var publishable = new Shop(app.url(), app.environment().getProperty("XPAY_PUBLISHABLE_KEY"));

        assertThat(publishable.post(path(newSession()), card(FRICTIONLESS)).status())
                .isEqualTo(403);
        assertThat(shop.send(shop.bare(path(newSession())).POST(BodyPublishers.noBody()))
                        .status())
                .isEqualTo(401);
    }

    @ParameterizedTest
    @CsvSource({FRICTIONLESS, CHALLENGED})
    void twenty_calls_at_once_charge_once(String number) throws Exception {
        var id = newSession();
        var barrier = new CyclicBarrier(20);
        List<Callable<Shop.Answer>> calls = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            calls.add(() -> {
                barrier.await();
                return complete(id, card(number));
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get().status()).as(call.get().text()).isIn(200, 409);
            }
        }

        var settled = books.settled(id);
        assertThat(settled.get("paymentStatus").stringValue()).isEqualTo("paid");
        books.assertAgree(settled);
    }

    @ParameterizedTest
    @CsvSource({FRICTIONLESS, CHALLENGED})
    void one_key_makes_one_attempt_and_one_answer(String number) throws Exception {
        var id = newSession();
        var declined = card(number, "05/39", "\"securityCode\": \"100\"");
        List<Callable<Shop.Answer>> calls = Collections.nCopies(10, () -> complete(id, declined, "declined-" + id));

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var call : threads.invokeAll(calls)) {
                assertThat(call.get().status()).as(call.get().text()).isIn(200, 409);
            }
        }
        var first = complete(id, declined, "declined-" + id);
        var paid = complete(id, card(number), "paid-" + id);

        assertThat(first.expect(200).at("/paymentIntent/charges")).hasSize(1);
        assertThat(paid.expect(200).at("/paymentIntent/charges")).hasSize(2);
        assertThat(complete(id, declined, "declined-" + id).text()).isEqualTo(first.text());
        assertThat(complete(id, card(number), "paid-" + id).text()).isEqualTo(paid.text());
        assertRefused(complete(id, declined, "paid-" + id), 400, "idempotency_key_in_use");
        books.assertAgree(shop.session(id));
    }

    private static Shop.Answer complete(String session, String body, String key) {
        return shop.send(shop.request(path(session))
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String newSession() {
        return shop.createSession().get("id").stringValue();
    }

    private static Shop.Answer complete(String session, String body) {
        return shop.post(path(session), body);
    }

    private static String path(String session) {
        return "/test-helpers/checkout/sessions/" + session + "/complete";
    }

    private static String card(String number) {
        return "{\"card\": \"%s\", \"expiry\": \"01/39\"}".formatted(number);
    }

    private static String card(String number, String expiry, String more) {
        return "{\"card\": \"%s\", \"expiry\": \"%s\", %s}".formatted(number, expiry, more);
    }

    private static void assertRefused(Shop.Answer answer, int status, String code) {
        assertThat(answer.expect(status).at("/error/code").stringValue()).isEqualTo(code);
    }

    /// The types of all events of a session and its payment, as often as there are any.
    private static List<String> events(JsonNode session) {
        return app.query("""
                SELECT type
                  FROM test.events
                 WHERE object_id IN ('%s', '%s', '%s')
                 ORDER BY type
                """.formatted(
                        session.get("id").stringValue(),
                        session.get("paymentIntentId").stringValue(),
                        session.at("/paymentIntent/latestCharge/id").stringValue()));
    }

    /// The session without what differs between any two: ids, times, secrets, and the bank's own references.
    private static JsonNode shape(JsonNode session) {
        var copy = session.deepCopy();
        blank(copy);
        return copy;
    }

    private static void blank(JsonNode node) {
        if (node instanceof ObjectNode object) {
            for (var name : List.copyOf(object.propertyNames())) {
                var value = object.get(name);
                if (value.isString() && isPeculiar(name, value.stringValue())) {
                    object.put(name, "…");
                }
                blank(object.get(name));
            }
        } else {
            node.forEach(TestPaymentFlowTest::blank);
        }
    }

    private static boolean isPeculiar(String name, String value) {
        return value.matches("[a-z]+_(test_)?[0-9A-Za-z]{20,}.*")
                || value.matches("20\\d\\d-.*Z")
                || value.startsWith("http")
                || name.matches(".*(Id|Secret)");
    }
}
