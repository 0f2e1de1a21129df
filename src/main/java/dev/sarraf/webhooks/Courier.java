package dev.sarraf.webhooks;

import dev.sarraf.events.Attempt;
import dev.sarraf.events.Attempt.Failure;
import dev.sarraf.targets.Answer;
import dev.sarraf.targets.GuardedClient;
import dev.sarraf.targets.Lookup;
import dev.sarraf.targets.TargetRules;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/// Carries one body to one address, once, and tells what happened: success is a status of 200 to 299.
final class Courier implements AutoCloseable {
    /// Whatever an endpoint has to say fits. Who sends more is cut off and counts by its status.
    private static final int READ_AT_MOST = 64 * 1024;

    private final GuardedClient client;
    private final InstantSource clock;

    Courier(TargetRules rules, Lookup lookup, Duration limit, int connections, InstantSource clock) {
        this.client = new GuardedClient("webhook", rules, lookup, limit, READ_AT_MOST, connections);
        this.clock = clock;
    }

    /// Posts the body. Blocks until the outcome is known, hardly longer than the time limit.
    Exchange post(String url, Map<String, String> headers, byte[] body) {
        var startedAt = clock.instant();
        long start = System.nanoTime();
        var answer = client.post(url, headers, body);
        var attempt = new Attempt(
                startedAt, Duration.ofNanos(System.nanoTime() - start), answer.status(), failure(answer), said(answer));
        return new Exchange(attempt, rest(answer));
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        client.close();
    }

    private static Optional<Failure> failure(Answer answer) {
        boolean isSuccess = answer.status().isPresent() && answer.status().getAsInt() / 100 == 2;
        return answer.failure()
                .map(Courier::failure)
                .or(() -> isSuccess ? Optional.empty() : Optional.of(Failure.STATUS));
    }

    private static Failure failure(Answer.Failure failure) {
        return switch (failure) {
            case TIMEOUT -> Failure.TIMEOUT;
            case DNS -> Failure.DNS;
            case UNREACHABLE -> Failure.UNREACHABLE;
            case TLS -> Failure.TLS;
            case BROKEN -> Failure.BROKEN;
            case INTERNAL -> Failure.INTERNAL;
        };
    }

    private Optional<Duration> rest(Answer answer) {
        return answer.status().isEmpty()
                ? Optional.empty()
                : answer.retryAfter()
                        .flatMap(header -> RetryAfter.of(answer.status().getAsInt(), header, clock.instant()));
    }

    /// The beginning of what came.
    private static String said(Answer answer) {
        var bytes = answer.body();
        return new String(bytes, 0, Math.min(bytes.length, Attempt.MAX_ANSWER), StandardCharsets.UTF_8);
    }
}
