package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.EventType;
import dev.sarraf.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CrashTest {
    @TempDir
    Path folder;

    @Test
    void what_was_sent_and_not_written_down_is_sent_again_as_the_same_event() throws Exception {
        try (var shop = new Workshop();
                var receiver = WebhookReceiver.start()) {
            shop.endpoint(receiver.url());
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);

            assertThat(killedAfterSending(shop)).isEqualTo(137);

            var first = receiver.next();
            assertThat(shop.states()).isEqualTo("PENDING=1");
            assertThat(shop.column("SELECT answer FROM delivery_attempts")).isEmpty();
            assertThat(shop.sender().sendDue()).isZero();
            shop.expireLeases();
            assertThat(shop.sender().sendDue()).isEqualTo(1);
            assertThat(receiver.next().text()).isEqualTo(first.text());
            assertThat(shop.states()).isEqualTo("DELIVERED=1");
            assertThat(shop.sender().sendDue()).isZero();
        }
    }

    private int killedAfterSending(Workshop shop) throws Exception {
        var builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                SenderProcess.class.getName());
        builder.environment().put("SARRAF_FAULT", "halt:delivery.sent");
        var process = builder.redirectErrorStream(true)
                .redirectOutput(folder.resolve("output").toFile())
                .start();
        var server = shop.mode.server();
        try (var input = process.getOutputStream()) {
            input.write(String.join(
                            "\n",
                            server.jdbcUrl(),
                            server.user(),
                            server.password().reveal(),
                            HexFormat.of().formatHex(shop.keyBytes))
                    .getBytes(StandardCharsets.UTF_8));
        }
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }
}
