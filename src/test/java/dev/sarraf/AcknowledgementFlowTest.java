package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Whoever has paid is kept for a moment, so that the shop's page of thanks knows of the order.
class AcknowledgementFlowTest {
    private static final String THANKS = "https://shop.example/order/";

    private final Customer customer = new Customer();
    private final CountDownLatch release = new CountDownLatch(1);

    private TestApp app;
    private Shop shop;

    @BeforeEach
    void start() {
        app = TestApp.start();
        shop = app.shop();
        // Time stands still for the wait, however slow this machine is: what happens is as if it were tomorrow.
        app.update("""
                CREATE FUNCTION test.tomorrow() RETURNS trigger LANGUAGE plpgsql AS $$
                BEGIN
                    UPDATE test.events SET created_at = created_at + interval '1 day' WHERE id = NEW.id;
                    RETURN NEW;
                END $$
                """);
        app.update("CREATE TRIGGER tomorrow AFTER INSERT ON test.events FOR EACH ROW"
                + " EXECUTE FUNCTION test.tomorrow()");
    }

    @AfterEach
    void stop() {
        release.countDown();
        app.close();
    }

    @Test
    void nobody_waits_where_nobody_listens() {
        var session = shop.createSession();

        assertThat(press(session, Customer.FRICTIONLESS).get("next").stringValue())
                .isEqualTo(THANKS + id(session));
    }

    @Test
    void a_slow_receiver_is_waited_for_until_it_has_answered() {
        try (var receiver = WebhookReceiver.start(exchange -> {
            release.await();
            exchange.sendResponseHeaders(200, -1);
        })) {
            shop.registerWebhook(URI.create(receiver.url()));
            var session = shop.createSession();

            var answer = press(session, Customer.FRICTIONLESS);

            assertThat(answer.has("next")).isFalse();
            assertThat(answer.get("follow").stringValue()).endsWith("/status");
            assertThat(status(session).get("state").stringValue()).isEqualTo("complete");
            assertThat(status(session).has("next")).isFalse();
            assertThat(page(session))
                    .contains("Payment complete", "data-page=\"wait\"", "<noscript><meta http-equiv=\"refresh\"")
                    .doesNotContain(THANKS);
            release.countDown();
            assertThat(customer.followed(url(session), answer).get("next").stringValue())
                    .isEqualTo(THANKS + id(session));
            assertThat(page(session)).contains("0;url=" + THANKS);
        }
    }

    @Test
    void a_receiver_that_never_answers_is_waited_for_three_seconds() {
        try (var receiver = WebhookReceiver.start(_ -> release.await())) {
            shop.registerWebhook(URI.create(receiver.url()));
            var session = shop.createSession();
            press(session, Customer.FRICTIONLESS);
            assertThat(status(session).has("next")).isFalse();

            shop.advanceClock(Duration.ofDays(1).plusSeconds(3));

            assertThat(status(session).get("next").stringValue()).isEqualTo(THANKS + id(session));
        }
    }

    @Test
    void a_receiver_that_fails_is_waited_for_no_longer() {
        try (var receiver = WebhookReceiver.start(WebhookReceiver.status(500))) {
            shop.registerWebhook(URI.create(receiver.url()));
            var session = shop.createSession();

            press(session, Customer.FRICTIONLESS);

            Eventually.becomes(() -> status(session), status -> status.has("next"));
        }
    }

    @Test
    void who_comes_back_from_the_issuer_is_kept_too() {
        try (var receiver = WebhookReceiver.start(_ -> release.await())) {
            shop.registerWebhook(URI.create(receiver.url()));
            var session = shop.createSession();
            var next = press(session, Customer.CHALLENGED);
            customer.answerChallenge(url(session), next, "successful");
            var attempt = next.get("next").stringValue().replaceAll(".*/attempts/", "");

            var status = read("/status?attempt=" + attempt, session);

            assertThat(status.get("state").stringValue()).isEqualTo("paid");
            assertThat(status.has("next")).isFalse();
            assertThat(customer.text(HttpRequest.newBuilder(
                                    url(session).resolve(next.get("next").stringValue()))
                            .GET()))
                    .contains("Payment complete", "data-page=\"wait\"");
        }
    }

    @Test
    void an_order_that_costs_nothing_and_is_confirmed_here_waits_for_nobody() {
        try (var receiver = WebhookReceiver.start(_ -> release.await())) {
            shop.registerWebhook(URI.create(receiver.url()));
            var session = shop.createSession("""
                        {"afterCompletion": {"type": "hosted_confirmation"},
                         "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 5000,
                                                                     "productData": {"name": "Mug"}}}]}
                        """);

            assertThat(press(session, Customer.FRICTIONLESS).get("next").stringValue())
                    .isEqualTo(url(session).getPath());
            assertThat(page(session)).contains("Thank you", "View receipt");
        }
    }

    private JsonNode press(JsonNode session, Customer.TestCard card) {
        return Shop.parse(
                customer.send(customer.payment(customer.open(session), card)).body());
    }

    private JsonNode status(JsonNode session) {
        return read("/status", session);
    }

    private JsonNode read(String path, JsonNode session) {
        return Shop.parse(customer.text(
                HttpRequest.newBuilder(URI.create(url(session) + path)).GET()));
    }

    private String page(JsonNode session) {
        return customer.text(HttpRequest.newBuilder(url(session)).GET());
    }

    private static URI url(JsonNode session) {
        return URI.create(session.get("url").stringValue());
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
