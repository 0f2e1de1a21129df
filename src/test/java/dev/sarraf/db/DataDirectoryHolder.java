package dev.sarraf.db;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;

/// A program of its own that takes a data directory, starts the server on it, and stays until its input ends or it is
/// killed. With a second argument `lock` it leaves the server out.
final class DataDirectoryHolder {
    private DataDirectoryHolder() {}

    @SuppressWarnings("try") // They are held, not used.
    public static void main(String[] args) throws IOException {
        try (var data = DataDirectory.open(Path.of(args[0]))) {
            if (args.length > 1 && args[1].equals("lock")) {
                waitForEnd("locked");
            } else {
                try (var server = EmbeddedPostgres.start(data)) {
                    waitForEnd(server.port() + " " + server.password().reveal());
                }
            }
        }
    }

    private static void waitForEnd(String ready) throws IOException {
        var out = new PrintStream(System.out, true);
        out.println(ready);
        System.in.transferTo(PrintStream.nullOutputStream());
    }
}
