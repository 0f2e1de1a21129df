package dev.sarraf.simulator.web;

import io.helidon.http.DirectHandler;
import io.helidon.http.DirectHandler.EventType;
import io.helidon.http.HeaderNames;
import io.helidon.http.Status;
import io.helidon.webserver.WebServer;
import io.helidon.webserver.http.DirectHandlers;
import io.helidon.webserver.http.HttpRouting;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.time.Duration;

/// The HTTP server, with every limit that keeps a stray client from mattering.
public final class Listener implements AutoCloseable {
    private final WebServer server;

    private Listener(WebServer server) {
        this.server = server;
    }

    /// Listens, and hands every request to `edge`.
    ///
    /// @throws IllegalStateException if that is not possible, because the port is taken or the address is not ours
    public static Listener start(String host, int port, Edge edge) {
        requireFree(host, port);
        var routing = HttpRouting.builder().any(edge);
        var server = WebServer.builder()
                .host(host)
                .port(port)
                .addRouting(routing)
                .shutdownHook(false)
                .shutdownGracePeriod(Duration.ofMillis(500))
                .idleConnectionTimeout(Duration.ofSeconds(60))
                .maxTcpConnections(1_000)
                .maxPayloadSize(4L * Edge.MAX_BODY_BYTES)
                .directHandlers(troubles(edge))
                .build();
        server.start();
        // Where a listener cannot start, the server only logs it.
        if (!server.isRunning()) {
            throw new IllegalStateException("nothing could be started on " + host + ":" + port);
        }
        return new Listener(server);
    }

    /// Says in one line what the server would say in fifty.
    private static void requireFree(String host, int port) {
        try (var probe = new ServerSocket()) {
            probe.setReuseAddress(true);
            probe.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IllegalStateException("cannot listen on " + host + ":" + port + ": " + e.getMessage(), e);
        }
    }

    /// What never became a request is answered like everything else.
    private static DirectHandlers troubles(Edge edge) {
        DirectHandler handler = (_, _, status, _, _) -> {
            var answer = edge.trouble(status.code());
            return DirectHandler.TransportResponse.builder()
                    .status(Status.create(answer.status()))
                    .header(HeaderNames.CONTENT_TYPE, answer.contentType())
                    .entity(answer.body().array())
                    .keepAlive(false)
                    .build();
        };
        var all = DirectHandlers.builder();
        for (var type : EventType.values()) {
            all.addHandler(type, handler);
        }
        return all.build();
    }

    public int port() {
        return server.port();
    }

    @Override
    public void close() {
        server.stop();
    }
}
