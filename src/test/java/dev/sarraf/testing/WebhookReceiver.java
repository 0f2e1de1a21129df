package dev.sarraf.testing;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// A merchant's webhook endpoint: a real server that keeps what it gets and answers 200.
public final class WebhookReceiver implements AutoCloseable {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// Far longer than a delivery takes; only a lost one is waited for so long.
    private static final int PATIENCE_SECONDS = 60;

    private final HttpServer server;
    private final BlockingQueue<Delivery> deliveries = new LinkedBlockingQueue<>();

    /// One request that arrived.
    public record Delivery(String signature, String body) {
        public JsonNode event() {
            return MAPPER.readTree(body);
        }

        public String type() {
            return event().get("type").stringValue();
        }
    }

    private WebhookReceiver(HttpServer server) {
        this.server = server;
    }

    public static WebhookReceiver start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            var receiver = new WebhookReceiver(server);
            server.createContext("/webhooks", exchange -> {
                var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
                receiver.deliveries.add(
                        new Delivery(exchange.getRequestHeaders().getFirst("XPay-Signature"), body));
                exchange.sendResponseHeaders(200, -1);
                exchange.close();
            });
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://localhost:" + server.getAddress().getPort() + "/webhooks");
    }

    /// The next delivery of this type about this object; others on the way are dropped.
    public Delivery await(String type, String objectId) {
        var seen = new ArrayList<String>();
        try {
            while (true) {
                var delivery = deliveries.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
                if (delivery == null) {
                    throw new AssertionError("no " + type + " of " + objectId + " arrived, but " + seen);
                }
                var id = delivery.event().get("data").get("object").get("id").stringValue();
                if (delivery.type().equals(type) && id.equals(objectId)) {
                    return delivery;
                }
                seen.add(delivery.type() + " of " + id);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// All that has arrived and was not waited for.
    public List<Delivery> rest() {
        var rest = new ArrayList<Delivery>();
        deliveries.drainTo(rest);
        return rest;
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
