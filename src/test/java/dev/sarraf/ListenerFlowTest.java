package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.MerchantReceiver;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A developer's machine that fetches events, call by call.
class ListenerFlowTest {
    private static final String EVERY_ATTEMPT = "SELECT count(*) FROM test.delivery_attempts WHERE endpoint_id = '%s'";

    private static TestApp app;
    private static Shop shop;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void an_event_is_fetched_signed_until_it_is_reported() {
        var listener = attach("one", "product.created");
        var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        shop.post("/customers", "{\"email\": \"mona@example.com\"}").expect(201);

        var fetched = fetchOne(listener);

        var body = fetched.path("body").stringValue();
        assertThat(Shop.parse(body).at("/data/object/id").stringValue())
                .isEqualTo(product.path("id").stringValue());
        assertThat(fetched.path("type").stringValue()).isEqualTo("product.created");
        assertThat(fetched.path("header").stringValue()).isEqualTo("XPay-Signature");
        var signature = fetched.path("signature").stringValue();
        // A second may pass between reading the clock twice.
        Eventually.becomes(() -> new Signer(listener).sign(body, signature), signature::equals);
        assertThat(report(listener, fetched, "\"status\": 204").path("outcome").stringValue())
                .isEqualTo("delivered");
        attach("one", "product.created");
        assertThat(fetch(listener)).isEmpty();
        assertThat(report(listener, fetched, "\"status\": 204").path("outcome").stringValue())
                .isEqualTo("stale");
    }

    @Test
    void what_was_fetched_and_never_reported_comes_again_to_whoever_comes_back() {
        var listener = attach("two", "product.created");
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var first = fetchOne(listener);
        assertThat(fetch(listener)).as("while somebody has it").isEmpty();

        var again = attach("two", "product.created");
        var second = fetchOne(listener);

        assertThat(again.path("id")).isEqualTo(listener.path("id"));
        assertThat(again.path("secret")).isEqualTo(listener.path("secret"));
        assertThat(second.path("event")).isEqualTo(first.path("event"));
        assertThat(second.path("body")).isEqualTo(first.path("body"));
        assertThat(report(listener, first, "\"status\": 200").path("outcome").stringValue())
                .isEqualTo("stale");
        assertThat(report(listener, second, "\"status\": 200").path("outcome").stringValue())
                .isEqualTo("delivered");
    }

    @Test
    void what_fails_is_tried_five_times_as_any_webhook_is() {
        var listener = attach("three", "product.created");
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var waits = List.of(60, 300, 1_800, 7_200);
        for (int wait : waits) {
            var verdict = report(listener, fetchOne(listener), "\"failure\": \"unreachable\"");
            assertThat(verdict.path("outcome").stringValue()).isEqualTo("retry");
            assertThat(verdict.path("retriedInSeconds").intValue()).isEqualTo(wait);
            assertThat(fetch(listener)).as("before it is due").isEmpty();
            shop.advanceClock(Duration.ofSeconds(wait));
        }

        var last = fetchOne(listener);
        assertThat(last.path("attempt").intValue()).isEqualTo(5);
        var verdict = report(listener, last, "\"status\": 500, \"answer\": \"no\"");

        assertThat(verdict.path("outcome").stringValue()).isEqualTo("failed");
        assertThat(app.query(EVERY_ATTEMPT.formatted(listener.path("id").stringValue())))
                .containsExactly("5");
    }

    @Test
    void the_sender_leaves_what_is_fetched_alone_and_no_list_of_endpoints_shows_it() {
        var listener = attach("four", "product.created");
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var inbox = shop.get("/webhook-endpoints").expect(200);

        assertThat(inbox.toString()).doesNotContain(listener.path("id").stringValue());
        assertThat(app.query(EVERY_ATTEMPT.formatted(listener.path("id").stringValue())))
                .containsExactly("0");
        assertThat(fetch(listener)).hasSize(1);
    }

    @Test
    void a_listener_that_nobody_uses_is_forgotten_after_a_day_with_what_waits_for_it() {
        var listener = attach("five", "product.created");
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var id = listener.path("id").stringValue();
        app.update("UPDATE test.listeners SET seen_at = now() - interval '23 hours' WHERE id = '" + id + "'");
        app.forgetUnseenListeners();
        assertThat(fetch(listener)).hasSize(1);

        app.update("UPDATE test.listeners SET seen_at = now() - interval '25 hours' WHERE id = '" + id + "'");
        app.forgetUnseenListeners();

        shop.get("/test-helpers/listeners/" + id + "/events?seconds=0").expect(404);
        assertThat(app.query("SELECT count(*) FROM test.event_subscriptions WHERE endpoint_id = '" + id + "'"))
                .containsExactly("0");
    }

    @Test
    void a_report_says_one_thing() {
        var listener = attach("six", "product.created");
        var path = "/test-helpers/listeners/" + listener.path("id").stringValue() + "/attempts";
        var none = "{\"event\": \"evt_test_1\", \"fence\": 1, \"durationMs\": 1}";

        assertThat(shop.post(path, none).expect(400).at("/error/code").stringValue())
                .isEqualTo("parameters_exclusive");
        var stale = none.replace("}", ", \"status\": 200}");
        assertThat(shop.post(path, stale).expect(200).path("outcome").stringValue())
                .isEqualTo("stale");
    }

    @Test
    void there_are_so_many_listeners_and_no_more() {
        var neighbor = app.neighbor();
        for (int i = 0; i < 10; i++) {
            neighbor.post("/test-helpers/listeners", "{\"name\": \"n" + i + "\"}")
                    .expect(200);
        }

        assertThat(neighbor.post("/test-helpers/listeners", "{\"name\": \"more\"}")
                        .expect(409)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("resource_invalid_state");
        neighbor.post("/test-helpers/listeners", "{\"name\": \"n3\"}").expect(200);
    }

    private record Signer(JsonNode listener) {
        /// The same signature, made by somebody else at the same time.
        String sign(String body, String made) {
            long age = Long.parseLong(made.substring(2, made.indexOf(',')))
                    - Instant.now().getEpochSecond();
            return new MerchantReceiver(
                            URI.create("http://localhost"),
                            listener.path("secret").stringValue())
                    .signature(body, age);
        }
    }

    private static JsonNode attach(String name, String event) {
        return shop.post(
                        "/test-helpers/listeners",
                        "{\"name\": \"%s\", \"enabledEvents\": [\"%s\"]}".formatted(name, event))
                .expect(200);
    }

    private static JsonNode fetchOne(JsonNode listener) {
        return Eventually.becomes(() -> fetch(listener), list -> !list.isEmpty())
                .getFirst();
    }

    /// What is due now.
    private static List<JsonNode> fetch(JsonNode listener) {
        return shop.get("/test-helpers/listeners/" + listener.path("id").stringValue() + "/events?seconds=1")
                .text()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> Shop.parse(line.substring(6)))
                .toList();
    }

    private static JsonNode report(JsonNode listener, JsonNode fetched, String outcome) {
        return shop.post(
                        "/test-helpers/listeners/" + listener.path("id").stringValue() + "/attempts",
                        "{\"event\": \"%s\", \"fence\": %d, \"durationMs\": 7, %s}"
                                .formatted(
                                        fetched.path("event").stringValue(),
                                        fetched.path("fence").intValue(),
                                        outcome))
                .expect(200);
    }
}
