package dev.sarraf.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/// A PostgreSQL server that runs on a folder of data, as it announces itself in `postmaster.pid` there.
record Postmaster(long pid, int port) {
    static final String FILE = "postmaster.pid";

    /// The lines of the file that are read here; a server that has just begun has not written all of them yet.
    private static final int PID = 0;

    private static final int PORT = 3;

    /// The server that lives on this data, if any. A file left by a dead one, even where another process has its
    /// number by now, and a dead one that nobody has buried yet are no servers.
    static Optional<Postmaster> on(Path data) throws IOException {
        return read(data.resolve(FILE)).filter(postmaster -> postmaster.worksIn(data));
    }

    private static Optional<Postmaster> read(Path file) throws IOException {
        try {
            var lines = Files.readAllLines(file);
            return lines.size() > PORT ? parse(lines) : Optional.empty();
        } catch (NoSuchFileException _) {
            return Optional.empty();
        }
    }

    private static Optional<Postmaster> parse(List<String> lines) {
        try {
            return Optional.of(new Postmaster(
                    Long.parseLong(lines.get(PID).strip()),
                    Integer.parseInt(lines.get(PORT).strip())));
        } catch (NumberFormatException _) {
            return Optional.empty();
        }
    }

    /// A living server's working directory is its data; the dead have none.
    private boolean worksIn(Path data) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", Long.toString(pid), "cwd"))
                    .equals(data.toRealPath());
        } catch (IOException _) {
            return false;
        }
    }
}
