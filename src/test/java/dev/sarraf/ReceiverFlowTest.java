package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.MerchantReceiver;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// A developer who watches webhooks arrive at the built-in receiver, and passes them on badly.
class ReceiverFlowTest {
    private static TestApp app;
    private static Shop shop;
    private static HttpClient browser;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        browser = HttpClient.newHttpClient();
    }

    @AfterAll
    static void stop() {
        browser.close();
        app.close();
    }

    @Test
    void what_the_server_sends_is_genuine_and_what_becomes_of_it_on_the_way_is_explained() {
        var address = app.url()
                .resolve(get("/dev/receiver").headers().firstValue("location").orElseThrow());
        var secret = shop.registerWebhook(address).get("secret").stringValue();
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var page = Eventually.becomes(() -> get(address.getPath()).body(), body -> body.contains("product.created"));
        assertThat(page).contains("One webhook.", "The signature is right.").doesNotContain("whsec_");

        var sent = sentBody(page);
        var receiver = new Signer(secret);
        assertThat(post(address, sent, receiver.sign(sent)).statusCode()).isEqualTo(200);
        var pretty = Shop.parse(sent).toPrettyString();
        assertThat(post(address, pretty, receiver.sign(sent)).body())
                .startsWith("The body was parsed and written again.");
        assertThat(post(address, sent.substring(0, 120), receiver.sign(sent)).body())
                .startsWith("The body was cut off.");
        assertThat(post(address, sent, "").body()).startsWith("There is no XPay-Signature header.");

        var other = shop.registerWebhook(URI.create("http://127.0.0.1:9/other"))
                .get("secret")
                .stringValue();
        assertThat(post(address, sent, new Signer(other).sign(sent)).body())
                .startsWith("Signed with the secret of another endpoint.")
                .contains("http://127.0.0.1:9/other");
    }

    @Test
    void an_address_that_is_no_endpoint_says_so() {
        var address = app.url()
                .resolve(get("/dev/receiver").headers().firstValue("location").orElseThrow());

        assertThat(post(address, "{}", new Signer("whsec_any").sign("{}")).body())
                .startsWith("No endpoint has this address.");
    }

    /// The body as the page shows it, below the header.
    private static String sentBody(String page) {
        var shown = page.substring(page.indexOf("{&quot;id") < 0 ? page.indexOf("{\"id") : page.indexOf("{&quot;id"));
        return shown.substring(0, shown.indexOf("</code>"))
                .replace("&quot;", "\"")
                .replace("&#34;", "\"")
                .replace("&lt;", "<")
                .replace("&amp;", "&");
    }

    private record Signer(String secret) {
        String sign(String body) {
            return new MerchantReceiver(URI.create("http://localhost"), secret).signature(body);
        }
    }

    private static HttpResponse<String> get(String path) {
        return send(HttpRequest.newBuilder(app.url().resolve(path)).GET());
    }

    private static HttpResponse<String> post(URI address, String body, String signature) {
        var request = HttpRequest.newBuilder(address).POST(BodyPublishers.ofString(body));
        return send(signature.isEmpty() ? request : request.header("XPay-Signature", signature));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return browser.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
