package dev.sarraf.testing;

import dev.sarraf.db.Database;
import dev.sarraf.db.Migrations;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.TestClock;
import java.time.Duration;

/// A migrated schema of test mode on a database of its own.
public record ModeDatabase(TestDatabase server, Database database) implements AutoCloseable {
    public static ModeDatabase fresh() {
        var server = TestPostgres.freshDatabase(
                "mode",
                template -> Migrations.apply(template.jdbcUrl(), template.user(), template.password(), "mode", "test"));
        return new ModeDatabase(server, connect(server));
    }

    /// The same schema as another node of the program sees it.
    public Database anotherNode() {
        return connect(server);
    }

    /// Moves the test clock of a merchant.
    public void advance(MerchantId merchant, Duration by) {
        database.inOneStatement(tx -> new TestClock().advance(tx, merchant, by));
    }

    @Override
    public void close() {
        database.close();
    }

    private static Database connect(TestDatabase server) {
        return Database.connect(server.jdbcUrl(), server.user(), server.password(), "test");
    }
}
