package dev.sarraf.db;

import dev.sarraf.ids.Secret;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;

/// Brings a schema up to this version of the program, creating it where it is missing.
///
/// The files under `db/<set>` are numbered, forward-only SQL. Two nodes that start at once are serialized by Flyway's
/// own lock.
public final class Migrations {
    private Migrations() {}

    /// `set` is `account` or `mode`; a mode's tables are the same in both its schemas.
    ///
    /// @throws CannotStart if there is no connection to be had, or a file cannot be applied
    public static void apply(String jdbcUrl, String user, Secret password, String set, String schema) {
        try {
            flyway(jdbcUrl, user, password, set, schema).migrate();
        } catch (FlywayException e) {
            throw new CannotStart("The schema " + schema + " cannot be brought up to date: " + e.getMessage(), e);
        }
    }

    /// Says so where a schema is not at this version of the program, and changes nothing.
    ///
    /// @throws CannotStart if it is missing or older
    public static void require(String jdbcUrl, String user, Secret password, String set, String schema) {
        if (flyway(jdbcUrl, user, password, set, schema).info().pending().length > 0) {
            throw new CannotStart("The schema " + schema + " of this database is missing or older than this Sarraf:"
                    + " start ./sarraf serve on it once");
        }
    }

    private static Flyway flyway(String jdbcUrl, String user, Secret password, String set, String schema) {
        return Flyway.configure()
                .dataSource(jdbcUrl, user, password.reveal())
                .locations("classpath:db/" + set)
                .schemas(schema)
                .defaultSchema(schema)
                .createSchemas(true)
                .validateMigrationNaming(true)
                .load();
    }
}
