package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cli.Cli;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// `./sarraf listen` while its server is restarted.
@Timeout(180)
class ListenRestartTest {
    @Test
    void a_server_that_is_restarted_is_waited_for_and_no_event_is_lost_or_handed_on_twice() throws Exception {
        var isReleased = new CountDownLatch(1);
        var app = TestApp.start();
        try (var receiver = WebhookReceiver.start(exchange -> {
            isReleased.await();
            WebhookReceiver.status(200).to(exchange);
        })) {
            var listening = listen(app, receiver.url());
            Eventually.becomes(countOf(app, "SELECT count(*) FROM test.listeners"), List.of("1")::equals);
            app.shop().post("/products", "{\"name\": \"Lamp\"}").expect(201);
            var first = receiver.next();

            app = app.restart();
            isReleased.countDown();
            app.shop().post("/products", "{\"name\": \"Table\"}").expect(201);

            var second = receiver.next();
            Eventually.becomes(
                    countOf(app, "SELECT count(*) FROM test.deliveries WHERE state = 'DELIVERED'"),
                    List.of("2")::equals);
            assertThat(List.of(first, second))
                    .extracting(one ->
                            Shop.parse(one.text()).at("/data/object/name").stringValue())
                    .containsExactly("Lamp", "Table");
            assertThat(receiver.all()).hasSize(2);
            listening.interrupt();
            listening.join();
        } finally {
            isReleased.countDown();
            app.close();
        }
    }

    private static Thread listen(TestApp app, String url) {
        var words = new String[] {
            "listen",
            "--forward-to",
            url,
            "--events",
            "product.created",
            "--api-url",
            app.url().toString(),
            "--secret-key",
            app.environment().getProperty("XPAY_SECRET_KEY")
        };
        return Thread.ofPlatform()
                .daemon()
                .start(() -> Cli.run(
                        words,
                        _ -> {
                            throw new AssertionError("no server is to be started");
                        },
                        _ -> {
                            throw new AssertionError("no simulator is to be started");
                        }));
    }

    private static Supplier<List<String>> countOf(TestApp app, String sql) {
        return () -> app.query(sql);
    }
}
