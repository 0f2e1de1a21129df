package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.Attempt.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// Carries one body to one address, once, and tells what happened.
///
/// The time limit covers everything from the look-up of the name to the last byte of the answer, however slowly the
/// other side drips; of the answer no more than 64 KiB are read. Nothing is repeated, no redirect is followed.
final class Courier implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Courier.class.getName());

    /// Whatever an endpoint has to say fits. Who sends more is cut off and counts by its status.
    private static final int READ_AT_MOST = 64 * 1024;

    private final TargetRules rules;
    private final GuardedResolver resolver;
    private final CloseableHttpClient client;
    private final Duration limit;
    private final InstantSource clock;
    private final ScheduledThreadPoolExecutor timer;

    Courier(TargetRules rules, GuardedResolver.Lookup lookup, Duration limit, int connections, InstantSource clock) {
        this.rules = rules;
        this.resolver = new GuardedResolver(rules, lookup, limit);
        this.client = PlainClient.create(resolver, limit, connections);
        this.limit = limit;
        this.clock = clock;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name("webhook-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Posts the body. Blocks until the outcome is known, hardly longer than the time limit.
    Attempt post(String url, Map<String, String> headers, byte[] body) {
        Database.requireNoTransaction("a webhook");
        var startedAt = clock.instant();
        long start = System.nanoTime();
        var answer = rules.objection(url).isPresent()
                ? Answer.failed(Failure.UNREACHABLE)
                : exchange(post(url, headers), body);
        return new Attempt(
                startedAt,
                Duration.ofNanos(System.nanoTime() - start),
                answer.status(),
                answer.failure(),
                answer.beginning());
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
    }

    private static HttpPost post(String url, Map<String, String> headers) {
        var post = new HttpPost(URI.create(url));
        headers.forEach(post::setHeader);
        return post;
    }

    private Answer exchange(HttpPost post, byte[] body) {
        post.setEntity(new ByteArrayEntity(body, ContentType.create("application/json")));
        var isTimeUp = new AtomicBoolean();
        var alarm = timer.schedule(
                () -> {
                    isTimeUp.set(true);
                    post.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answer(post, isTimeUp);
        } finally {
            alarm.cancel(false);
        }
    }

    private Answer answer(HttpPost post, AtomicBoolean isTimeUp) {
        var status = OptionalInt.empty();
        var read = new ByteArrayOutputStream();
        Optional<Failure> failure;
        try {
            var response = client.executeOpen(null, post, null);
            status = OptionalInt.of(response.getCode());
            read(response.getEntity(), read);
            failure = response.getCode() / 100 == 2 ? Optional.empty() : Optional.of(Failure.STATUS);
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(isTimeUp.get() ? Failure.TIMEOUT : failure(e));
        } finally {
            // Ends the connection at once. Closing the answer instead would first read the rest of it.
            post.cancel();
        }
        return new Answer(status, failure, beginning(read));
    }

    private static void read(@Nullable HttpEntity entity, ByteArrayOutputStream into) throws IOException {
        if (entity == null) {
            return;
        }
        InputStream content = entity.getContent();
        var buffer = new byte[4096];
        int length = 0;
        while (length >= 0 && into.size() < READ_AT_MOST) {
            into.write(buffer, 0, length);
            length = content.read(buffer, 0, Math.min(buffer.length, READ_AT_MOST - into.size()));
        }
    }

    private static String beginning(ByteArrayOutputStream read) {
        var bytes = read.toByteArray();
        return new String(bytes, 0, Math.min(bytes.length, Attempt.MAX_ANSWER), StandardCharsets.UTF_8);
    }

    private static Failure failure(Exception e) {
        return switch (e) {
            case GuardedResolver.AddressDenied _ -> Failure.UNREACHABLE;
            case UnknownHostException _ -> Failure.DNS;
            case SocketTimeoutException _ -> Failure.TIMEOUT;
            case ConnectException _, NoRouteToHostException _ -> Failure.UNREACHABLE;
            case SSLException _ -> Failure.TLS;
            case IOException _ -> Failure.BROKEN;
            default -> {
                LOG.log(System.Logger.Level.ERROR, "webhook client failed", e);
                yield Failure.INTERNAL;
            }
        };
    }

    private record Answer(OptionalInt status, Optional<Failure> failure, String beginning) {
        static Answer failed(Failure failure) {
            return new Answer(OptionalInt.empty(), Optional.of(failure), "");
        }
    }
}
