package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.EventId;
import dev.sarraf.events.EventType;
import dev.sarraf.ids.Secret;
import dev.sarraf.testing.WebhookReceiver;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StandardHeadersTest {
    private static final byte[] BODY = "{\"id\":\"evt_1\",\"name\":\"قهوة\"}".getBytes(StandardCharsets.UTF_8);
    private static final EventId EVENT = new EventId("evt_test_4fQ0q3oEoXzY1kQ2mB7cVh9s");
    private static final Instant TIME = Instant.ofEpochSecond(1_730_000_000);
    private static final Secret NEW = new Secret("whsec_Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3Ab3z");
    private static final Secret OLD = new Secret("whsec_0123456789012345678901234567890123456789");

    /// As the specification has it: the key is the secret's Base64, any one of the signatures will do.
    private static final String VERIFIER = """
            import base64, hashlib, hmac, sys
            body, message, moment, signatures, secret = sys.argv[1:]
            key = base64.b64decode(secret.removeprefix("whsec_"), validate=True)
            assert 24 <= len(key) <= 64, len(key)
            signed = f"{message}.{moment}.".encode() + open(body, "rb").read()
            expected = base64.b64encode(hmac.new(key, signed, hashlib.sha256).digest()).decode()
            print(signatures.split(" ").index("v1," + expected))
            """;

    private final Workshop shop = new Workshop();
    private final WebhookReceiver receiver = WebhookReceiver.start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        receiver.close();
        shop.close();
    }

    /// The signatures were computed with Python's hmac.
    @Test
    void while_a_secret_is_replaced_both_sign_with_a_space_between_them() {
        assertThat(StandardHeaders.of(EVENT, List.of(NEW, OLD), TIME, BODY))
                .isEqualTo(Map.of(
                        "webhook-id",
                        "evt_test_4fQ0q3oEoXzY1kQ2mB7cVh9s",
                        "webhook-timestamp",
                        "1730000000",
                        "webhook-signature",
                        "v1,iw6roIocdt9344EpYDWNhvU4stRY5HHOLSfy+eEjIsk="
                                + " v1,Lq0EJCFdQXrfMzUfve3asSfO1lc8Xl2lF7j82ZHqOEc="));
    }

    @Test
    void what_arrives_is_accepted_with_either_secret_by_a_verifier_in_another_language() throws Exception {
        var made = shop.endpoint(receiver.url(), new Sending(RetryPolicy.STANDARD, true), "charge.*");
        var id = made.endpoint().id();
        var rolled =
                shop.database.inTransaction(tx -> shop.endpoints.rollSecret(tx, shop.merchant, id, Duration.ofDays(1)));
        shop.raise(EventType.CHARGE_SUCCEEDED);
        shop.sender().sendDue();

        var received = receiver.next();

        assertThat(received.header("webhook-id"))
                .isEqualTo(shop.column("SELECT id FROM events").getFirst());
        assertThat(received.header("XPay-Signature")).contains("t=" + received.header("webhook-timestamp") + ",");
        assertThat(verified(received, rolled.secret())).isEqualTo("0");
        assertThat(verified(received, made.secret())).isEqualTo("1");
        assertThat(verified(received, OLD)).contains("ValueError");
    }

    @Test
    void nobody_gets_them_who_did_not_ask() throws Exception {
        shop.endpoint(receiver.url());
        shop.raise(EventType.CHARGE_SUCCEEDED);
        shop.sender().sendDue();

        assertThat(receiver.next().headers())
                .doesNotContainKeys("Webhook-id", "Webhook-timestamp", "Webhook-signature")
                .containsKey("Xpay-signature");
    }

    private String verified(WebhookReceiver.Received received, Secret secret) throws IOException {
        var body = Files.write(folder.resolve("body"), received.body());
        var process = new ProcessBuilder(
                        "python3",
                        "-c",
                        VERIFIER,
                        body.toString(),
                        received.header("webhook-id"),
                        received.header("webhook-timestamp"),
                        received.header("webhook-signature"),
                        secret.reveal())
                .redirectErrorStream(true)
                .start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    }
}
