package dev.sarraf.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/// The packaged program in a process of its own, started by `./sarraf` as a person starts it.
///
/// [#close] leaves nothing behind, neither the program nor the PostgreSQL that outlives it when it is killed.
public final class ServerProcess implements AutoCloseable {
    /// The first start after a build also trains the start-up cache.
    private static final Duration LIMIT = Duration.ofMinutes(3);

    private static final String READY = "Sarraf is ready.";

    private final Process process;
    private final Path dataDir;
    private final ProcessOutput out;
    private final ProcessOutput err;

    private ServerProcess(Process process, Path dataDir) {
        this.process = process;
        this.dataDir = dataDir;
        this.out = ProcessOutput.of(process.getInputStream());
        this.err = ProcessOutput.of(process.getErrorStream());
    }

    /// Starts a server, on free ports unless `--port` is among the options, and returns when it is ready.
    /// `folder` is its working directory, so its data are in `data` there unless `--data-dir` names another
    /// place.
    public static ServerProcess serve(Path folder, String... options) {
        return serve(folder, Map.of(), options);
    }

    /// With more in its environment.
    public static ServerProcess serve(Path folder, Map<String, String> environment, String... options) {
        var words = new ArrayList<>(List.of("serve"));
        if (!List.of(options).contains("--port")) {
            words.addAll(List.of("--port", "0"));
        }
        words.addAll(List.of(options));
        return ready(run(folder, environment, words.toArray(String[]::new)));
    }

    /// Starts a server as a terminal does: with a process group of its own, which [#interruptGroup] reaches.
    public static ServerProcess serveInOwnGroup(Path folder) {
        // A test run in the background ignores interrupts, and its children would with it.
        var words = List.of("env", "--default-signal=INT", "setsid", launcher(), "serve", "--port", "0");
        return ready(begin(folder, Map.of(), words));
    }

    private static ServerProcess ready(ServerProcess server) {
        try {
            server.awaitOutput(READY);
            return server;
        } catch (RuntimeException | AssertionError e) {
            server.close();
            throw e;
        }
    }

    /// Runs any command and returns at once.
    public static ServerProcess run(Path folder, Map<String, String> environment, String... words) {
        return begin(
                folder,
                environment,
                Stream.concat(Stream.of(launcher()), Stream.of(words)).toList());
    }

    private static ServerProcess begin(Path folder, Map<String, String> environment, List<String> command) {
        var builder = new ProcessBuilder(command).directory(folder.toFile());
        builder.environment().putAll(environment);
        try {
            var process = builder.start();
            process.getOutputStream().close();
            return new ServerProcess(process, folder.resolve(dataDir(command)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Waits until its standard output holds this text. Fails with all it has said if it ends before.
    public void awaitOutput(String text) {
        if (!out.awaitText(text, LIMIT)) {
            throw new AssertionError("no \"" + text + "\" in:\n" + out.text() + err.text());
        }
    }

    /// Waits until its log, which is its standard error, holds this text.
    public void awaitLog(String text) {
        if (!err.awaitText(text, LIMIT)) {
            throw new AssertionError("no \"" + text + "\" in:\n" + err.text());
        }
    }

    public long pid() {
        return process.pid();
    }

    public Path dataDir() {
        return dataDir;
    }

    /// What it has printed so far.
    public String out() {
        return out.text();
    }

    /// What it has logged so far.
    public String err() {
        return err.text();
    }

    /// What stands in `test.env`.
    public Properties environment() {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(dataDir.resolve("test.env"))) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }

    public URI url() {
        return URI.create(environment().getProperty("XPAY_API_URL"));
    }

    /// The address of the bank, as it printed it.
    public URI gateway() {
        var matcher = Pattern.compile("Bank simulator +(\\S+)").matcher(out());
        if (!matcher.find()) {
            throw new AssertionError("no address of the bank in:\n" + out());
        }
        return URI.create(matcher.group(1));
    }

    public Shop shop() {
        return new Shop(url(), environment().getProperty("XPAY_SECRET_KEY"));
    }

    /// The record of the simulator that started with it.
    public BankRecord bank() {
        return new BankRecord(dataDir.resolve("simulator"));
    }

    /// The process number of the PostgreSQL on its data, while one lives.
    public Optional<Long> postgres() {
        var data = dataDir.resolve("postgres/data");
        try {
            long pid = Long.parseLong(Files.readAllLines(data.resolve("postmaster.pid"))
                    .getFirst()
                    .strip());
            var workingDirectory = Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"));
            return workingDirectory.equals(data.toRealPath()) ? Optional.of(pid) : Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    /// Ends it as a power cut would (SIGKILL). Its PostgreSQL lives on.
    public void kill() {
        process.destroyForcibly();
        exitStatus();
    }

    /// Asks it to stop (SIGTERM) and returns at once.
    public void signal() {
        // The process's own method would close our ends of its streams too.
        process.toHandle().destroy();
    }

    /// Interrupts its whole group (SIGINT), as Ctrl-C in a terminal does, and returns at once.
    public void interruptGroup() {
        try {
            int status = new ProcessBuilder("bash", "-c", "kill -INT -" + pid())
                    .start()
                    .waitFor();
            if (status != 0) {
                throw new AssertionError("kill ended with status " + status);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /// Asks it to stop (SIGTERM), waits for the end and returns the exit status.
    public int terminate() {
        signal();
        return exitStatus();
    }

    /// Waits for the end by itself.
    public int exitStatus() {
        return exitStatus(LIMIT);
    }

    /// Waits so long for the end by itself.
    public int exitStatus(Duration limit) {
        try {
            if (!process.waitFor(limit.toSeconds(), TimeUnit.SECONDS)) {
                throw new AssertionError("does not end:\n" + out.text() + err.text());
            }
            out.awaitEnd();
            err.awaitEnd();
            return process.exitValue();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
        exitStatus();
        if (wasLastOnItsData()) {
            postgres().flatMap(ProcessHandle::of).ifPresent(ServerProcess::end);
        }
    }

    /// Whether no later process has taken over the data, and PostgreSQL with them.
    private boolean wasLastOnItsData() {
        try {
            return Files.readString(dataDir.resolve("lock")).equals(Long.toString(pid()));
        } catch (IOException _) {
            return false;
        }
    }

    /// The connections of a dead program are gone, so the polite stop takes no more than a moment.
    private static void end(ProcessHandle postgres) {
        postgres.destroy();
        postgres.onExit().completeOnTimeout(postgres, 20, TimeUnit.SECONDS).join();
        if (postgres.isAlive()) {
            postgres.destroyForcibly();
            postgres.onExit().join();
        }
    }

    private static String launcher() {
        return Path.of("sarraf").toAbsolutePath().toString();
    }

    private static String dataDir(List<String> words) {
        int flag = words.indexOf("--data-dir");
        return flag < 0 ? "data" : words.get(flag + 1);
    }
}
