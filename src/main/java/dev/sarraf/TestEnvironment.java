package dev.sarraf;

import dev.sarraf.db.CannotStart;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.DemoMerchant.TestKeys;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.function.Supplier;

/// The file that a developer's shell reads: where the API is and with which keys.
///
/// It is the only place where the keys stand in clear, so it is for its owner alone. The address is put right
/// at each start; keys are made where the file has none that work, since the database could not tell them.
final class TestEnvironment {
    private final Path file;
    private final String prefix;

    TestEnvironment(Path file, String prefix) {
        this.file = file;
        this.prefix = prefix;
    }

    /// @param works whether this is a key that the API takes
    void write(URI apiUrl, Predicate<ApiKey> works, Supplier<TestKeys> newKeys) {
        try {
            var lines = new ArrayList<String>();
            lines.add(prefix + "_API_URL=" + apiUrl);
            lines.addAll(keysOf(Files.exists(file) ? Files.readAllLines(file) : List.of(), works, newKeys));
            var draft = Files.createTempFile(
                    file.toAbsolutePath().getParent(),
                    "test",
                    ".draft",
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.write(draft, lines);
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new CannotStart("The file " + file + " cannot be written.", e);
        }
    }

    private List<String> keysOf(List<String> old, Predicate<ApiKey> works, Supplier<TestKeys> newKeys) {
        var kept = old.stream()
                .filter(line -> line.startsWith(secretName() + "=") || line.startsWith(publishableName() + "="))
                .toList();
        boolean allWork = kept.stream()
                .map(line -> line.substring(line.indexOf('=') + 1))
                .allMatch(text -> ApiKey.parse(text).filter(works).isPresent());
        if (kept.size() == 2 && allWork) {
            return kept;
        }
        var made = newKeys.get();
        return List.of(
                secretName() + "=" + made.secret().text().reveal(),
                publishableName() + "=" + made.publishable().text().reveal());
    }

    private String secretName() {
        return prefix + "_SECRET_KEY";
    }

    private String publishableName() {
        return prefix + "_PUBLISHABLE_KEY";
    }
}
