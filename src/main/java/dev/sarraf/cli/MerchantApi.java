package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The API of a server, as a command speaks to it on behalf of whoever typed it: what goes wrong is said in words.
final class MerchantApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_ANSWER = 16 * 1024 * 1024;

    private final TestAccount account;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    MerchantApi(TestAccount account) {
        this.account = account;
    }

    /// Posts JSON and returns what is answered with success.
    ///
    /// @throws CommandFailed with the reason, where something else came
    JsonNode post(String path, JsonNode body) throws InterruptedException {
        return call("POST", path, body);
    }

    /// Any call that takes JSON, or none where it is a GET, and answers with success.
    ///
    /// @throws CommandFailed with the reason, where something else came
    JsonNode call(String method, String path, JsonNode body) throws InterruptedException {
        var request = HttpRequest.newBuilder(address(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + account.secretKey().reveal());
        var answer = send((method.equals("GET")
                        ? request.GET()
                        : request.header("Content-Type", "application/json")
                                .method(method, BodyPublishers.ofString(Json.write(body))))
                .build());
        var json = read(answer);
        if (answer.statusCode() / 100 == 2) {
            return json;
        }
        throw refused(answer.statusCode(), json);
    }

    /// Deletes what is there.
    ///
    /// @throws CommandFailed with the reason, where something else came than 204
    void delete(String path) throws InterruptedException {
        var answer = send(HttpRequest.newBuilder(address(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + account.secretKey().reveal())
                .DELETE()
                .build());
        if (answer.statusCode() != 204) {
            throw refused(answer.statusCode(), read(answer));
        }
    }

    /// What is written there bit by bit.
    ///
    /// @throws CommandFailed with the reason, where something else came than 200
    InputStream stream(String path) throws InterruptedException {
        var request = HttpRequest.newBuilder(address(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + account.secretKey().reveal())
                .header("Accept", "text/event-stream")
                .GET()
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            if (answer.statusCode() == 200) {
                return answer.body();
            }
            try (var body = answer.body()) {
                throw refused(
                        answer.statusCode(),
                        Json.readOwn(new String(body.readNBytes((int) MAX_ANSWER), StandardCharsets.UTF_8)));
            }
        } catch (IOException e) {
            throw away();
        }
    }

    private CommandFailed refused(int status, JsonNode json) {
        return switch (status) {
            case 401 -> new CommandFailed("The server at " + account.api() + " does not know this key.");
            case 403 -> new CommandFailed("This takes a secret key, which begins with sk_test_.");
            case 503 -> away();
            default ->
                new CommandFailed(
                        "The server says: " + json.at("/error/message").asString("status " + status));
        };
    }

    private CommandFailed.ServerAway away() {
        return new CommandFailed.ServerAway("No server answers at " + account.api() + ". Is ./sarraf serve running?");
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private URI address(String path) {
        var url = account.api().resolve(path);
        if (!"http".equals(url.getScheme()) && !"https".equals(url.getScheme())) {
            throw new CommandFailed("\"" + account.api() + "\" is not the address of a server.");
        }
        return url;
    }

    private HttpResponse<String> send(HttpRequest request) throws InterruptedException {
        try {
            return client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), MAX_ANSWER));
        } catch (IOException e) {
            throw away();
        }
    }

    private JsonNode read(HttpResponse<String> answer) {
        try {
            return Json.readOwn(answer.body());
        } catch (JacksonException e) {
            throw new CommandFailed("What answers at " + account.api() + " is no Sarraf.");
        }
    }
}
