package dev.sarraf.cli;

import dev.sarraf.ids.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;

/// Where the API is and the secret key to it, as `test.env` has them.
record TestAccount(URI api, Secret secretKey) {
    /// @param prefix what the names in the file begin with
    static TestAccount read(Path testEnv, String prefix) {
        var lines = new Properties();
        try (var reader = Files.newBufferedReader(testEnv)) {
            lines.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return new TestAccount(
                URI.create(value(lines, prefix + "_API_URL")), new Secret(value(lines, prefix + "_SECRET_KEY")));
    }

    private static String value(Properties lines, String name) {
        return Optional.ofNullable(lines.getProperty(name))
                .orElseThrow(() -> new IllegalStateException("test.env has no " + name));
    }
}
