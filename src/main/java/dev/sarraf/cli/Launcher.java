package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// The script that started this process, for measuring servers that are started as people start them.
final class Launcher {
    /// It tells its own path, because what it does is part of every start.
    private static final String VARIABLE = "SARRAF_LAUNCHER";

    private Launcher() {}

    /// @throws CannotStart where the program was started without it
    static Path find() {
        return Optional.ofNullable(System.getenv(VARIABLE))
                .map(Path::of)
                .filter(Files::isExecutable)
                .orElseThrow(() -> new CannotStart("Servers are measured through the launcher: ./sarraf bench"));
    }
}
