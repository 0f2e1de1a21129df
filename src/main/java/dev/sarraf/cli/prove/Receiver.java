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
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.Executors;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The merchant's webhook endpoint: verifies each signature and remembers what it was told.
final class Receiver implements AutoCloseable {
    private static final Pattern SIGNATURE = Pattern.compile("t=(\\d{1,15}),v1=([0-9a-f]{64})");

    /// More than the servers here wait for an answer.
    private static final Duration TOO_LONG = Duration.ofMillis(1_300);

    /// A fact that an event tells of.
    record Told(String type, String object) {}

    private final HttpServer server;
    private final Map<Told, Set<String>> events = new HashMap<>();
    private Secret secret = new Secret("");
    private final SplittableRandom moods = new SplittableRandom();
    private int failing;
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

    /// Lets so many of a hundred deliveries go wrong from now on: they are answered with an error, broken off, or not
    /// answered in time. What was in them is forgotten.
    synchronized void failing(int percent) {
        failing = percent;
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
            var signature = String.valueOf(exchange.getRequestHeaders().getFirst("XPay-Signature"));
            switch (note(signature, body)) {
                case TAKES -> exchange.sendResponseHeaders(200, -1);
                case REFUSES -> exchange.sendResponseHeaders(500, -1);
                case HANGS -> LockSupport.parkNanos(TOO_LONG.toNanos());
                // Closing without an answer breaks the connection off.
                case BREAKS_OFF -> {}
            }
        }
    }

    private enum Mood {
        TAKES,
        REFUSES,
        HANGS,
        BREAKS_OFF
    }

    private synchronized Mood note(String signature, byte[] body) {
        deliveries++;
        if (!isRight(signature, body)) {
            forged++;
            return Mood.REFUSES;
        }
        if (moods.nextInt(100) < failing) {
            return switch (moods.nextInt(8)) {
                case 0 -> Mood.HANGS;
                case 1, 2, 3 -> Mood.BREAKS_OFF;
                default -> Mood.REFUSES;
            };
        }
        var event = Json.readOwn(new String(body, StandardCharsets.UTF_8));
        var object = event.at("/data/object");
        var fact = new Told(
                event.path("type").asString(),
                object.path("id").asString(object.path("orderReference").asString("")));
        events.computeIfAbsent(fact, _ -> new HashSet<>()).add(event.path("id").asString());
        return Mood.TAKES;
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
