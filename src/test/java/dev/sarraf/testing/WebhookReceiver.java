package dev.sarraf.testing;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/// A merchant's server that takes webhooks: a real one, on a port of its own, which remembers what came.
public final class WebhookReceiver implements AutoCloseable {
    /// What came in one request.
    ///
    /// @param latin1 the body, a character for each byte
    public record Received(String method, String path, Headers headers, String latin1) {
        public String header(String name) {
            return String.valueOf(headers.getFirst(name));
        }

        public byte[] body() {
            return latin1.getBytes(StandardCharsets.ISO_8859_1);
        }

        public String text() {
            return new String(body(), StandardCharsets.UTF_8);
        }
    }

    /// Answers a request whose body has been read.
    @FunctionalInterface
    public interface Answer {
        void to(HttpExchange exchange) throws IOException, InterruptedException;
    }

    private final HttpServer server;
    private final List<Received> all = new CopyOnWriteArrayList<>();
    private final BlockingQueue<Received> unseen = new LinkedBlockingQueue<>();
    private volatile Answer answer;

    private WebhookReceiver(HttpServer server, Answer answer) {
        this.server = server;
        this.answer = answer;
    }

    /// A receiver that answers 200.
    public static WebhookReceiver start() {
        return start(status(200));
    }

    public static WebhookReceiver start(Answer answer) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
            var receiver = new WebhookReceiver(server, answer);
            server.createContext("/", receiver::take);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static Answer status(int status) {
        return exchange -> exchange.sendResponseHeaders(status, -1);
    }

    /// From the next request on.
    public void answer(Answer next) {
        answer = next;
    }

    public String url() {
        return "http://localhost:" + server.getAddress().getPort() + "/webhooks";
    }

    public List<Received> all() {
        return List.copyOf(all);
    }

    /// The next request that nobody has asked for yet; waits for it, and fails where none comes.
    public Received next() throws InterruptedException {
        var received = unseen.poll(20, TimeUnit.SECONDS);
        if (received == null) {
            throw new AssertionError("no webhook came");
        }
        return received;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var received = new Received(
                    exchange.getRequestMethod(),
                    exchange.getRequestURI().toString(),
                    exchange.getRequestHeaders(),
                    new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.ISO_8859_1));
            all.add(received);
            unseen.add(received);
            answer.to(exchange);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
