package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/// A shop and its customer in one: buys through the API and the payment page, over HTTP, as real ones do.
final class Shopper implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final long MAX_ANSWER = 1024 * 1024;
    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form_token\" value=\"([^\"]+)\"");
    private static final String THANKS = "https://shop.example/thanks";

    private static final String ORDER = """
            {"afterCompletion": {"type": "redirect", "redirect": {"url": "%s"}},
             "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                         "productData": {"name": "Canvas weekender"}}}]}
            """.formatted(THANKS);

    /// A published test card that is charged without a 3-D Secure challenge.
    private static final String CARD = "&number=5555555555000018&expiry=01%2F39&cvc=100&name=Mona+Hassan";

    private final TestAccount account;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    Shopper(TestAccount account) {
        this.account = account;
    }

    /// Creates a session, opens its page, sends the card form, and returns when the bank has taken the money.
    ///
    /// @throws IllegalStateException if any step is answered otherwise than hoped for
    void buy() throws InterruptedException {
        var session = createSession();
        var page = URI.create(session.path("url").asString());
        var next = pay(page, formToken(page)).path("next").asString();
        if (!next.equals(THANKS)) {
            throw new IllegalStateException("paying led to \"" + next + "\"");
        }
    }

    /// Creates a session and returns the address of its page.
    URI newPage() throws InterruptedException {
        return URI.create(createSession().path("url").asString());
    }

    /// Reads what is at this address.
    String read(URI address) throws InterruptedException {
        return body(200, HttpRequest.newBuilder(address).GET());
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private JsonNode createSession() throws InterruptedException {
        return Json.readOwn(body(
                201,
                HttpRequest.newBuilder(account.api().resolve("/checkout/sessions"))
                        .header("Authorization", "Bearer " + account.secretKey().reveal())
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(ORDER))));
    }

    private String formToken(URI page) throws InterruptedException {
        var token = FORM_TOKEN.matcher(body(200, HttpRequest.newBuilder(page).GET()));
        if (!token.find()) {
            throw new IllegalStateException("the payment page has no form");
        }
        return token.group(1);
    }

    /// The request that the page's script makes.
    private JsonNode pay(URI page, String formToken) throws InterruptedException {
        var form = "form_token=" + URLEncoder.encode(formToken, StandardCharsets.UTF_8) + CARD;
        return Json.readOwn(body(
                200,
                HttpRequest.newBuilder(URI.create(page + "/pay"))
                        .header("Accept", "application/json")
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .header("Sec-Fetch-Site", "same-origin")
                        .POST(BodyPublishers.ofString(form))));
    }

    private String body(int status, HttpRequest.Builder request) throws InterruptedException {
        HttpResponse<String> response;
        try {
            response = client.send(
                    request.timeout(TIMEOUT).build(), BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        if (response.statusCode() != status) {
            throw new IllegalStateException(response.request().method() + " "
                    + response.request().uri().getPath() + " was answered with " + response.statusCode() + ": "
                    + response.body());
        }
        return response.body();
    }
}
