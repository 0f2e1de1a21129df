package dev.sarraf.cli;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/// Takes webhooks as fast as they come, and counts them.
final class BenchReceiver implements AutoCloseable {
    /// As many as the sender has on their way to one merchant's few endpoints.
    private static final int CLIENTS = 64;

    private static final Duration LIMIT = Duration.ofMinutes(30);

    private final HttpServer server;
    private volatile CountDownLatch awaited = new CountDownLatch(0);
    private volatile String latest = "";

    BenchReceiver() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1_000);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        server.createContext("/", this::take);
        server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
        server.start();
    }

    /// One of the addresses under which it is there.
    String url(int number) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/" + number;
    }

    /// From now on, [#await] waits for so many.
    void expect(int requests) {
        awaited = new CountDownLatch(requests);
    }

    void await() throws InterruptedException {
        if (!awaited.await(LIMIT.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new CannotStart(awaited.getCount() + " webhooks did not arrive");
        }
    }

    /// The body that came last.
    String latest() {
        return latest;
    }

    /// Posts a body to itself so many times, from many threads over connections that are kept; returns how many seconds
    /// that took.
    double flood(String body, int times) throws InterruptedException {
        expect(times);
        var left = new AtomicInteger(times);
        var request = HttpRequest.newBuilder(URI.create(url(0)))
                .POST(BodyPublishers.ofString(body))
                .build();
        long start = System.nanoTime();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build()) {
            Callable<AtomicInteger> client = () -> {
                while (left.getAndDecrement() > 0) {
                    http.send(request, BodyHandlers.discarding());
                }
                return left;
            };
            for (var done : threads.invokeAll(Collections.nCopies(CLIENTS, client))) {
                done.get();
            }
            await();
            return (System.nanoTime() - start) / 1e9;
        } catch (ExecutionException e) {
            throw new CannotStart("the bare client failed: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            latest = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, -1);
        }
        awaited.countDown();
    }
}
