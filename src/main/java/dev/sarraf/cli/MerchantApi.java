package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// The API of a server, as a command speaks to it on behalf of whoever typed it: what goes wrong is said in words.
final class MerchantApi implements AutoCloseable {
    private static final Duration TIMEOUT = Duration.ofSeconds(30);
    private static final long MAX_ANSWER = 1024 * 1024;

    private final TestAccount account;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(TIMEOUT)
            .build();

    MerchantApi(TestAccount account) {
        this.account = account;
    }

    /// Posts JSON and returns what is answered with 200.
    ///
    /// @throws CommandFailed with the reason, where something else came
    JsonNode post(String path, JsonNode body) throws InterruptedException {
        var answer = send(HttpRequest.newBuilder(address(path))
                .timeout(TIMEOUT)
                .header("Authorization", "Bearer " + account.secretKey().reveal())
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Json.write(body)))
                .build());
        var json = read(answer);
        if (answer.statusCode() == 200) {
            return json;
        }
        throw new CommandFailed(
                switch (answer.statusCode()) {
                    case 401 -> "The server at " + account.api() + " does not know this key.";
                    case 403 -> "This takes a secret key, which begins with sk_test_.";
                    default ->
                        "The server says: " + json.at("/error/message").asString("status " + answer.statusCode());
                });
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
            throw new CommandFailed("No server answers at " + account.api() + ". Is ./sarraf serve running?");
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
