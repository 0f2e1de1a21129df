package dev.sarraf.db;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/// The folder that holds all that one Sarraf keeps, taken by one process at a time.
///
/// A folder that does not exist is made for its owner alone. One that exists keeps its permissions, since it may be
/// somebody's mount point; what Sarraf puts into it is private anyway.
///
/// Exclusion is a lock of the operating system on the file `lock`, which ends with its process however that dies, so a
/// folder is never left locked.
public final class DataDirectory implements AutoCloseable {
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FOLDER =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
    static final FileAttribute<Set<PosixFilePermission>> OWNER_ONLY_FILE =
            PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));

    /// The folders held by this very process. POSIX locks do not exclude the process that holds them, and closing any
    /// channel on a locked file would even release its lock, so a second attempt must not open the file at all.
    private static final Set<Path> HELD_HERE = ConcurrentHashMap.newKeySet();

    private final Path path;
    private final FileChannel lock;

    private DataDirectory(Path path, FileChannel lock) {
        this.path = path;
        this.lock = lock;
    }

    /// Makes the folder where it is missing and takes it for this process.
    ///
    /// @throws CannotStart if another instance holds it, or it cannot be made or written
    public static DataDirectory open(Path folder) {
        try {
            var path = makeFolder(folder.toAbsolutePath().normalize()).toRealPath();
            if (!HELD_HERE.add(path)) {
                throw inUse(path, "this process");
            }
            try {
                return new DataDirectory(path, lock(path));
            } catch (IOException | RuntimeException e) {
                HELD_HERE.remove(path);
                throw e;
            }
        } catch (AccessDeniedException e) {
            throw new CannotStart("The data folder " + folder + " cannot be used: no permission for " + e.getFile(), e);
        } catch (IOException e) {
            throw new CannotStart("The data folder " + folder + " cannot be used: " + e, e);
        }
    }

    /// The folder itself, absolute and free of links.
    public Path path() {
        return path;
    }

    static Path postgres(Path folder) {
        return folder.resolve("postgres");
    }

    /// Everything of the embedded server.
    public Path postgres() {
        return postgres(path);
    }

    /// The gateway simulator's record of what the bank did.
    public Path simulator() {
        return path.resolve("simulator");
    }

    /// The demo merchant's address and keys, as shell variables.
    public Path testEnv() {
        return path.resolve("test.env");
    }

    /// The key under which secrets at rest are encrypted.
    public Path masterKey() {
        return path.resolve("master.key");
    }

    /// Gives the folder free for another process.
    @Override
    public void close() {
        try {
            lock.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } finally {
            HELD_HERE.remove(path);
        }
    }

    private static Path makeFolder(Path path) throws IOException {
        if (Files.exists(path) && !Files.isDirectory(path)) {
            throw new CannotStart("The data folder " + path + " cannot be used: it is a file");
        }
        return Files.createDirectories(path, OWNER_ONLY_FOLDER);
    }

    @SuppressWarnings("resource") // The channel stays open for as long as the folder is held.
    private static FileChannel lock(Path path) throws IOException {
        var channel = FileChannel.open(path.resolve("lock"), Set.of(CREATE, READ, WRITE), OWNER_ONLY_FILE);
        try {
            if (channel.tryLock() == null) {
                throw inUse(path, holder(channel));
            }
            channel.truncate(0);
            channel.write(utf8(Long.toString(ProcessHandle.current().pid())), 0);
            return channel;
        } catch (IOException | RuntimeException e) {
            channel.close();
            throw e;
        }
    }

    private static String holder(FileChannel channel) throws IOException {
        var text = ByteBuffer.allocate(20);
        channel.read(text, 0);
        var pid = StandardCharsets.UTF_8.decode(text.flip()).toString();
        return pid.isEmpty() ? "another process" : "process " + pid;
    }

    private static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    private static CannotStart inUse(Path path, String holder) {
        return new CannotStart("The data folder " + path + " is in use by " + holder
                + ": stop that one first, or give this one another --data-dir");
    }
}
