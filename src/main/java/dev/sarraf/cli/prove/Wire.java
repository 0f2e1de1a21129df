package dev.sarraf.cli.prove;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;

/// The line between the servers and the bank. Passes every byte on, cut connections and half answers too, and
/// overhears with which credentials each merchant comes: the bank lets only that merchant ask for faults.
final class Wire implements AutoCloseable {
    private static final int CHUNK = 16 * 1024;
    private static final Pattern MERCHANT = Pattern.compile(" /api/rest/version/\\d+/merchant/([^/ ]+)/");
    private static final Pattern CREDENTIALS =
            Pattern.compile("\r\nAuthorization: ([^\r\n]+)\r\n", Pattern.CASE_INSENSITIVE);

    private final ServerSocket server;
    private final URI bank;
    private final Map<String, String> credentials = new ConcurrentHashMap<>();

    private Wire(ServerSocket server, URI bank) {
        this.server = server;
        this.bank = bank;
    }

    /// Listens on a free port and passes on to the bank.
    static Wire to(URI bank) {
        try {
            var wire = new Wire(new ServerSocket(0, 500, InetAddress.getLoopbackAddress()), bank);
            Thread.ofVirtual().name("wire").start(wire::accept);
            return wire;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    URI url() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    /// The `Authorization` of a merchant who has spoken to the bank already.
    Optional<String> credentials(String merchant) {
        return Optional.ofNullable(credentials.get(merchant));
    }

    @Override
    public void close() {
        closeQuietly(server);
    }

    private void accept() {
        while (!server.isClosed()) {
            try {
                var near = server.accept();
                Thread.ofVirtual().start(() -> connect(near));
            } catch (IOException _) {
                // Closed, or the client went away before it was accepted.
            }
        }
    }

    private void connect(Socket near) {
        try {
            var far = new Socket(bank.getHost(), bank.getPort());
            Thread.ofVirtual().start(() -> pump(near, far, true));
            pump(far, near, false);
        } catch (IOException _) {
            closeQuietly(near);
        }
    }

    private void pump(Socket from, Socket to, boolean overhear) {
        try (from;
                to) {
            copy(from.getInputStream(), to.getOutputStream(), overhear);
        } catch (IOException _) {
            // One side hung up, and so the other side is hung up on.
        }
    }

    private void copy(InputStream in, OutputStream out, boolean overhear) throws IOException {
        var chunk = new byte[CHUNK];
        for (int length = in.read(chunk); length >= 0; length = in.read(chunk)) {
            if (overhear) {
                overhear(new String(chunk, 0, length, StandardCharsets.ISO_8859_1));
            }
            out.write(chunk, 0, length);
        }
    }

    private void overhear(String request) {
        var merchant = MERCHANT.matcher(request);
        var authorization = CREDENTIALS.matcher(request);
        if (merchant.find() && authorization.find()) {
            credentials.put(merchant.group(1), authorization.group(1));
        }
    }

    private static void closeQuietly(AutoCloseable closeable) {
        try {
            closeable.close();
        } catch (Exception _) {
            // Nobody is left to be told.
        }
    }
}
