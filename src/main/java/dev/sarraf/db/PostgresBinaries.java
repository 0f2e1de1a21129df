package dev.sarraf.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// PostgreSQL's programs, unpacked and ready to run.
///
/// They are unpacked once into a folder named after their archive's checksum, in the user's cache or, where that
/// cannot be written, in a folder of the caller's. They appear there under their name only when complete, and are used
/// only while complete, so neither a crash in between, nor two starts at once, nor a lost file leads to half a server.
final class PostgresBinaries {
    /// The version of the data that these programs read and write.
    static final String MAJOR_VERSION = "18";

    /// Written last, with the sum of all other files' sizes.
    private static final String COMPLETE = "complete";

    private static final String UNFINISHED = ".unpacking-";

    private final Path folder;

    private PostgresBinaries(Path folder) {
        this.folder = folder;
    }

    /// Finds the programs, or unpacks them: into the user's cache or, failing that, into `fallback`.
    static PostgresBinaries unpacked(Path fallback) {
        requirePlatform();
        try {
            return unpackedIn(userCache());
        } catch (IOException unwritable) {
            try {
                return unpackedIn(fallback);
            } catch (IOException e) {
                e.addSuppressed(unwritable);
                throw new CannotStart("Cannot unpack PostgreSQL into " + fallback + ": " + e, e);
            }
        }
    }

    /// Finds the programs in this cache, or unpacks them into it.
    static PostgresBinaries unpackedIn(Path cache) throws IOException {
        var archive = PostgresArchive.onClassPath();
        var folder = cache.resolve("postgresql-" + archive.checksum());
        if (!isComplete(folder)) {
            Files.createDirectories(cache);
            deleteAbandoned(cache);
            unpack(archive, folder);
        }
        return new PostgresBinaries(folder);
    }

    String program(String name) {
        return folder.resolve("bin").resolve(name).toString();
    }

    Path folder() {
        return folder;
    }

    private static void requirePlatform() {
        var here = System.getProperty("os.name") + " " + System.getProperty("os.arch");
        if (!here.equals("Linux amd64") || !Files.exists(Path.of("/lib64/ld-linux-x86-64.so.2"))) {
            throw new CannotStart("The PostgreSQL that comes with Sarraf is for Linux on x86-64 with glibc, not for "
                    + here + ": give --database-url with a PostgreSQL 15 or newer");
        }
    }

    private static Path userCache() {
        return Optional.ofNullable(System.getenv("XDG_CACHE_HOME"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .orElseGet(() -> Path.of(System.getProperty("user.home"), ".cache"))
                .resolve("sarraf");
    }

    private static void unpack(PostgresArchive archive, Path folder) throws IOException {
        var unfinished = Files.createTempDirectory(folder.resolveSibling(""), UNFINISHED);
        try {
            // A server may run as another user than the one who unpacks.
            Files.setPosixFilePermissions(unfinished, PosixFilePermissions.fromString("rwxr-xr-x"));
            archive.unpackInto(unfinished);
            Files.writeString(unfinished.resolve(COMPLETE), Long.toString(size(unfinished)));
            moveAwayDamaged(folder);
            Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            // Another start may have been faster; its folder is as good as ours.
            if (!isComplete(folder)) {
                throw e;
            }
        } finally {
            Folders.delete(unfinished);
        }
    }

    /// Moves the folder away whole: emptied in place, it could be seen half empty.
    private static void moveAwayDamaged(Path folder) throws IOException {
        if (Files.exists(folder) && !isComplete(folder)) {
            var damaged = Files.createTempDirectory(folder.resolveSibling(""), UNFINISHED);
            Files.move(folder, damaged, StandardCopyOption.ATOMIC_MOVE);
            Folders.delete(damaged);
        }
    }

    private static void deleteAbandoned(Path cache) throws IOException {
        // Unpacking takes seconds, so nobody is still at work on what is an hour old.
        var longAgo = Instant.now().minus(Duration.ofHours(1));
        try (var entries = Files.newDirectoryStream(cache, UNFINISHED + "*")) {
            for (var entry : entries) {
                if (Files.getLastModifiedTime(entry).toInstant().isBefore(longAgo)) {
                    Folders.delete(entry);
                }
            }
        }
    }

    private static boolean isComplete(Path folder) throws IOException {
        var complete = folder.resolve(COMPLETE);
        return Files.exists(complete) && Files.readString(complete).equals(Long.toString(size(folder)));
    }

    private static long size(Path folder) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS))
                    .filter(file -> !file.endsWith(COMPLETE))
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }
}
