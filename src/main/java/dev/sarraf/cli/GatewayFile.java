package dev.sarraf.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/// Where a server's card gateway is, as the server leaves it in its data folder for the commands that work
/// beside it. The built-in simulator may be on another port after each start.
public final class GatewayFile {
    private static final String NAME = "gateway.url";

    private final Path file;

    private GatewayFile(Path file) {
        this.file = file;
    }

    /// The one of this data folder, whether it is there or not.
    public static GatewayFile in(Path dataDir) {
        return new GatewayFile(dataDir.resolve(NAME));
    }

    /// Written beside and moved into place, so that nobody reads half an address.
    public void write(URI gateway) {
        try {
            var draft = Files.createTempFile(file.toAbsolutePath().getParent(), "gateway", ".draft");
            Files.writeString(draft, gateway + "\n");
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException("The file " + file + " cannot be written.", e);
        }
    }

    /// The address; empty where no server has left one.
    Optional<URI> read() {
        try {
            return Files.exists(file)
                    ? Optional.of(URI.create(Files.readString(file).strip()))
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException e) {
            throw new CommandFailed(file + " cannot be read: name the gateway by --gateway-url.");
        }
    }
}
