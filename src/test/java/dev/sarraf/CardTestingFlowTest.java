package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Customer.TestCard;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Robots that try out stolen cards and promotion codes, and honest customers beside them.
class CardTestingFlowTest {
    private static final int ROBOTS_CARDS = 200;
    private static final String ROBOT = "203.0.113.7";
    private static final String HONEST = "198.51.100.9";

    private final Customer browser = new Customer();

    private TestApp app;
    private Shop shop;

    @BeforeEach
    void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void two_hundred_cards_on_one_session_are_stopped_by_its_fifth_decline() {
        var session = shop.createSession();

        for (int i = 0; i < ROBOTS_CARDS; i++) {
            pay(session, "203.0.113." + (i % 200), Customer.DECLINED);
        }

        assertThat(attempts()).isEqualTo(5);
        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("expired");
        assertPaysUndisturbed(HONEST);
    }

    @Test
    void two_hundred_cards_from_one_address_are_stopped_whatever_session_they_are_tried_on() {
        List<JsonNode> sessions = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            sessions.add(shop.createSession());
        }

        var refused = "";
        for (int i = 0; i < ROBOTS_CARDS; i++) {
            refused = pay(sessions.get(i % sessions.size()), ROBOT, Customer.DECLINED)
                    .path("error")
                    .asString();
        }

        assertThat(attempts()).isEqualTo(10);
        assertThat(refused)
                .isEqualTo("We cannot take this payment now. Nothing was charged. Try again later, or ask the shop for"
                        + " another way to pay.");
        assertPaysUndisturbed(HONEST);
        assertPaysUndisturbed("127.0.0.1");
    }

    @Test
    void pressing_at_once_is_no_way_around_it() throws InterruptedException, ExecutionException {
        List<Callable<JsonNode>> presses = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            var session = shop.createSession();
            var page = browser.open(session);
            presses.add(() -> press(page, ROBOT, Customer.CHALLENGED));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var press : threads.invokeAll(presses)) {
                press.get();
            }
        }

        assertThat(attempts()).isEqualTo(10);
    }

    @Test
    void an_address_of_many_customers_who_pay_is_not_stopped() {
        for (int i = 0; i < 12; i++) {
            assertPaysUndisturbed(ROBOT);
            pay(shop.createSession(), ROBOT, Customer.DECLINED);
        }

        assertPaysUndisturbed(ROBOT);
    }

    @Test
    void only_what_our_proxy_added_counts_as_the_address() {
        for (int i = 0; i < 20; i++) {
            pay(shop.createSession(), "10.9.8." + i + ", 192.0.2." + i + ", " + ROBOT, Customer.DECLINED);
        }

        assertThat(attempts()).isEqualTo(10);
    }

    @Test
    void addresses_are_kept_as_nobody_can_read_them() {
        pay(shop.createSession(), ROBOT, Customer.DECLINED);

        assertThat(app.query("SELECT address_key FROM test.payment_attempts"))
                .singleElement()
                .satisfies(key -> assertThat(key).matches("[0-9a-f]{24}"));
        assertThat(app.query("SELECT count(*) FROM test.payment_attempts AS p WHERE p::text LIKE '%203.0.113%'"))
                .containsExactly("0");
    }

    @Test
    void codes_are_not_found_by_trying() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}},
                 "allowPromotionCodes": true,
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                             "productData": {"name": "Canvas weekender"}}}]}
                """);

        for (int i = 0; i < 10; i++) {
            assertThat(type(session, "GUESS" + i)).contains("There is no such code.");
        }

        assertThat(type(session, "GUESS10")).contains("No more codes can be tried now.");
        assertThat(app.count("test.code_guesses")).isEqualTo(10);
        browser.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @Test
    void where_many_payments_fail_each_address_has_fewer_tries_and_the_metrics_tell() {
        for (int i = 0; i < 51; i++) {
            pay(shop.createSession(), "203.0.113." + i, Customer.DECLINED);
        }
        Eventually.becomes(
                () -> browser.text(
                        HttpRequest.newBuilder(app.url().resolve("/metrics")).GET()),
                metrics -> metrics.contains("sarraf_card_testing_merchants{mode=\"test\"} 1.0"));
        long before = attempts();

        for (int i = 0; i < 20; i++) {
            pay(shop.createSession(), ROBOT + "1", Customer.DECLINED);
        }

        assertThat(attempts() - before).isLessThanOrEqualTo(3);
        assertPaysUndisturbed(HONEST);
    }

    private void assertPaysUndisturbed(String address) {
        var session = shop.createSession();
        pay(session, address, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    private JsonNode pay(JsonNode session, String address, TestCard card) {
        var page = browser.text(
                HttpRequest.newBuilder(URI.create(session.get("url").stringValue()))
                        .GET());
        return page.contains("name=\"form_token\"") ? press(browser.open(session), address, card) : Shop.parse("{}");
    }

    private JsonNode press(Customer.OpenPage page, String address, TestCard card) {
        return Shop.parse(browser.send(browser.payment(page, card).header("X-Customer-Address", address))
                .body());
    }

    private String type(JsonNode session, String code) {
        return browser.text(HttpRequest.newBuilder(URI.create(session.get("url").stringValue() + "/code"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString("code=" + code)));
    }

    private long attempts() {
        return app.count("test.payment_attempts");
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
