package dev.sarraf.cli;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import javax.net.ssl.SSLException;

/// Hands webhooks on to a server on this machine, as the sender would have sent them there.
final class Handover implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final int MAX_ANSWER = 4096;

    /// What came of it.
    ///
    /// @param status of the answer, where one came
    /// @param failure why none came, in the word that the API has for it
    /// @param answer how it begins
    record Result(OptionalInt status, Optional<String> failure, Duration duration, String answer) {}

    private final URI target;
    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(LIMIT)
            .followRedirects(HttpClient.Redirect.NEVER)
            .build();

    Handover(URI target) {
        this.target = target;
    }

    Result hand(String signatureHeader, String signature, String body) throws InterruptedException {
        var request = HttpRequest.newBuilder(target)
                .timeout(LIMIT)
                .header("Content-Type", "application/json")
                .header("User-Agent", "Sarraf-Webhooks/1.0")
                .header(signatureHeader, signature)
                .POST(BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        try {
            var answer = client.send(request, BodyHandlers.ofInputStream());
            try (var stream = answer.body()) {
                var text = new String(stream.readNBytes(MAX_ANSWER), StandardCharsets.UTF_8);
                return new Result(OptionalInt.of(answer.statusCode()), Optional.empty(), since(start), text);
            }
        } catch (IOException e) {
            return new Result(OptionalInt.empty(), Optional.of(failure(e)), since(start), "");
        }
    }

    @Override
    public void close() {
        client.shutdownNow();
        client.close();
    }

    private static String failure(IOException e) {
        return switch (e) {
            case HttpTimeoutException _ -> "timeout";
            case SSLException _ -> "tls";
            case ConnectException refused
            when refused.getCause() instanceof ConnectException deeper
                    && deeper.getCause() instanceof UnresolvedAddressException -> "dns";
            case ConnectException _ -> "unreachable";
            default -> "broken";
        };
    }

    private static Duration since(long start) {
        return Duration.ofNanos(System.nanoTime() - start);
    }
}
