package dev.sarraf.targets;

import dev.sarraf.db.Database;
import dev.sarraf.targets.Answer.Failure;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import javax.net.ssl.SSLException;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/// Does one exchange with an address that a stranger has given, once, and tells what came of it.
///
/// It goes only where the rules allow, by the addresses that were checked. The time limit covers everything from the
/// look-up of the name to the last byte of the answer, however slowly the other side drips. Nothing is repeated, no
/// redirect is followed: each would be one more address that a stranger chose.
public final class GuardedClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(GuardedClient.class.getName());

    private final String what;
    private final TargetRules rules;
    private final GuardedResolver resolver;
    private final CloseableHttpClient client;
    private final Duration limit;
    private final int readAtMost;
    private final ScheduledThreadPoolExecutor timer;

    /// @param what an exchange is about, in a word: `webhook`
    /// @param limit the time for one exchange
    /// @param readAtMost how many bytes of an answer's body are read; who sends more is cut off
    /// @param connections how many exchanges there can be at once; further ones wait within their time
    public GuardedClient(
            String what, TargetRules rules, Lookup lookup, Duration limit, int readAtMost, int connections) {
        this.what = what;
        this.rules = rules;
        this.resolver = new GuardedResolver(what, rules, lookup, limit);
        this.client = PlainClient.create(resolver, limit, connections);
        this.limit = limit;
        this.readAtMost = readAtMost;
        this.timer = new ScheduledThreadPoolExecutor(
                1, Thread.ofPlatform().name(what + "-timer").daemon().factory());
        timer.setRemoveOnCancelPolicy(true);
    }

    /// Asks for what is there. Blocks until the outcome is known, hardly longer than the time limit.
    public Answer get(String url, Map<String, String> headers) {
        return exchange(url, headers, () -> new HttpGet(URI.create(url)));
    }

    /// Posts JSON. Blocks as [#get] does.
    public Answer post(String url, Map<String, String> headers, byte[] json) {
        return exchange(url, headers, () -> {
            var post = new HttpPost(URI.create(url));
            post.setEntity(new ByteArrayEntity(json, ContentType.create("application/json")));
            return post;
        });
    }

    /// Breaks off what is under way.
    @Override
    public void close() {
        timer.shutdownNow();
        client.close(CloseMode.IMMEDIATE);
        resolver.close();
    }

    private Answer exchange(String url, Map<String, String> headers, Supplier<HttpUriRequestBase> made) {
        Database.requireNoTransaction("a " + what);
        if (rules.objection(url).isPresent()) {
            return Answer.failed(Failure.UNREACHABLE);
        }
        var request = made.get();
        headers.forEach(request::setHeader);
        var isTimeUp = new AtomicBoolean();
        var alarm = timer.schedule(
                () -> {
                    isTimeUp.set(true);
                    request.cancel();
                },
                limit.toMillis(),
                TimeUnit.MILLISECONDS);
        try {
            return answer(request, isTimeUp);
        } finally {
            alarm.cancel(false);
        }
    }

    private Answer answer(HttpUriRequestBase request, AtomicBoolean isTimeUp) {
        var status = OptionalInt.empty();
        var read = new ByteArrayOutputStream();
        var failure = Optional.<Failure>empty();
        var retryAfter = Optional.<String>empty();
        try {
            var response = client.executeOpen(null, request, null);
            status = OptionalInt.of(response.getCode());
            retryAfter = Optional.ofNullable(response.getFirstHeader(HttpHeaders.RETRY_AFTER))
                    .map(Header::getValue);
            read(response.getEntity(), read);
        } catch (IOException | RuntimeException e) {
            failure = Optional.of(isTimeUp.get() ? Failure.TIMEOUT : failure(e));
        } finally {
            // Ends the connection at once. Closing the answer instead would first read the rest of it.
            request.cancel();
        }
        return Answer.of(status, failure, retryAfter, read.toByteArray());
    }

    private void read(@Nullable HttpEntity entity, ByteArrayOutputStream into) throws IOException {
        if (entity == null) {
            return;
        }
        InputStream content = entity.getContent();
        var buffer = new byte[4096];
        int length = 0;
        while (length >= 0 && into.size() < readAtMost) {
            into.write(buffer, 0, length);
            length = content.read(buffer, 0, Math.min(buffer.length, readAtMost - into.size()));
        }
    }

    private Failure failure(Exception e) {
        return switch (e) {
            case GuardedResolver.AddressDenied _ -> Failure.UNREACHABLE;
            case UnknownHostException _ -> Failure.DNS;
            case SocketTimeoutException _ -> Failure.TIMEOUT;
            case ConnectException _, NoRouteToHostException _ -> Failure.UNREACHABLE;
            case SSLException _ -> Failure.TLS;
            case IOException _ -> Failure.BROKEN;
            default -> {
                LOG.log(System.Logger.Level.ERROR, what + " client failed", e);
                yield Failure.INTERNAL;
            }
        };
    }
}
