package dev.sarraf.simulator.record;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The folder that one simulator at a time may call its own, readable by its user alone.
public final class RecordFolder implements AutoCloseable {
    private static final Set<PosixFilePermission> OWNER_ONLY =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);

    private final Path path;
    private final FileChannel lockFile;

    private RecordFolder(Path path, FileChannel lockFile) {
        this.path = path;
        this.lockFile = lockFile;
    }

    /// Makes the folder where it is missing and takes it.
    ///
    /// @throws IllegalStateException if another simulator holds it
    public static RecordFolder take(Path path) {
        try {
            Files.createDirectories(
                    path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            var lockFile = createPrivately(path.resolve("lock"));
            if (tryLock(lockFile) == null) {
                lockFile.close();
                throw new IllegalStateException("another simulator is using the record folder " + path);
            }
            return new RecordFolder(path, lockFile);
        } catch (IOException e) {
            throw new UncheckedIOException("the record folder " + path + " cannot be used", e);
        }
    }

    private static @Nullable FileLock tryLock(FileChannel lockFile) throws IOException {
        try {
            return lockFile.tryLock();
        } catch (OverlappingFileLockException e) {
            // The other simulator lives in this same process.
            return null;
        }
    }

    public Path file(String name) {
        return path.resolve(name);
    }

    /// Opens a file for writing; one that is made is the owner's alone from its first moment.
    static FileChannel createPrivately(Path file) throws IOException {
        return FileChannel.open(
                file,
                Set.of(StandardOpenOption.CREATE, StandardOpenOption.WRITE),
                PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    }

    /// Makes an empty file that is the owner's alone, where there is none.
    public static void makePrivate(Path file) throws IOException {
        createPrivately(file).close();
    }

    /// Makes the names of new files as durable as their contents.
    static void syncFolderOf(Path file) throws IOException {
        try (var folder = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            folder.force(true);
        }
    }

    @Override
    public void close() {
        try {
            lockFile.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
