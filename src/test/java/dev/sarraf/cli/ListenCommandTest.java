package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./sarraf listen` beside a server, in front of a receiver.
@Timeout(120)
class ListenCommandTest {
    private static TestApp app;
    private static Shop shop;

    private WebhookReceiver receiver;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void startReceiver() {
        receiver = WebhookReceiver.start();
    }

    @AfterEach
    void stopReceiver() {
        receiver.close();
    }

    @Test
    void events_arrive_signed_with_the_secret_that_it_shows() throws InterruptedException {
        try (var listen = listen(receiver.url(), "--events", "product.created", "--print-json")) {
            var secret = secret(listen);
            shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);

            var received = receiver.next();

            assertThat(Shop.parse(received.text()).path("type").stringValue()).isEqualTo("product.created");
            assertThat(received.header("XPay-Signature")).matches("t=\\d+,v1=[0-9a-f]{64}");
            assertThat(secret).startsWith("whsec_");
            listen.await("product.created  evt_test_\\w{24}  200  \\d+ ms\n");
            assertThat(listen.out()).contains(received.text());
            awaitState("DELIVERED 1", receiver.url(), received);
        }
    }

    @Test
    void what_happens_while_it_does_not_run_comes_when_it_runs_again() throws InterruptedException {
        String secret;
        try (var listen = listen(receiver.url(), "--events", "product.*")) {
            secret = secret(listen);
        }
        var made = Stream.of("Lamp", "Table", "Chair")
                .map(name -> shop.post("/products", "{\"name\": \"%s\"}".formatted(name))
                        .expect(201)
                        .path("id")
                        .stringValue())
                .toList();

        try (var listen = listen(receiver.url(), "--events", "product.*")) {
            assertThat(secret(listen)).isEqualTo(secret);
            for (int i = 0; i < made.size(); i++) {
                receiver.next();
            }
            var came = receiver.all().stream()
                    .map(one -> Shop.parse(one.text()).at("/data/object/id").stringValue())
                    .toList();
            assertThat(came).containsExactlyInAnyOrderElementsOf(made);
        }
    }

    @Test
    void a_receiver_that_is_down_gets_its_events_on_the_schedule() {
        receiver.close();
        try (var listen = listen(receiver.url(), "--events", "product.created")) {
            secret(listen);
            shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
            listen.await("unreachable  \\d+ ms  again in 1m\n");

            shop.advanceClock(Duration.ofMinutes(1));

            listen.await("unreachable  \\d+ ms  again in 5m\n");
        }
    }

    @Test
    void it_forgets_what_waits_when_it_is_asked_to() {
        var url = receiver.url();
        try (var listen = listen(url, "--forget")) {
            secret(listen);
            assertThat(listeners(url)).isEqualTo(1);
        }
        assertThat(listeners(url)).isZero();
    }

    @Test
    void what_it_cannot_do_is_said_in_a_line() {
        var nowhere = CommandRun.of(
                Map.of("SARRAF_API_URL", "http://127.0.0.1:9", "SARRAF_SECRET_KEY", "sk_test_x"),
                "listen",
                "--forward-to",
                "http://localhost:3000/");
        assertThat(nowhere.status()).isEqualTo(1);
        assertThat(nowhere.err()).startsWith("sarraf: No server answers at http://127.0.0.1:9.");
        var unknown =
                CommandRun.of(environment(), "listen", "--forward-to", "http://localhost:1/", "--events", "no.such");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).contains("enabledEvents[0]");
        for (var url : List.of("ftp://localhost/", "localhost:3000", "http:///x")) {
            assertThat(CommandRun.of(environment(), "listen", "--forward-to", url)
                            .status())
                    .as(url)
                    .isEqualTo(2);
        }
        assertThat(CommandRun.of(environment(), "listen").status()).isEqualTo(2);
    }

    private static int listeners(String name) {
        return Integer.parseInt(app.query("SELECT count(*) FROM test.listeners WHERE name = '" + name + "'")
                .getFirst());
    }

    /// Waits until this stands in the queue about what was received.
    private static void awaitState(String state, String name, WebhookReceiver.Received received) {
        var event = Shop.parse(received.text()).path("id").stringValue();
        Eventually.becomes(() -> app.query("""
                        SELECT d.state || ' ' || d.attempts
                          FROM test.deliveries AS d
                          JOIN test.listeners AS l ON l.id = d.endpoint_id
                         WHERE d.event_id = '%s' AND l.name = '%s'
                        """.formatted(event, name)), List.of(state)::equals);
    }

    private static Map<String, String> environment() {
        return Map.of(
                "SARRAF_API_URL",
                app.url().toString(),
                "SARRAF_SECRET_KEY",
                app.environment().getProperty("XPAY_SECRET_KEY"));
    }

    private static RunningCommand listen(String url, String... options) {
        return new RunningCommand(
                environment(),
                Stream.concat(Stream.of("listen", "--forward-to", url), Stream.of(options))
                        .toArray(String[]::new));
    }

    private static String secret(RunningCommand listen) {
        listen.await("Ready! Your webhook signing secret is ");
        var match = Pattern.compile("whsec_\\w+").matcher(listen.out());
        assertThat(match.find()).isTrue();
        return match.group();
    }
}
