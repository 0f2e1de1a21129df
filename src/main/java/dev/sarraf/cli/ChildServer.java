package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// `./sarraf serve` in a process of its own, watched from outside.
///
/// [#close] leaves neither the process nor its PostgreSQL behind.
final class ChildServer implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(2);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(5);
    private static final int ANSWER_MILLIS = 2_000;

    private static final byte[] QUESTION =
            "GET /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII);

    private static final String YES = "HTTP/1.1 200 ";

    private final Process process;
    private final Path folder;
    private final double secondsToReady;

    private ChildServer(Process process, Path folder, double secondsToReady) {
        this.process = process;
        this.folder = folder;
        this.secondsToReady = secondsToReady;
    }

    /// Starts one in this folder and returns as soon as it says that it is ready.
    ///
    /// @param launcher the script that starts Sarraf
    /// @param cache where PostgreSQL's programs are unpacked to, or have been
    static ChildServer start(Path launcher, Path folder, Path cache) throws InterruptedException {
        int port = freePort();
        var command = List.of(
                launcher.toString(),
                "serve",
                "--port",
                Integer.toString(port),
                "--simulator-port",
                "0",
                "--rate-limit",
                "0");
        var builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(log(folder).toFile());
        var environment = builder.environment();
        // Settings of this shell's own Sarraf are not what is measured; the JVM and its options are.
        environment.keySet().removeIf(name -> name.startsWith("SARRAF_") && !name.matches("SARRAF_(JAVA|JDK)_.*"));
        environment.put("SARRAF_NO_BUILD", "1");
        environment.put("XDG_CACHE_HOME", cache.toString());
        long start = System.nanoTime();
        try {
            var process = builder.start();
            try {
                process.getOutputStream().close();
                awaitReady(process, port, folder);
                return new ChildServer(process, folder, seconds(start));
            } catch (RuntimeException | IOException | InterruptedException e) {
                end(process, folder);
                throw e;
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// From the call of the launcher to the first `/readyz` with status 200.
    double secondsToReady() {
        return secondsToReady;
    }

    /// Where its data lies, its PostgreSQL's too.
    Path data() {
        return folder.resolve("data");
    }

    TestAccount account() {
        return TestAccount.read(data().resolve("test.env"), "XPAY");
    }

    Memory memory() {
        return Memory.of(process.pid());
    }

    /// Asks it to stop (SIGTERM), and returns how many seconds that took.
    double stop() throws InterruptedException {
        long start = System.nanoTime();
        process.destroy();
        if (!process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)) {
            throw failure("it does not stop", folder);
        }
        return seconds(start);
    }

    @Override
    public void close() {
        end(process, folder);
    }

    private static void awaitReady(Process process, int port, Path folder) throws InterruptedException {
        long start = System.nanoTime();
        while (!isReady(port)) {
            if (!process.isAlive()) {
                throw failure("it ended", folder);
            }
            if (System.nanoTime() - start > LIMIT.toNanos()) {
                throw failure("it is not ready after " + LIMIT.toSeconds() + " s", folder);
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
    }

    /// Asks over a bare socket, since an HTTP client would compete with what it measures.
    private static boolean isReady(int port) {
        try (var socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), ANSWER_MILLIS);
            socket.setSoTimeout(ANSWER_MILLIS);
            socket.getOutputStream().write(QUESTION);
            var answer = socket.getInputStream().readNBytes(YES.length());
            return new String(answer, StandardCharsets.US_ASCII).equals(YES);
        } catch (IOException _) {
            return false;
        }
    }

    private static void end(Process process, Path folder) {
        process.destroyForcibly().onExit().join();
        var data = folder.resolve("data");
        if (Files.exists(data.resolve("postgres/data/postmaster.pid"))) {
            // It outlives a killed Sarraf until the next one takes it over, which then stops it in order.
            try (var directory = DataDirectory.open(data)) {
                EmbeddedPostgres.start(directory).close();
            }
        }
    }

    private static CannotStart failure(String what, Path folder) {
        try {
            return new CannotStart("a measured server failed: " + what + "\n" + Files.readString(log(folder)));
        } catch (IOException e) {
            return new CannotStart("a measured server failed: " + what, e);
        }
    }

    private static Path log(Path folder) {
        return folder.resolve("serve.log");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
