package dev.sarraf.cli;

import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// The flags of a command that works on the database of a server, the same that the server is started with.
final class AttachOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "The data folder of the server. It may be running.")
    private Path dataDir = Path.of("data");

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "The PostgreSQL of the server, where it does not use the embedded one:"
                    + " postgresql://user:password@host:5432/database")
    private @Nullable String databaseUrl;

    /// The folder, whether it is there or not.
    Path dataDir() {
        return dataDir;
    }

    Attachment open() throws InterruptedException {
        return Attachment.open(dataDir, Optional.ofNullable(databaseUrl).map(this::database));
    }

    private DatabaseAddress database(String url) {
        try {
            return DatabaseAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--database-url: " + e.getMessage(), e);
        }
    }
}
