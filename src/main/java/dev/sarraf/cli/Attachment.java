package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.Database;
import dev.sarraf.db.EmbeddedPostgres;
import dev.sarraf.db.ForeignPostgres;
import dev.sarraf.db.Migrations;
import dev.sarraf.ids.Mode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/// The database of a server that may be running, for a command that works beside it.
///
/// A running server is not disturbed: its data directory stays its own, and so does its PostgreSQL. Where nothing runs
/// on the data directory, the embedded PostgreSQL is started, and stopped again on close.
final class Attachment implements AutoCloseable {
    /// As long as a server takes from taking its directory to having its PostgreSQL up, and more.
    private static final Duration STARTING = Duration.ofSeconds(30);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private final Deque<AutoCloseable> opened;
    private final DatabaseAddress address;
    private final boolean idle;

    private Attachment(DatabaseAddress address, boolean idle, Deque<AutoCloseable> opened) {
        this.address = address;
        this.idle = idle;
        this.opened = opened;
    }

    /// Finds the PostgreSQL at this address, or else the one on the data directory.
    ///
    /// @throws CannotStart if there is none, or it cannot be used
    static Attachment open(Path dataDir, Optional<DatabaseAddress> database) throws InterruptedException {
        if (database.isPresent()) {
            var given = database.get();
            ForeignPostgres.require(given.jdbcUrl(), given.user(), given.password());
            return new Attachment(given, false, new ArrayDeque<>());
        }
        if (!EmbeddedPostgres.hasData(dataDir)) {
            throw new CannotStart("There is no PostgreSQL in " + dataDir
                    + ": name the --data-dir or the --database-url of the server");
        }
        for (long start = System.nanoTime(); ; Thread.sleep(PAUSE)) {
            var running = EmbeddedPostgres.visit(dataDir);
            if (running.isPresent()) {
                return new Attachment(address(running.get()), false, new ArrayDeque<>());
            }
            try {
                return started(DataDirectory.open(dataDir));
            } catch (CannotStart e) {
                // Another process holds the directory: most likely a server that is about to start its PostgreSQL.
                if (System.nanoTime() - start > STARTING.toNanos()) {
                    throw e;
                }
            }
        }
    }

    /// Whether nothing was running on these data, so that nobody can be taking up what waits in them.
    boolean isIdle() {
        return idle;
    }

    DatabaseAddress address() {
        return address;
    }

    /// Connects to a mode's schema, which has to be at this version of the program. Closed with this attachment.
    Database connect(Mode mode) {
        return connect("mode", mode.text());
    }

    /// As [#connect], to the schema of merchants and keys.
    Database connectAccount() {
        return connect("account", "account");
    }

    @Override
    public void close() {
        opened.forEach(Attachment::close);
    }

    private Database connect(String migrations, String schema) {
        Migrations.require(address.jdbcUrl(), address.user(), address.password(), migrations, schema);
        var connected = Database.connect(address.jdbcUrl(), address.user(), address.password(), schema);
        opened.push(connected);
        return connected;
    }

    private static Attachment started(DataDirectory data) {
        var opened = new ArrayDeque<AutoCloseable>();
        opened.push(data);
        try {
            var postgres = EmbeddedPostgres.start(data);
            opened.push(postgres);
            return new Attachment(address(postgres), true, opened);
        } catch (RuntimeException e) {
            data.close();
            throw e;
        }
    }

    private static DatabaseAddress address(EmbeddedPostgres postgres) {
        return new DatabaseAddress(postgres.jdbcUrl(), postgres.user(), postgres.password());
    }

    private static void close(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            throw new IllegalStateException("closing failed", e);
        }
    }
}
