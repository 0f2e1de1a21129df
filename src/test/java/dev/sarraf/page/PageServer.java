package dev.sarraf.page;

import dev.sarraf.http.Authenticator;
import dev.sarraf.http.Route;
import dev.sarraf.http.Routes;
import dev.sarraf.http.Server;
import dev.sarraf.metrics.Metrics;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Collectors;

/// The pages on a server of their own, over a till that a test commands.
final class PageServer implements AutoCloseable {
    static final Instant NOW = Instant.parse("2030-06-15T12:00:00Z");

    /// Held, since the logging of the JDK forgets what nobody holds.
    private static final Logger REQUESTS = Logger.getLogger("dev.sarraf.request");

    static {
        REQUESTS.setLevel(Level.WARNING);
    }

    final FakeTill till = new FakeTill();
    final FakeEntrance entrance = new FakeEntrance();
    final URI base;
    final List<Route> routes;

    private final Server server;
    private final HttpClient browser = HttpClient.newHttpClient();

    PageServer() throws IOException {
        int port = freePort();
        this.base = URI.create("http://localhost:" + port);
        this.routes = new PageRoutes(
                        till,
                        entrance,
                        base,
                        ClientAddress.OF_CONNECTION,
                        InstantSource.fixed(NOW),
                        Optional.of(new FakeExaminer()))
                .routes();
        this.server = Server.start(
                InetAddress.getLoopbackAddress(),
                port,
                base + "/docs/errors",
                Routes.inBothModes(routes),
                new Authenticator(_ -> Optional.empty()),
                new Metrics());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    /// Submits a form as a browser does that runs no script. Redirects are not followed.
    HttpResponse<String> post(String path, Map<String, String> form, String... headers) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request(path, headers)
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return browser.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    HttpRequest.Builder request(String path, String... headers) {
        var request = HttpRequest.newBuilder(base.resolve(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    @Override
    public void close() {
        browser.close();
        server.close();
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
