package dev.sarraf.testing;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
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
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/// A simulated bank behind a wire on which a test can count, hold back and falsify what passes.
public final class BentGateway implements AutoCloseable {
    private static final Pattern OPERATION = Pattern.compile("\"apiOperation\":\"([A-Z_]+)\"");

    private final Simulator simulator;
    private final HttpServer wire;
    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final List<Passing> passed = new CopyOnWriteArrayList<>();
    private volatile Bend bend = (_, onward) -> onward.send();
    private volatile String credentials = "";

    /// A request on its way to the bank.
    ///
    /// @param operation the bank's name for it; a GET is `RETRIEVE_TRANSACTION`, and what is about a card session
    ///     `SESSION`
    public record Passing(String method, String path, String operation, String body) {
        public boolean is(String wanted) {
            return operation.equals(wanted);
        }
    }

    /// What the bank answered, or what the program is to believe that it did.
    public record Answer(int status, String body) {}

    /// Takes the request on to the bank.
    @FunctionalInterface
    public interface Onward {
        Answer send() throws IOException, InterruptedException;
    }

    /// Decides what becomes of a request. An exception cuts the connection.
    @FunctionalInterface
    public interface Bend {
        Answer pass(Passing request, Onward onward) throws IOException, InterruptedException, TimeoutException;
    }

    private BentGateway(Simulator simulator, HttpServer wire) {
        this.simulator = simulator;
        this.wire = wire;
    }

    public static BentGateway start(Path recordDir) {
        try {
            var wire = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1000);
            var gateway = new BentGateway(Simulator.start(SimulatorSettings.local(0, recordDir)), wire);
            wire.createContext("/", gateway::take);
            wire.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            wire.start();
            return gateway;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + wire.getAddress().getPort());
    }

    /// From the next request on.
    public void bend(Bend next) {
        bend = next;
    }

    public void straighten() {
        bend((_, onward) -> onward.send());
    }

    /// How many requests of this operation have come whose address or body holds this text.
    public long count(String operation, String text) {
        return passed.stream()
                .filter(request -> request.is(operation))
                .filter(request ->
                        request.path().contains(text) || request.body().contains(text))
                .count();
    }

    /// Replaces the simulator's list of faults. A merchant must have paid before, whose password is used.
    public void faults(String faults) {
        admin("faults", "{\"faults\": [" + faults + "]}");
    }

    /// Does something at the provider of local methods, by an address below the merchant's.
    public void postLocally(String path) {
        var merchant = passed.stream()
                .map(request -> request.path())
                .filter(known -> known.startsWith("/local/v1/merchants/"))
                .map(known -> known.split("/", -1)[4])
                .findFirst()
                .orElseThrow();
        var request = HttpRequest.newBuilder(
                        simulator.baseUrl().resolve("/local/v1/merchants/" + merchant + "/" + path))
                .header("Authorization", credentials)
                .POST(BodyPublishers.ofString("{}"))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private void admin(String what, String json) {
        var merchant = passed.stream()
                .map(request -> request.path())
                .filter(path -> path.contains("/merchant/"))
                .map(path -> path.replaceFirst(".*/merchant/([^/]+)/.*", "$1"))
                .findFirst()
                .orElseThrow();
        var request = HttpRequest.newBuilder(
                        simulator.baseUrl().resolve("/simulator/merchants/" + merchant + "/" + what))
                .header("Authorization", credentials)
                .header("Content-Type", "application/json")
                .PUT(BodyPublishers.ofString(json))
                .build();
        try {
            var answer = client.send(request, BodyHandlers.ofString());
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        wire.stop(0);
        client.shutdownNow();
        simulator.close();
    }

    private void take(HttpExchange exchange) throws IOException {
        var body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        var request = passing(exchange, body);
        credentials = exchange.getRequestHeaders().getFirst("Authorization");
        passed.add(request);
        Answer answer;
        try {
            answer = bend.pass(request, () -> send(request));
        } catch (IOException | InterruptedException | TimeoutException e) {
            exchange.close();
            return;
        }
        var bytes = answer.body().getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(answer.status(), bytes.length == 0 ? -1 : bytes.length);
        try (var out = exchange.getResponseBody()) {
            out.write(bytes);
        }
    }

    private Answer send(Passing request) throws IOException, InterruptedException {
        var onward = HttpRequest.newBuilder(simulator.baseUrl().resolve(request.path()))
                .header("Authorization", credentials)
                .header("Content-Type", "application/json")
                .method(
                        request.method(),
                        request.body().isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(request.body()))
                .build();
        var answer = client.send(onward, BodyHandlers.ofString());
        return new Answer(answer.statusCode(), answer.body());
    }

    private static Passing passing(HttpExchange exchange, String body) {
        var path = exchange.getRequestURI().getRawPath();
        var named = OPERATION.matcher(body);
        var operation = path.contains("/order/")
                ? named.find() ? named.group(1) : "RETRIEVE_TRANSACTION"
                : path.contains("/session") ? "SESSION" : "ADMIN";
        return new Passing(exchange.getRequestMethod(), path, operation, body);
    }
}
