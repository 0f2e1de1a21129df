package dev.sarraf.db;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/// Runs a program of PostgreSQL's or the system's, cut off from the caller's environment.
///
/// Locale, time zone, search path and `PG…` variables of whoever started Sarraf reach no program, so that it behaves
/// and speaks alike everywhere.
final class Command {
    private static final List<String> SYSTEM_FOLDERS =
            List.of("/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin");

    private static final Map<String, String> ENVIRONMENT =
            Map.of("PATH", String.join(":", SYSTEM_FOLDERS), "LC_ALL", "C", "LANG", "C", "TZ", "UTC", "HOME", "/");

    private Command() {}

    /// How a program ended, and what it printed to either stream.
    record Result(int status, String output) {
        boolean succeeded() {
            return status == 0;
        }
    }

    /// Where the system keeps a program, whatever the caller's `PATH`.
    static Optional<Path> find(String program) {
        return SYSTEM_FOLDERS.stream()
                .map(folder -> Path.of(folder, program))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /// Runs a program to its end, or kills it when the limit has passed, which reads as a failure.
    ///
    /// What it prints goes through a file: a pipe would stay open for as long as a server that the program started.
    static Result run(List<String> words, Duration limit) {
        try {
            var output = Files.createTempFile("sarraf-", ".log", DataDirectory.OWNER_ONLY_FILE);
            try {
                return run(words, limit, output);
            } finally {
                Files.deleteIfExists(output);
            }
        } catch (IOException e) {
            throw new CannotStart("Cannot run " + words.getFirst() + ": " + e.getMessage(), e);
        }
    }

    private static Result run(List<String> words, Duration limit, Path output) throws IOException {
        var builder = new ProcessBuilder(words).directory(new File("/")).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(ENVIRONMENT);
        var process = builder.redirectOutput(output.toFile()).start();
        process.getOutputStream().close();
        try {
            if (process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
                return new Result(process.exitValue(), Files.readString(output, StandardCharsets.ISO_8859_1));
            }
            killAll(process);
            return new Result(-1, "no end after " + limit.toSeconds() + " s");
        } catch (InterruptedException e) {
            killAll(process);
            Thread.currentThread().interrupt();
            throw new CannotStart("Interrupted while running " + words.getFirst(), e);
        }
    }

    private static void killAll(Process process) {
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).forEach(ProcessHandle::destroyForcibly);
    }
}
