package dev.sarraf.simulator;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/// How a simulator runs.
///
/// @param host          the address it listens on
/// @param port          the port it listens on; 0 takes any that is free
/// @param recordDir     the folder of its record, its key and its card sessions, made where it is missing
/// @param publicBaseUrl how browsers reach it where that is not `http://<host>:<port>`, without a slash at the end
public record SimulatorSettings(String host, int port, Path recordDir, Optional<URI> publicBaseUrl) {
    /// On the loopback address only. The number, and not `localhost`, so that its challenge page is of another
    /// site than a checkout on `localhost`.
    public static SimulatorSettings local(int port, Path recordDir) {
        return new SimulatorSettings("127.0.0.1", port, recordDir, Optional.empty());
    }
}
