package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Orders whose total is 0, over HTTP.
class FreeOrderTest {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox inbox;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        inbox = new WebhookInbox();
        shop.registerWebhook(inbox.url());
    }

    @AfterAll
    static void stop() {
        inbox.close();
        app.close();
    }

    @Test
    void an_order_that_costs_nothing_completes_without_a_card() {
        var session = shop.createSession(Shop.order(0));

        assertThat(html(session)).contains("Complete order").doesNotContain("form_token");
        var next = next(press(session));

        assertThat(next).isEqualTo("https://shop.example/order/" + id(session));
        var answer = shop.get("/checkout/sessions/" + id(session));
        var complete = answer.expect(200);
        assertThat(complete.get("status").stringValue()).isEqualTo("complete");
        assertThat(complete.get("paymentStatus").stringValue()).isEqualTo("no_payment_required");
        assertThat(complete.get("paymentIntent").isNull()).isTrue();
        assertThat(complete.get("paymentIntentId").isNull()).isTrue();
        var delivery = inbox.await("checkout.session.completed", id(session));
        assertThat(delivery.body()).contains("\"data\":{\"object\":" + answer.text() + "}");
    }

    @Test
    void without_script_the_way_to_the_shop_is_the_same_as_after_a_payment() {
        var session = shop.createSession(Shop.order(0));

        var answer = customer.send(
                HttpRequest.newBuilder(URI.create(session.get("url").stringValue() + "/complete"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.noBody()));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(html(session)).contains("Order complete");
        inbox.await("checkout.session.completed", id(session));
        Eventually.becomes(() -> html(session), page -> page.contains("url=https://shop.example/order/" + id(session)));
    }

    @Test
    void twenty_presses_at_once_complete_it_once() throws Exception {
        var session = shop.createSession(Shop.order(0));
        var barrier = new CyclicBarrier(20);
        List<Callable<String>> presses = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            presses.add(() -> {
                barrier.await();
                return next(press(session));
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var press : threads.invokeAll(presses)) {
                assertThat(press.get()).isEqualTo("https://shop.example/order/" + id(session));
            }
        }

        inbox.await("checkout.session.completed", id(session));
        assertThat(app.query("SELECT type FROM test.events WHERE object_id = '" + id(session) + "'"))
                .containsExactly("checkout.session.completed");
    }

    @Test
    void a_card_sent_for_it_all_the_same_is_not_charged() {
        var paid = customer.open(shop.createSession());
        var session = shop.createSession(Shop.order(0));
        var forged = new Customer.OpenPage(URI.create(session.get("url").stringValue()), paid.formToken());

        customer.pay(forged, Customer.FRICTIONLESS);

        var after = shop.session(id(session));
        assertThat(after.get("status").stringValue()).isEqualTo("open");
        assertThat(after.get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_session_that_costs_something_is_not_completed_by_the_button() {
        var session = shop.createSession();

        assertThat(next(press(session))).isEqualTo("/c/" + id(session));

        assertThat(shop.session(id(session))).isEqualTo(session);
    }

    @Test
    void an_order_that_has_expired_or_is_empty_is_not_completed() {
        var expired = shop.createSession(Shop.order(0).replaceFirst("\\{", "{\"expiresAfterMinutes\": 30, "));
        var empty = shop.createSession("{\"afterCompletion\": {\"redirect\": {\"url\": \"https://shop.example\"}}}");
        shop.advanceClock(Duration.ofMinutes(30));

        press(expired);
        press(empty);

        assertThat(shop.session(id(expired)).get("status").stringValue()).isEqualTo("expired");
        assertThat(shop.session(id(empty)).get("status").stringValue()).isEqualTo("open");
    }

    private HttpResponse<String> press(JsonNode session) {
        return customer.send(
                HttpRequest.newBuilder(URI.create(session.get("url").stringValue() + "/complete"))
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(BodyPublishers.noBody()));
    }

    private String html(JsonNode session) {
        return customer.text(
                HttpRequest.newBuilder(URI.create(session.get("url").stringValue()))
                        .GET());
    }

    private String next(HttpResponse<String> answer) {
        return customer.followed(app.url(), MAPPER.readTree(answer.body()))
                .get("next")
                .stringValue();
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
