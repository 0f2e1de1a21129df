package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import dev.sarraf.testing.WebhookReceiver.Received;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A merchant replaces the secret of an endpoint while webhooks go on arriving.
class SecretRollFlowTest {
    private static TestApp app;
    private static Shop shop;

    private WebhookReceiver receiver;
    private String endpoint;
    private String first;

    @BeforeAll
    static void startApp() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stopApp() {
        app.close();
    }

    @BeforeEach
    void register() {
        receiver = WebhookReceiver.start();
        var made = shop.registerWebhook(URI.create(receiver.url()));
        endpoint = "/webhook-endpoints/" + made.get("id").stringValue();
        first = secret(made);
    }

    @AfterEach
    void close() {
        shop.delete(endpoint);
        receiver.close();
    }

    @Test
    void for_a_day_both_secrets_sign_and_then_the_new_one_alone() throws Exception {
        var rolled = shop.post(endpoint + "/roll-secret", "").expect(200);
        var second = secret(rolled);

        assertThat(second).matches("whsec_[0-9A-Za-z]{40}").isNotEqualTo(first);
        var createdAt = Instant.parse(rolled.get("updatedAt").stringValue());
        var endsAt = Instant.parse(rolled.get("secretOverlapEndsAt").stringValue());
        assertThat(Duration.between(createdAt, endsAt)).isBetween(Duration.ofHours(23), Duration.ofHours(25));
        assertThat(shop.get(endpoint).expect(200).has("secret")).isFalse();
        assertSignedBy(webhook(), second, first);

        shop.advanceClock(Duration.ofHours(23));
        assertSignedBy(webhook(), second, first);

        shop.advanceClock(Duration.ofHours(2));
        assertSignedBy(webhook(), second);
        assertThat(shop.get(endpoint).expect(200).get("secretOverlapEndsAt").isNull())
                .isTrue();
    }

    @Test
    void an_overlap_of_zero_ends_the_old_secret_at_once() throws Exception {
        var rolled =
                shop.post(endpoint + "/roll-secret", "{\"overlapSeconds\": 0}").expect(200);

        assertThat(rolled.get("secretOverlapEndsAt").isNull()).isTrue();
        assertSignedBy(webhook(), secret(rolled));
    }

    @Test
    void rolling_again_ends_the_older_secret() throws Exception {
        var second = secret(shop.post(endpoint + "/roll-secret", "{}").expect(200));
        var third = secret(shop.post(endpoint + "/roll-secret", "{\"overlapSeconds\": 604800}")
                .expect(200));

        assertSignedBy(webhook(), third, second);
        shop.post(endpoint + "/roll-secret", "{\"overlapSeconds\": 0}").expect(200);
        assertThat(app.query("SELECT number FROM test.webhook_secrets WHERE endpoint_id = '%s'"
                        .formatted(endpoint.substring(endpoint.lastIndexOf('/') + 1))))
                .containsExactly("4");
    }

    @Test
    void an_overlap_can_be_ended_at_once_and_twice() throws Exception {
        var second = secret(shop.post(endpoint + "/roll-secret", "{}").expect(200));

        var ended = shop.post(endpoint + "/end-secret-overlap", "").expect(200);
        assertThat(ended.get("secretOverlapEndsAt").isNull()).isTrue();
        assertThat(ended.has("secret")).isFalse();
        assertSignedBy(webhook(), second);

        assertThat(shop.post(endpoint + "/end-secret-overlap", "{}").expect(200))
                .isEqualTo(shop.get(endpoint).json());
    }

    @Test
    void the_overlap_has_limits() {
        for (var seconds : List.of("-1", "604801", "\"1\"", "1.5")) {
            var answer = shop.post(endpoint + "/roll-secret", "{\"overlapSeconds\": " + seconds + "}");

            assertThat(answer.status()).isEqualTo(400);
            assertThat(answer.json().at("/error/param").stringValue()).isEqualTo("overlapSeconds");
        }
        var unknown = shop.post(endpoint + "/roll-secret", "{\"overlapHours\": 1}");
        assertThat(unknown.json().at("/error/code").stringValue()).isEqualTo("parameter_unknown");
    }

    @Test
    void a_repeat_with_the_same_key_rolls_once_and_shows_the_secret_again() throws Exception {
        var name = "roll " + endpoint;
        var second = keyed(name);

        assertThat(keyed(name)).isEqualTo(second);
        assertSignedBy(webhook(), secret(second), first);
    }

    private JsonNode keyed(String name) {
        return shop.send(shop.request(endpoint + "/roll-secret")
                        .header("Content-Type", "application/json")
                        .header("Idempotency-Key", name.replace(' ', '-'))
                        .POST(BodyPublishers.ofString("{}")))
                .expect(200);
    }

    private Received webhook() throws InterruptedException {
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        return receiver.next();
    }

    private static void assertSignedBy(Received received, String... secrets) {
        var header = received.header("XPay-Signature");
        var time = header.substring("t=".length(), header.indexOf(','));

        assertThat(header)
                .isEqualTo("t=" + time
                        + String.join(
                                "",
                                Stream.of(secrets)
                                        .map(secret -> ",v1=" + sign(secret, time + "." + received.text()))
                                        .toList()));
    }

    private static String sign(String secret, String text) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            return HexFormat.of().formatHex(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String secret(JsonNode endpoint) {
        return endpoint.get("secret").stringValue();
    }
}
