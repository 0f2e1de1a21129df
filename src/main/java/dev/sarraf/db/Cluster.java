package dev.sarraf.db;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// A folder of PostgreSQL's data, and the programs that make it, start a server on it and stop it.
///
/// At most one process works with a cluster at a time, which holding the [DataDirectory] around it ensures.
final class Cluster {
    private static final Duration CREATE = Duration.ofMinutes(5);

    /// Recovery after a crash replays what two checkpoints span: seconds, but minutes on a slow disk.
    private static final Duration START = Duration.ofMinutes(10);

    /// Together with the harder stop that may follow, within what a supervisor usually waits before it kills.
    private static final Duration STOP = Duration.ofSeconds(4);

    /// Programs get this long beyond their own limit, so that theirs is met first and explained by them.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// How long the remains of a killed server may hold its memory, or others may snatch each port we choose.
    private static final Duration REMAINS = Duration.ofSeconds(10);

    /// What a server says that may start a moment later.
    private static final List<String> PASSING =
            List.of("shared memory block", "lock file", "could not create any TCP/IP sockets");

    private final Path folder;
    private final PostgresBinaries binaries;
    private final ServerAccount account;

    Cluster(Path folder, PostgresBinaries binaries, ServerAccount account) {
        this.folder = folder;
        this.binaries = binaries;
        this.account = account;
    }

    boolean exists() {
        return Files.exists(folder);
    }

    /// Makes the data of a new server, with this superuser. It appears under its name only when all is on disk.
    void create(String superuser, Path passwordFile) throws IOException {
        var unfinished = folder.resolveSibling(folder.getFileName() + ".unfinished");
        Folders.delete(unfinished);
        Files.createDirectory(unfinished, DataDirectory.OWNER_ONLY_FOLDER);
        account.own(unfinished);
        var result = run(
                CREATE,
                "initdb",
                "--pgdata=" + unfinished,
                "--username=" + superuser,
                "--pwfile=" + passwordFile,
                "--auth=scram-sha-256",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--data-checksums",
                "--no-instructions");
        if (!result.succeeded()) {
            throw new CannotStart("PostgreSQL cannot make its data in " + folder + ":\n" + result.output());
        }
        ServerSettings.install(unfinished);
        Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    }

    void requireMajorVersion() throws IOException {
        var found = Files.readString(folder.resolve("PG_VERSION")).strip();
        if (!found.equals(PostgresBinaries.MAJOR_VERSION)) {
            throw new CannotStart("The data in " + folder + " is of PostgreSQL " + found + ", and this Sarraf brings "
                    + PostgresBinaries.MAJOR_VERSION + ": dump it with the Sarraf that made it and restore it into"
                    + " another --data-dir");
        }
    }

    Optional<Postmaster> running() throws IOException {
        return Postmaster.on(folder);
    }

    /// Starts a server where none is running, waits until it takes connections and tells its port.
    int start() throws IOException {
        account.own(folder);
        return Patience.until(REMAINS, this::tryStart)
                .orElseThrow(() -> new CannotStart(failure("another process is in its way")));
    }

    private Optional<Integer> tryStart() throws IOException {
        // Nothing lives on this data, so the file is a dead server's. PostgreSQL sees that too, unless the dead one's
        // number has gone to another process, or it was killed and its parent has not taken note.
        Files.deleteIfExists(folder.resolve(Postmaster.FILE));
        Files.deleteIfExists(startLog());
        int port = freePort();
        ServerSettings.write(folder, port);

        // pg_ctl gives the server a session of its own. As our child in our session it would get a terminal's Ctrl-C
        // together with us, and be gone while we still finish what we have begun.
        var result = pgCtl(START, "start", "--log=" + startLog());
        if (result.succeeded()) {
            return Optional.of(port);
        }
        var output = result.output() + (Files.exists(startLog()) ? Files.readString(startLog()) : "");
        if (PASSING.stream().anyMatch(output::contains)) {
            return Optional.empty();
        }
        throw new CannotStart(failure(output));
    }

    /// Stops the server, if one is running: in order, or else like a power cut, from which it recovers.
    void stop() throws IOException {
        var fast = pgCtl(STOP, "stop", "--mode=fast");
        if (running().isPresent()) {
            var immediate = pgCtl(STOP, "stop", "--mode=immediate");
            if (running().isPresent()) {
                throw new IllegalStateException(
                        "PostgreSQL on " + folder + " does not stop:\n" + fast.output() + immediate.output());
            }
        }
    }

    private Command.Result pgCtl(Duration limit, String action, String option) {
        return run(
                limit.plus(GRACE),
                "pg_ctl",
                action,
                "--pgdata=" + folder,
                "--wait",
                "--timeout=" + limit.toSeconds(),
                option);
    }

    private Command.Result run(Duration limit, String program, String... arguments) {
        var words = Stream.concat(Stream.of(binaries.program(program)), Stream.of(arguments));
        return Command.run(account.command(words.toList()), limit);
    }

    private Path startLog() {
        return folder.resolveSibling("start.log");
    }

    private String failure(String output) {
        return "PostgreSQL does not start on " + folder + "; more may stand in its folder log:\n" + output;
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
