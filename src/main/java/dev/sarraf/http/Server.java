package dev.sarraf.http;

import dev.sarraf.db.CannotStart;
import dev.sarraf.metrics.Metrics;
import io.helidon.common.socket.SocketOptions;
import io.helidon.http.DirectHandler;
import io.helidon.http.HeaderNames;
import io.helidon.http.HeaderValues;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.ServerConnectionException;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import io.helidon.webserver.http1.Http1Config;
import io.helidon.webserver.http1.Http1ConnectionSelector;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// The HTTP server: takes requests off the wire, answers them from the routes, one virtual thread each.
public final class Server implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Server.class.getName());

    private static final int MAX_HEADERS = 16 * 1024;
    private static final int MAX_REQUEST_LINE = 8 * 1024;
    private static final int MAX_CONNECTIONS = 4_096;
    private static final Duration IDLE = Duration.ofSeconds(60);

    /// Asked of the socket. The library (4.5) reads channels, where it does not end a request that stops
    /// half-way: a server that strangers reach stands behind a proxy that does.
    private static final Duration READ_TIMEOUT = Duration.ofSeconds(15);

    /// How long open requests may finish when the server stops. What stops after it has the rest of ten seconds.
    private static final Duration GRACE = Duration.ofSeconds(4);

    private final WebServer server;

    private Server(WebServer server) {
        this.server = server;
    }

    /// Starts to listen. `port` 0 takes any free one.
    ///
    /// @param docsUrl the page that explains the error codes
    /// @throws CannotStart where the address is taken
    public static Server start(
            InetAddress host, int port, String docsUrl, Routes routes, Authenticator authenticator, Metrics metrics) {
        var pipeline = new Pipeline(routes, authenticator, new ErrorEnvelope(docsUrl), metrics);
        var http1 = Http1Config.builder()
                .maxHeadersSize(MAX_HEADERS)
                .maxPrologueLength(MAX_REQUEST_LINE)
                .validatePath(false)
                .build();
        var server = WebServer.builder()
                .address(host)
                .port(port)
                .maxTcpConnections(MAX_CONNECTIONS)
                .idleConnectionTimeout(IDLE)
                .shutdownGracePeriod(GRACE)
                .shutdownHook(false)
                .connectionOptions(SocketOptions.builder()
                        .readTimeout(READ_TIMEOUT)
                        .tcpNoDelay(true)
                        .build())
                .addConnectionSelector(
                        Http1ConnectionSelector.builder().config(http1).build())
                .directHandlers(broken(pipeline))
                .routing(HttpRouting.builder().any((request, response) -> answer(pipeline, request, response)))
                .build()
                .start();
        // Where a listener cannot start, the library only logs it.
        if (!server.isRunning()) {
            throw new CannotStart("Cannot listen on " + host.getHostAddress() + " port " + port
                    + ". Stop what uses it, or choose another one.");
        }
        return new Server(server);
    }

    public int port() {
        return server.port();
    }

    /// Stops taking connections, lets open requests finish for some seconds, and returns.
    @Override
    public void close() {
        server.stop();
    }

    private static void answer(Pipeline pipeline, ServerRequest request, ServerResponse response) {
        var prologue = request.prologue();
        Map<String, String> headers = new HashMap<>();
        // A header that is sent twice is one that lists both values (RFC 9110, 5.3).
        request.headers()
                .forEach(header ->
                        headers.put(header.name().toLowerCase(Locale.ROOT), String.join(", ", header.allValues())));
        InputStream body =
                request.content().hasEntity() ? request.content().inputStream() : new ByteArrayInputStream(new byte[0]);
        var answer = pipeline.answer(new Pipeline.Raw(
                prologue.method().text(),
                prologue.uriPath().rawPath(),
                prologue.query().rawValue(),
                headers,
                body,
                request.remotePeer().host()));
        if (!request.content().consumed() && request.content().hasEntity()) {
            // What is left of a body that nobody wants is not worth reading: the connection ends instead.
            response.header(HeaderNames.CONNECTION, "close");
        }
        SecurityHeaders.of(answer).forEach(response::header);
        answer.headers().forEach(response::header);
        response.status(Status.create(answer.status()));
        if (answer.streaming().isPresent()) {
            stream(answer.streaming().get(), response);
            return;
        }
        if (answer.body().length == 0 || prologue.method().text().equals("HEAD")) {
            response.send();
        } else {
            response.send(answer.body());
        }
        if (request.headers().containsToken(HeaderValues.CONNECTION_CLOSE)) {
            // The library says that it closes and then waits for another request, so that the client waits too.
            throw new CloseConnectionException("closed as the client asked");
        }
    }

    /// A client that goes away is none whom an error could be told.
    private static void stream(Streaming streaming, ServerResponse response) {
        try (var out = response.outputStream()) {
            streaming.write(out);
        } catch (IOException | UncheckedIOException | ServerConnectionException e) {
            LOG.log(System.Logger.Level.DEBUG, "a client left a stream", e);
            throw new CloseConnectionException("the client has gone");
        }
    }

    /// Requests that Helidon refuses before there is a call: they get our envelope too.
    private static DirectHandlers broken(Pipeline pipeline) {
        DirectHandler handler = new DirectHandler() {
            @Override
            public TransportResponse handle(
                    TransportRequest request,
                    EventType eventType,
                    Status defaultStatus,
                    io.helidon.http.ServerResponseHeaders responseHeaders,
                    String message) {
                var status = defaultStatus.code() >= 500 ? 400 : defaultStatus.code();
                var answer = pipeline.malformed(status, "The request is malformed or too large.");
                var response = TransportResponse.builder()
                        .status(Status.create(answer.status()))
                        .keepAlive(false)
                        .entity(answer.body());
                answer.headers().forEach((name, value) -> response.header(HeaderNames.create(name), value));
                return response.build();
            }
        };
        var handlers = DirectHandlers.builder();
        for (var event : DirectHandler.EventType.values()) {
            handlers.addHandler(event, handler);
        }
        return handlers.build();
    }
}
