package dev.sarraf.cli.prove;

import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/// What all trials share: one bank, one PostgreSQL with a database for each world, and a folder.
final class Stage implements AutoCloseable {
    /// Each server has up to three pools of 12 connections, and some seven of them run side by side.
    private static final String SETTINGS = "max_connections = 300\n";

    private final Program program;
    private final Path folder;
    private final DataDirectory data;
    private final EmbeddedPostgres postgres;
    private final Bank bank;
    private final AtomicInteger worlds = new AtomicInteger();

    private Stage(Program program, Path folder, DataDirectory data, EmbeddedPostgres postgres, Bank bank) {
        this.program = program;
        this.folder = folder;
        this.data = data;
        this.postgres = postgres;
        this.bank = bank;
    }

    /// Sets up in an empty folder.
    static Stage open(Program program, Path folder) throws InterruptedException {
        var data = DataDirectory.open(folder.resolve("postgres"));
        try {
            configure(data.postgres());
            var postgres = EmbeddedPostgres.start(data);
            try {
                return new Stage(program, folder, data, postgres, Bank.start(program, folder.resolve("bank")));
            } catch (RuntimeException | InterruptedException e) {
                postgres.close();
                throw e;
            }
        } catch (RuntimeException | InterruptedException e) {
            data.close();
            throw e;
        }
    }

    /// As an operator does it.
    private static void configure(Path postgres) {
        try {
            Files.createDirectories(postgres);
            Files.writeString(postgres.resolve("local.conf"), SETTINGS);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    Program program() {
        return program;
    }

    Bank bank() {
        return bank;
    }

    /// A folder that nobody else uses.
    Path newFolder() {
        try {
            return Files.createDirectory(folder.resolve("world" + worlds.incrementAndGet()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// An empty database, as `serve --database-url` wants it.
    String newDatabase(String name) {
        var url = postgres.newDatabase(name);
        return url.replaceFirst(
                "^jdbc:postgresql://",
                "postgresql://" + postgres.user() + ":" + postgres.password().reveal() + "@");
    }

    @Override
    public void close() {
        bank.close();
        postgres.close();
        data.close();
    }
}
