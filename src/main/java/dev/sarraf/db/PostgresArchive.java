package dev.sarraf.db;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The archive on the class path that holds PostgreSQL's programs.
record PostgresArchive(URL url) {
    static PostgresArchive onClassPath() {
        return Optional.ofNullable(PostgresArchive.class.getResource("/postgres-linux-x86_64.txz"))
                .map(PostgresArchive::new)
                .orElseThrow(() -> new CannotStart(
                        "This build holds no PostgreSQL: give --database-url with a PostgreSQL 15 or newer"));
    }

    /// The CRC-32 of the archive. A jar knows its entries' checksums; an archive that lies elsewhere is read for it.
    String checksum() throws IOException {
        if (url.openConnection() instanceof JarURLConnection jar) {
            return Long.toHexString(jar.getJarEntry().getCrc());
        }
        try (var input = new CheckedInputStream(url.openStream(), new CRC32())) {
            input.transferTo(OutputStream.nullOutputStream());
            return Long.toHexString(input.getChecksum().getValue());
        }
    }

    /// Writes all that a server needs into an existing folder.
    void unpackInto(Path folder) throws IOException {
        try (var tar = new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(url.openStream())))) {
            for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                if (isNeeded(entry)) {
                    unpack(tar, entry, folder);
                }
            }
        }
    }

    /// The rest serves those who compile against PostgreSQL.
    private static boolean isNeeded(TarArchiveEntry entry) {
        return !entry.getName().endsWith(".a") && !entry.getName().contains("/pkgconfig/");
    }

    private static void unpack(InputStream content, TarArchiveEntry entry, Path folder) throws IOException {
        var path = folder.resolve(entry.getName()).normalize();
        if (!path.startsWith(folder)) {
            throw new IOException("an entry leads out of its archive: " + entry.getName());
        }
        Files.createDirectories(entry.isDirectory() ? path : path.resolveSibling(""));
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
        } else if (entry.isFile()) {
            Files.copy(content, path);
            var executable = (entry.getMode() & 0100) != 0;
            Files.setPosixFilePermissions(
                    path, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
        }
    }
}
