package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.concurrent.TimeUnit;

/// This program once more, in a process of its own that can be killed.
final class Child implements AutoCloseable {
    private static final Duration TO_START = Duration.ofMinutes(2);
    private static final int LOG_LINES = 40;

    private final Process process;
    private final Path log;

    private Child(Process process, Path log) {
        this.process = process;
        this.log = log;
    }

    /// Starts it and returns at once.
    ///
    /// @param folder where it runs, and where its log is kept, one after the other
    /// @param environment besides this process's own, of which no setting of Sarraf's is passed on
    static Child start(List<String> command, Path folder, Map<String, String> environment) {
        var log = folder.resolve("log");
        var builder = builder(command, folder, environment)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new Child(process, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Runs it to its end and returns what it prints, whatever its exit status.
    static String output(List<String> command, Path folder, Map<String, String> environment)
            throws InterruptedException {
        var builder = builder(command, folder, environment).redirectError(ProcessBuilder.Redirect.DISCARD);
        try {
            var process = builder.start();
            var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            process.waitFor();
            return output;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ProcessBuilder builder(List<String> command, Path folder, Map<String, String> environment) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("SARRAF_"));
        builder.environment().putAll(environment);
        return builder;
    }

    /// Waits until it answers there with 200.
    ///
    /// @throws CannotStart where it ends before, or takes minutes
    void awaitReady(Web web, URI health) throws InterruptedException {
        boolean ready = Waiting.until(TO_START, () -> !process.isAlive() || answers(web, health));
        if (!ready || !process.isAlive()) {
            throw new CannotStart(
                    "a process of the proof " + (ready ? "ended" : "does not start") + ":\n" + lastWords());
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends it as a power cut would (SIGKILL).
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    /// Its exit status, once it has ended by itself; empty where it lives on.
    OptionalInt awaitEnd(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /// The end of its log.
    String lastWords() {
        try {
            var lines = Files.readAllLines(log);
            return String.join("\n", lines.subList(Math.max(0, lines.size() - LOG_LINES), lines.size()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /// A port that nobody listens on now.
    static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean answers(Web web, URI health) throws InterruptedException {
        try {
            return web.get(health).status() == 200;
        } catch (LostAnswer | UnexpectedAnswer _) {
            return false;
        }
    }
}
