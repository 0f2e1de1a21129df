package dev.sarraf.processors.local;

import dev.sarraf.processors.ProcessorAccount;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// One provider over HTTP. A request is sent once and what comes back is handed on as it is.
final class ProviderClient implements AutoCloseable {
    private static final Duration CONNECT = Duration.ofSeconds(5);

    /// Some hundred payments of one order.
    private static final long LONGEST_ANSWER = 256L * 1024;

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private final URI base;
    private final Duration timeout;
    private final HttpClient client = HttpClient.newBuilder()
            .connectTimeout(CONNECT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .version(HttpClient.Version.HTTP_1_1)
            .build();

    ProviderClient(URI base, Duration timeout) {
        this.base = base;
        this.timeout = timeout;
    }

    /// What came back; the status is 0 where nothing did that could be read.
    ///
    /// @param why what was wrong, for the log
    record Reply(int status, JsonNode body, String why) {
        static Reply lost(String why) {
            return new Reply(0, MAPPER.createObjectNode(), why);
        }

        boolean isOk() {
            return status == 200;
        }
    }

    Reply get(ProcessorAccount account, String path) {
        return exchange(account, "GET", path, Optional.empty());
    }

    Reply put(ProcessorAccount account, String path, JsonNode body) {
        return exchange(account, "PUT", path, Optional.of(body));
    }

    Reply post(ProcessorAccount account, String path) {
        return exchange(account, "POST", path, Optional.of(MAPPER.createObjectNode()));
    }

    private Reply exchange(ProcessorAccount account, String method, String path, Optional<JsonNode> body) {
        var pair = "merchant." + account.merchant() + ":" + account.password().reveal();
        var request = HttpRequest.newBuilder(base.resolve("/local/v1/merchants/" + account.merchant() + "/" + path))
                .timeout(timeout)
                .header("Accept", "application/json")
                .header("Content-Type", "application/json")
                .header(
                        "Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)))
                .method(
                        method,
                        body.map(json -> BodyPublishers.ofByteArray(MAPPER.writeValueAsBytes(json)))
                                .orElseGet(BodyPublishers::noBody))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.limiting(BodyHandlers.ofString(), LONGEST_ANSWER));
            return new Reply(answer.statusCode(), MAPPER.readTree(answer.body()), "status " + answer.statusCode());
        } catch (IOException e) {
            return Reply.lost(e.getClass().getSimpleName());
        } catch (JacksonException e) {
            return Reply.lost("an answer that is not JSON");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Reply.lost("interrupted");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
