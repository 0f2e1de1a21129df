package dev.sarraf.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// What the file system lacks for whole folders.
final class Folders {
    private Folders() {}

    /// Deletes a folder with all that lies in it; links are deleted, not followed. A missing folder is none of its
    /// concern.
    static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            try (var paths = Files.walk(folder)) {
                for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                    Files.deleteIfExists(path);
                }
            }
        }
    }
}
