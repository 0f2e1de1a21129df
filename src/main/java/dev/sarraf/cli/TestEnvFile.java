package dev.sarraf.cli;

import dev.sarraf.merchants.ApiKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.function.Predicate;

/// The file `test.env` of a server, as somebody changes it who has replaced a key that stands in it.
final class TestEnvFile {
    private final Path file;

    private TestEnvFile(Path file) {
        this.file = file;
    }

    /// Whether it is there or not.
    static TestEnvFile at(Path file) {
        return new TestEnvFile(file);
    }

    /// Puts a key in the place of another. Tells whether that was there.
    ///
    /// @throws CommandFailed where the file cannot be read or written
    boolean replace(Predicate<ApiKey> old, ApiKey fresh) {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            var before = Files.readAllLines(file);
            var after = before.stream().map(line -> replaced(line, old, fresh)).toList();
            if (after.equals(before)) {
                return false;
            }
            write(after);
            return true;
        } catch (IOException e) {
            throw new CommandFailed(file + " cannot be changed.");
        }
    }

    private static String replaced(String line, Predicate<ApiKey> old, ApiKey fresh) {
        int value = line.indexOf('=') + 1;
        return ApiKey.parse(line.substring(value))
                .filter(old)
                .map(_ -> line.substring(0, value) + fresh.text().reveal())
                .orElse(line);
    }

    /// Written beside and moved into place, so that no crash leaves half a file. For its owner alone, as before.
    private void write(List<String> lines) throws IOException {
        var draft = Files.createTempFile(
                file.toAbsolutePath().getParent(),
                "test",
                ".draft",
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.write(draft, lines);
        Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
