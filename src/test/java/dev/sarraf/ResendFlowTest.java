package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;
import tools.jackson.databind.JsonNode;

/// A merchant sees what its endpoint answered, and has events sent again.
class ResendFlowTest {
    private static final List<Duration> WAITS =
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2));

    private final WebhookReceiver receiver = WebhookReceiver.start();
    private TestApp app;
    private Shop shop;
    private String endpoint;

    @BeforeEach
    void start() {
        app = TestApp.start();
        shop = app.shop();
        endpoint = id(
                shop.post("/webhook-endpoints", """
                {"url": "%s", "enabledEvents": ["product.*"]}
                """.formatted(receiver.url())).expect(201));
    }

    @AfterEach
    void stop() {
        app.close();
        receiver.close();
    }

    @Test
    void every_attempt_can_be_seen_with_what_was_answered() throws Exception {
        receiver.answer(exchange -> {
            var body = "no room".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, body.length);
            exchange.getResponseBody().write(body);
        });
        var event = raised();
        var waiting = Eventually.becomes(() -> delivery(event), delivery -> attempts(delivery) == 1);

        assertThat(waiting.get("object").stringValue()).isEqualTo("webhook_delivery");
        assertThat(waiting.get("eventId").stringValue()).isEqualTo(event);
        assertThat(waiting.get("webhookEndpointId").stringValue()).isEqualTo(endpoint);
        assertThat(waiting.get("url").stringValue()).isEqualTo(receiver.url());
        assertThat(waiting.get("state").stringValue()).isEqualTo("pending");
        var first = waiting.get("attempts").get(0);
        assertThat(first.get("number").intValue()).isEqualTo(1);
        assertThat(first.get("status").intValue()).isEqualTo(503);
        assertThat(first.get("failureCode").stringValue()).isEqualTo("status");
        assertThat(first.get("failureMessage").stringValue()).contains("outside 200 to 299");
        assertThat(first.get("answer").stringValue()).isEqualTo("no room");
        assertThat(first.get("durationMs").isIntegralNumber()).isTrue();
        var next = Instant.parse(waiting.get("nextAttemptAt").stringValue());
        assertThat(next).isAfter(Instant.parse(first.get("startedAt").stringValue()));

        receiver.answer(WebhookReceiver.status(200));
        shop.advanceClock(Duration.ofMinutes(1));
        var delivered = Eventually.becomes(() -> delivery(event), is("delivered"));

        assertThat(delivered.get("nextAttemptAt").isNull()).isTrue();
        assertThat(delivered.at("/attempts/1/number").intValue()).isEqualTo(2);
        assertThat(delivered.at("/attempts/1/failureCode").isNull()).isTrue();
        assertThat(delivered.at("/attempts/1/status").intValue()).isEqualTo(200);
    }

    @Test
    void an_event_that_has_failed_is_sent_again_with_all_its_attempts_before_it() throws Exception {
        receiver.answer(WebhookReceiver.status(500));
        var event = raised();
        failForGood(event);
        var sent = receiver.all().getFirst().text();

        var answer = shop.post("/events/" + event + "/resend", "").expect(200);
        assertThat(answer.get("totalCount").intValue()).isEqualTo(1);
        assertThat(answer.at("/data/0/state").stringValue()).isEqualTo("pending");
        Eventually.becomes(() -> delivery(event), delivery -> attempts(delivery) == 6);
        assertThat(delivery(event).get("state").stringValue()).isEqualTo("pending");
        receiver.answer(WebhookReceiver.status(200));
        shop.advanceClock(Duration.ofMinutes(1));
        var delivered = Eventually.becomes(() -> delivery(event), is("delivered"));

        assertThat(attempts(delivered)).isEqualTo(7);
        assertThat(delivered
                        .get("attempts")
                        .valueStream()
                        .map(attempt -> attempt.get("number").intValue()))
                .containsExactly(1, 2, 3, 4, 5, 6, 7);
        assertThat(receiver.all())
                .hasSize(7)
                .allSatisfy(received -> assertThat(received.text()).isEqualTo(sent));
        assertThat(app.selfcheck()).isEmpty();
    }

    @Test
    void an_event_goes_to_an_endpoint_that_is_named_though_it_is_new() throws Exception {
        var event = raised();
        var sent = receiver.next().text();
        try (var other = WebhookReceiver.start()) {
            var late = id(
                    shop.post("/webhook-endpoints", """
                    {"url": "%s", "enabledEvents": ["charge.*"]}
                    """.formatted(other.url())).expect(201));

            shop.post("/events/" + event + "/resend", named(late)).expect(200);

            assertThat(other.next().text()).isEqualTo(sent);
            Eventually.becomes(
                    () -> shop.get("/events/" + event + "/deliveries")
                            .expect(200)
                            .findValuesAsString("state"),
                    List.of("delivered", "delivered")::equals);
            assertThat(receiver.all()).hasSize(1);
        }
    }

    @Test
    void asking_twice_sends_once() throws Exception {
        var event = raised();
        receiver.next();
        Eventually.becomes(() -> delivery(event), is("delivered"));
        shop.patch("/webhook-endpoints/" + endpoint, "{\"status\": \"disabled\"}")
                .expect(200);

        for (int i = 0; i < 3; i++) {
            shop.post("/events/" + event + "/resend", named(endpoint)).expect(200);
            shop.post("/events/" + event + "/resend", "").expect(200);
        }
        shop.patch("/webhook-endpoints/" + endpoint, "{\"status\": \"enabled\"}")
                .expect(200);
        receiver.next();
        Eventually.becomes(() -> delivery(event), is("delivered"));

        assertThat(receiver.all()).hasSize(2);
    }

    @Test
    void a_repeat_with_the_same_key_sends_nothing_more() throws Exception {
        var event = raised();
        receiver.next();
        Eventually.becomes(() -> delivery(event), is("delivered"));

        var first = keyed(event);
        receiver.next();
        Eventually.becomes(() -> delivery(event), is("delivered"));
        assertThat(keyed(event)).isEqualTo(first);

        raised();
        receiver.next();
        assertThat(receiver.all()).hasSize(3);
    }

    /// The attempt that is under way becomes the first of the new round, whatever it was before.
    @Test
    void an_event_that_is_sent_again_while_its_last_attempt_is_under_way_does_not_fail() throws Exception {
        var answered = new CountDownLatch(1);
        receiver.answer(WebhookReceiver.status(500));
        var event = raised();
        for (int i = 0; i < WAITS.size(); i++) {
            int made = i + 1;
            Eventually.becomes(() -> delivery(event), delivery -> attempts(delivery) == made);
            receiver.next();
            if (i == WAITS.size() - 1) {
                receiver.answer(exchange -> {
                    answered.await();
                    exchange.sendResponseHeaders(500, -1);
                });
            }
            shop.advanceClock(WAITS.get(i));
        }
        receiver.next();

        shop.post("/events/" + event + "/resend", "").expect(200);
        answered.countDown();
        var waiting = Eventually.becomes(() -> delivery(event), delivery -> attempts(delivery) == 5);

        assertThat(waiting.get("state").stringValue()).isEqualTo("pending");
        receiver.answer(WebhookReceiver.status(200));
        shop.advanceClock(Duration.ofMinutes(1));
        Eventually.becomes(() -> delivery(event), is("delivered"));
    }

    @Test
    void all_that_has_failed_is_counted_first_and_then_sent_again() throws Exception {
        receiver.answer(WebhookReceiver.status(500));
        var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var early = latest();
        failForGood(early);
        shop.patch("/products/" + id(product), "{\"name\": \"Lamp 2\"}").expect(200);
        var late = latest();
        failForGood(late);
        var since = shop.get("/events/" + late).expect(200).get("created").stringValue();
        receiver.answer(WebhookReceiver.status(200));
        int before = receiver.all().size();

        var all = resend("{}");
        assertThat(all.get("dryRun").booleanValue()).isTrue();
        assertThat(counts(all)).containsExactly(2, 0, 2);
        assertThat(all.at("/events/0/id").stringValue()).isEqualTo(early);
        assertThat(all.at("/events/0/type").stringValue()).isEqualTo("product.created");
        assertThat(counts(resend("{\"since\": \"%s\"}".formatted(since)))).containsExactly(1, 0, 1);
        assertThat(counts(resend("{\"eventTypes\": [\"product.created\"]}"))).containsExactly(1, 0, 1);
        assertThat(counts(resend("{\"eventTypes\": [\"charge.*\"], \"dryRun\": false}")))
                .containsExactly(0, 0, 0);
        assertThat(receiver.all()).hasSize(before);

        assertThat(counts(resend("{\"eventTypes\": [\"product.updated\"], \"dryRun\": false}")))
                .containsExactly(1, 1, 0);
        Eventually.becomes(() -> delivery(late), is("delivered"));
        assertThat(delivery(early).get("state").stringValue()).isEqualTo("failed");
        assertThat(counts(resend("{\"dryRun\": false}"))).containsExactly(1, 1, 0);
        assertThat(counts(resend("{\"dryRun\": false}"))).containsExactly(0, 0, 0);
        Eventually.becomes(() -> delivery(early), is("delivered"));
        assertThat(receiver.all()).hasSize(before + 2);
    }

    @Test
    void one_call_sends_a_thousand_at_most() {
        shop.patch("/webhook-endpoints/" + endpoint, "{\"status\": \"disabled\"}")
                .expect(200);
        app.update("""
                WITH e AS (
                    INSERT INTO test.events (merchant_id, id, type, object_id, sequence, created_at, payload)
                    SELECT w.merchant_id, 'evt_test_' || lpad(n::text, 24, '0'), 'product.created', 'prod_' || n, 1,
                           now(), '{}'
                      FROM test.webhook_endpoints AS w, generate_series(1, 1500) AS n
                    RETURNING merchant_id, id
                )
                INSERT INTO test.deliveries (merchant_id, event_id, endpoint_id, state, attempts, due_at)
                SELECT e.merchant_id, e.id, w.id, 'FAILED', 5, now() FROM e, test.webhook_endpoints AS w
                """);

        assertThat(counts(resend("{\"dryRun\": false}"))).containsExactly(1500, 1000, 500);
        assertThat(counts(resend("{\"dryRun\": false}"))).containsExactly(500, 500, 0);
    }

    @Test
    void what_cannot_be_sent_again_is_refused() {
        var event = raised();
        var nobody = "we_test_" + "x".repeat(24);

        assertThat(shop.post("/events/" + event + "/resend", named(nobody)).status())
                .isEqualTo(404);
        assertThat(shop.post("/events/" + event + "/resend", "{\"webhookEndpointId\": 7}")
                        .status())
                .isEqualTo(400);
        shop.delete("/webhook-endpoints/" + endpoint);
        var gone = shop.post("/events/" + event + "/resend", "");
        assertThat(gone.status()).isEqualTo(409);
        assertThat(gone.json().at("/error/code").stringValue()).isEqualTo("resource_invalid_state");
        var deleted = delivery(event);
        assertThat(deleted.get("url").isNull()).isTrue();
        assertThat(app.neighbor()
                        .get("/events/" + event + "/deliveries")
                        .json()
                        .at("/error/message")
                        .stringValue())
                .isEqualTo("No such event: '" + event + "'");
    }

    /// By which the senders of other processes hear of it.
    @Test
    void a_commit_sends_word_to_other_processes_and_nothing_with_it() throws Exception {
        try (var connection = app.database().connect();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN sarraf_test");
            raised();

            var word = connection.unwrap(PGConnection.class).getNotifications(20_000);

            assertThat(word).isNotEmpty();
            assertThat(word[0].getParameter()).matches("[0-9A-Za-z]{12}");
        }
        assertThat(app.query("SELECT count(*) FROM pg_stat_activity WHERE datname = current_database()"
                        + " AND application_name = 'sarraf signals'"))
                .containsExactly("1");
    }

    private JsonNode resend(String body) {
        return shop.post("/webhook-endpoints/" + endpoint + "/resend", body).expect(200);
    }

    private static List<Integer> counts(JsonNode answer) {
        return List.of(
                answer.get("failedCount").intValue(),
                answer.get("resentCount").intValue(),
                answer.get("remainingCount").intValue());
    }

    private JsonNode keyed(String event) {
        return shop.send(shop.request("/events/" + event + "/resend")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", "again")
                        .POST(BodyPublishers.ofString("{}")))
                .expect(200);
    }

    /// Raises an event that the endpoint wants; returns its id.
    private String raised() {
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        return latest();
    }

    private String latest() {
        return id(shop.get("/events?type=product.*").expect(200).at("/data/0"));
    }

    private void failForGood(String event) {
        for (int i = 0; i < WAITS.size(); i++) {
            int made = i + 1;
            Eventually.becomes(() -> delivery(event), delivery -> attempts(delivery) == made);
            shop.advanceClock(WAITS.get(i));
        }
        Eventually.becomes(() -> delivery(event), is("failed"));
    }

    private JsonNode delivery(String event) {
        return shop.get("/events/" + event + "/deliveries").expect(200).at("/data/0");
    }

    private static int attempts(JsonNode delivery) {
        return delivery.get("attemptCount").intValue();
    }

    private static Predicate<JsonNode> is(String state) {
        return delivery -> delivery.get("state").stringValue().equals(state);
    }

    private static String named(String endpoint) {
        return "{\"webhookEndpointId\": \"" + endpoint + "\"}";
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
