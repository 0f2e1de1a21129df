package dev.sarraf.cli.prove;

import dev.sarraf.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// HTTP as a client sees it: an answer, or none.
///
/// One of these lives no longer than the server that it talks to, so that no connection of a dead one is used
/// again.
final class Web implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_ANSWER = 4 * 1024 * 1024;

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .followRedirects(HttpClient.Redirect.NEVER)
            .connectTimeout(TIMEOUT)
            .build();

    /// What came back.
    record Answer(int status, String body) {
        JsonNode json() {
            return Json.readOwn(body);
        }

        /// The stable code of a refusal; empty where there is none.
        String errorCode() {
            return body.startsWith("{") ? json().at("/error/code").asString("") : "";
        }

        /// The body, where the request was carried out.
        ///
        /// @throws UnexpectedAnswer for any other status
        Answer expect(int wanted) {
            if (status != wanted) {
                throw new UnexpectedAnswer("a request", status, body);
            }
            return this;
        }
    }

    /// @throws LostAnswer where nothing came back
    /// @throws UnexpectedAnswer where the server says that it is at fault
    Answer send(HttpRequest.Builder builder) throws InterruptedException {
        var request = builder.timeout(TIMEOUT).build();
        try {
            var response = client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
            if (response.statusCode() >= 500) {
                throw new UnexpectedAnswer(
                        request.method() + " " + request.uri().getPath(), response.statusCode(), response.body());
            }
            return new Answer(response.statusCode(), response.body());
        } catch (IOException e) {
            throw new LostAnswer(request.method() + " " + request.uri().getPath(), e);
        }
    }

    Answer get(URI address) throws InterruptedException {
        return send(HttpRequest.newBuilder(address).GET());
    }

    /// Sends a form.
    Answer post(URI address, Map<String, String> form) throws InterruptedException {
        return send(form(address, form));
    }

    static HttpRequest.Builder form(URI address, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(address)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }
}
