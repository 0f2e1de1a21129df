package dev.sarraf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A merchant's server: speaks HTTP with its key and knows nothing else about us.
public final class Shop {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI api;
    private final String secretKey;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(10))
            .build();

    public Shop(URI api, String secretKey) {
        this.api = api;
        this.secretKey = secretKey;
    }

    public static JsonNode parse(String json) {
        return MAPPER.readTree(json);
    }

    public URI api() {
        return api;
    }

    public String secretKey() {
        return secretKey;
    }

    /// One line of 1,499.00 EGP, and a redirect to the shop.
    public static String order() {
        return order(149_900);
    }

    public static String order(long unitAmount) {
        return """
                {"afterCompletion": {"type": "redirect",
                                     "redirect": {"url": "https://shop.example/order/{CHECKOUT_SESSION_ID}"}},
                 "lineItems": [{"quantity": 1,
                                "priceData": {"currency": "EGP", "unitAmount": %d,
                                              "productData": {"name": "Canvas weekender"}}}]}
                """.formatted(unitAmount);
    }

    /// Creates a session that has to be accepted.
    public JsonNode createSession(String body) {
        return post("/checkout/sessions", body).expect(201);
    }

    public JsonNode createSession() {
        return createSession(order());
    }

    public JsonNode session(String id) {
        return get("/checkout/sessions/" + id).expect(200);
    }

    /// Registers a webhook endpoint for everything and returns it, its secret included.
    public JsonNode registerWebhook(URI url) {
        return post("/webhook-endpoints", """
                {"url": "%s", "enabledEvents": ["*"]}
                """.formatted(url)).expect(201);
    }

    /// Moves this merchant's business dates.
    public void advanceClock(Duration by) {
        post("/test-helpers/clock/advance", "{\"seconds\": " + by.toSeconds() + "}")
                .expect(200);
    }

    public Answer get(String path) {
        return send(request(path).GET());
    }

    public Answer post(String path, String json) {
        return post(path, "application/json", json.getBytes(StandardCharsets.UTF_8));
    }

    public Answer post(String path, String contentType, byte[] body) {
        return send(request(path).header("Content-Type", contentType).POST(BodyPublishers.ofByteArray(body)));
    }

    public Answer patch(String path, String json) {
        return send(request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(json, StandardCharsets.UTF_8)));
    }

    public Answer delete(String path) {
        return send(request(path).DELETE());
    }

    /// Any request at all, for what merchants do wrong. The path may be any.
    public Answer send(HttpRequest.Builder request) {
        try {
            return new Answer(client.send(request.build(), BodyHandlers.ofByteArray()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// A request to this path with the secret key.
    public HttpRequest.Builder request(String path) {
        return bare(path).header("Authorization", "Bearer " + secretKey);
    }

    /// A request to this path without any key.
    public HttpRequest.Builder bare(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).timeout(Duration.ofSeconds(60));
    }

    /// What came back.
    public record Answer(HttpResponse<byte[]> response) {
        public int status() {
            return response.statusCode();
        }

        public String text() {
            return new String(response.body(), StandardCharsets.UTF_8);
        }

        public JsonNode json() {
            return MAPPER.readTree(response.body());
        }

        public String header(String name) {
            return response.headers().firstValue(name).orElse("");
        }

        /// The body, once the status is the one wanted.
        public JsonNode expect(int status) {
            assertThat(status()).as(text()).isEqualTo(status);
            return json();
        }
    }
}
