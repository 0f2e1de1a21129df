package dev.sarraf.cli.prove;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The merchant's webhook endpoint: verifies each signature and remembers what it was told.
final class Receiver implements AutoCloseable {
    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,15}),v1=([0-9a-f]{64})");

    /// A fact that an event tells of.
    record Told(String type, String object) {}

    private final HttpServer server;
    private final Map<Told, Set<String>> events = new HashMap<>();
    private Secret secret = new Secret("");
    private int deliveries;
    private int forged;

    private Receiver(HttpServer server) {
        this.server = server;
    }

    static Receiver start() {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 500);
            var receiver = new Receiver(server);
            server.createContext("/", receiver::take);
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return receiver;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/webhooks");
    }

    /// What signatures are verified with.
    synchronized void secret(Secret shown) {
        secret = shown;
    }

    /// The different events that told of each fact. The same event may have come several times.
    synchronized Map<Told, Integer> told() {
        var counts = new HashMap<Told, Integer>();
        events.forEach((fact, ids) -> counts.put(fact, ids.size()));
        return counts;
    }

    synchronized int deliveries() {
        return deliveries;
    }

    /// How many deliveries carried a signature that is not right.
    synchronized int forged() {
        return forged;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void take(HttpExchange exchange) throws IOException {
        try (exchange) {
            var body = exchange.getRequestBody().readAllBytes();
            note(String.valueOf(exchange.getRequestHeaders().getFirst("XPay-Signature")), body);
            exchange.sendResponseHeaders(200, -1);
        }
    }

    private synchronized void note(String signature, byte[] body) {
        deliveries++;
        if (!isRight(signature, body)) {
            forged++;
            return;
        }
        var event = Json.readOwn(new String(body, StandardCharsets.UTF_8));
        var object = event.at("/data/object");
        var fact = new Told(
                event.path("type").asString(),
                object.path("id").asString(object.path("orderReference").asString("")));
        events.computeIfAbsent(fact, _ -> new HashSet<>()).add(event.path("id").asString());
    }

    private boolean isRight(String signature, byte[] body) {
        var parts = SIGNATURE.matcher(signature);
        if (!parts.matches()) {
            return false;
        }
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((parts.group(1) + ".").getBytes(StandardCharsets.US_ASCII));
            return MessageDigest.isEqual(mac.doFinal(body), HexFormat.of().parseHex(parts.group(2)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has HmacSHA256", e);
        }
    }
}
