package dev.sarraf.cli;

import dev.sarraf.ids.Secret;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.ScopeType;

/// Which server a command speaks to, and as whom: the one of this data folder, unless something else is said.
final class AccountOptions {
    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "data",
            scope = ScopeType.INHERIT,
            description = "The server's data folder, whose test.env has its address and key.")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--env-prefix",
            paramLabel = "PREFIX",
            defaultValue = "XPAY",
            scope = ScopeType.INHERIT,
            description = "What the names in test.env begin with.")
    private String prefix = "XPAY";

    @Option(
            names = "--api-url",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "A server's address instead of that in test.env.")
    private @Nullable URI apiUrl;

    @Option(
            names = "--secret-key",
            paramLabel = "KEY",
            scope = ScopeType.INHERIT,
            description =
                    "A test key instead of that in test.env. Better set in the environment, where nobody sees it.")
    private @Nullable String secretKey;

    /// @throws CommandFailed where something is missing
    TestAccount account() {
        if (apiUrl != null && secretKey != null) {
            return new TestAccount(apiUrl, new Secret(secretKey));
        }
        var file = dataDir.resolve("test.env");
        if (!Files.exists(file)) {
            throw new CommandFailed("There is no " + file + ". Start ./sarraf serve here, name its --data-dir,"
                    + " or set SARRAF_API_URL and SARRAF_SECRET_KEY.");
        }
        try {
            var read = TestAccount.read(file, prefix);
            return new TestAccount(
                    apiUrl == null ? read.api() : apiUrl, secretKey == null ? read.secretKey() : new Secret(secretKey));
        } catch (IllegalStateException e) {
            throw new CommandFailed(file + " has no names that begin with " + prefix + ": see --env-prefix.");
        } catch (UncheckedIOException | IllegalArgumentException e) {
            throw new CommandFailed(file + " cannot be read.");
        }
    }
}
