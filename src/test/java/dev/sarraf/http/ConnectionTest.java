package dev.sarraf.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.db.CannotStart;
import dev.sarraf.metrics.Metrics;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What happens to a connection, seen from its other end.
class ConnectionTest {
    @ParameterizedTest
    @ValueSource(strings = {"GET /here", "HEAD /here", "GET /nowhere"})
    void a_client_that_asks_for_it_is_disconnected_after_the_answer(String request) throws IOException {
        try (var server = start()) {
            var answer = exchange(server, request + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answer).startsWith("HTTP/1.1 ").containsOnlyOnce("HTTP/1.1 ");
        }
    }

    @Test
    void a_connection_serves_one_request_after_the_other() throws IOException {
        try (var server = start()) {
            var answers = exchange(
                    server,
                    "GET /nowhere HTTP/1.1\r\nHost: localhost\r\n\r\n"
                            + "GET /here HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");

            assertThat(answers).containsSubsequence("HTTP/1.1 404", "HTTP/1.1 200", "text");
        }
    }

    @Test
    void a_server_whose_port_is_taken_does_not_start() {
        try (var server = start()) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> start(server.port()))
                    .withMessageContaining("port " + server.port());
        }
    }

    private static Server start() {
        return start(0);
    }

    private static Server start(int port) {
        return Server.start(
                InetAddress.getLoopbackAddress(),
                port,
                "http://localhost/docs/errors",
                Routes.inBothModes(List.of(Route.get("/here", Access.PUBLIC, _ -> Response.text(200, "text")))),
                new Authenticator(_ -> Optional.empty()),
                new Metrics());
    }

    /// All that comes until the server closes the connection.
    private static String exchange(Server server, String requests) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(10_000);
            socket.getOutputStream().write(requests.getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
