package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./sarraf events` and `./sarraf resend`, beside a server.
@Timeout(120)
class EventsCommandTest {
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
    void the_latest_events_are_printed_and_then_each_that_happens() {
        product("Lamp");
        var second = product("Table");
        var third = product("Chair");
        try (var tail = new RunningCommand(environment(), "events", "tail", "--last", "2")) {
            tail.await("product.created  evt_test_\\w{24}  " + third + "\n");

            var fourth = product("Shelf");
            tail.await("product.created  evt_test_\\w{24}  " + fourth + "\n");

            assertThat(tail.out().lines().map(line -> line.replaceFirst(".* ", "")))
                    .containsExactly(second, third, fourth);
        }
    }

    @Test
    void only_those_that_are_asked_for_are_printed_as_a_whole() {
        try (var tail = new RunningCommand(
                environment(), "events", "tail", "--events", "customer.*", "--last", "0", "--print-json")) {
            product("Lamp");
            var customer = shop.post("/customers", "{\"name\": \"Mona Hassan\", \"email\": \"mona@example.com\"}")
                    .expect(201)
                    .path("id")
                    .stringValue();

            tail.await(customer);

            assertThat(tail.out().lines())
                    .singleElement()
                    .satisfies(line -> assertThat(Shop.parse(line).path("type").stringValue())
                            .isEqualTo("customer.created"));
        }
    }

    @Test
    void an_event_is_sent_again_under_its_id() throws InterruptedException {
        try (var receiver = WebhookReceiver.start()) {
            var endpoint = shop.post(
                            "/webhook-endpoints",
                            "{\"url\": \"%s\", \"enabledEvents\": [\"product.created\"]}".formatted(receiver.url()))
                    .expect(201)
                    .path("id")
                    .stringValue();
            product("Lamp");
            var first = receiver.next().text();
            var id = Shop.parse(first).path("id").stringValue();

            // While it is on its way, sending again would be that very attempt.
            Eventually.becomes(
                    () -> shop.get("/events/" + id + "/deliveries")
                            .expect(200)
                            .at("/data/0/state")
                            .stringValue(),
                    "delivered"::equals);

            var run = run("resend", id, "--endpoint", endpoint);

            assertThat(run.status()).as(run.err()).isZero();
            assertThat(run.out()).matches("\\Q" + endpoint + "\\E  \\w+  \\Q" + receiver.url() + "\\E\n");
            assertThat(receiver.next().text()).isEqualTo(first);
            shop.delete("/webhook-endpoints/" + endpoint).expect(204);
        }
    }

    @Test
    void what_is_wrong_is_said_in_a_line() {
        assertThat(run("events").status()).isEqualTo(2);
        assertThat(run("events", "tail", "--last", "101").err()).contains("--last is between 0 and 100.");
        var unknown = run("events", "tail", "--events", "no.such");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("type must be names of events");
        assertThat(run("resend", "prod_test_1").status()).isEqualTo(2);
        var missing = run("resend", "evt_test_" + "a".repeat(24));
        assertThat(missing.status()).isEqualTo(1);
        assertThat(missing.err()).startsWith("sarraf: The server says: ").contains("No such event");
    }

    private static String product(String name) {
        return shop.post("/products", "{\"name\": \"%s\"}".formatted(name))
                .expect(201)
                .path("id")
                .stringValue();
    }

    private static CommandRun run(String... words) {
        return CommandRun.of(environment(), Stream.of(words).toArray(String[]::new));
    }

    private static Map<String, String> environment() {
        return Map.of(
                "SARRAF_API_URL",
                app.url().toString(),
                "SARRAF_SECRET_KEY",
                app.environment().getProperty("XPAY_SECRET_KEY"));
    }
}
