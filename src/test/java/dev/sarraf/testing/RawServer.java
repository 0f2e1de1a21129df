package dev.sarraf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;

/// A server that answers each connection with whatever a test likes, HTTP or not.
public final class RawServer implements AutoCloseable {
    /// Talks over one connection, which is closed when this returns.
    @FunctionalInterface
    public interface Manners {
        void with(Socket connection) throws IOException, InterruptedException;
    }

    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();

    private RawServer(ServerSocket server) {
        this.server = server;
    }

    public static RawServer start(Manners manners) {
        try {
            var server = new ServerSocket(0, 1000, InetAddress.getLoopbackAddress());
            var raw = new RawServer(server);
            Thread.ofVirtual().start(() -> raw.accept(manners));
            return raw;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Sends this text as soon as something of the request has come, then closes.
    public static RawServer saying(String text) {
        return start(connection -> {
            readSome(connection);
            write(connection, text);
        });
    }

    public static void readSome(Socket connection) throws IOException {
        var _ = connection.getInputStream().read(new byte[16 * 1024]);
    }

    public static void write(Socket connection, String text) throws IOException {
        connection.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    public int port() {
        return server.getLocalPort();
    }

    public String url() {
        return "http://localhost:" + port() + "/";
    }

    /// How many have been made.
    public int connections() {
        return connections.get();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void accept(Manners manners) {
        while (!server.isClosed()) {
            try {
                var connection = server.accept();
                connections.incrementAndGet();
                Thread.ofVirtual().start(() -> talk(connection, manners));
            } catch (IOException _) {
                // The test is over.
                return;
            }
        }
    }

    private static void talk(Socket connection, Manners manners) {
        try (connection) {
            manners.with(connection);
        } catch (IOException _) {
            // The other side has had enough.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
