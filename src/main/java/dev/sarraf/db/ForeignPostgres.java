package dev.sarraf.db;

import dev.sarraf.ids.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Properties;

/// A PostgreSQL that somebody else runs.
public final class ForeignPostgres {
    /// Older ones lack what the schema uses.
    private static final int OLDEST_MAJOR_VERSION = 15;

    private static final String TIMEOUT_SECONDS = "10";

    private ForeignPostgres() {}

    /// Says in one line what is wrong with the server, the database or the user, before anything is built on them.
    ///
    /// @throws CannotStart if it cannot be reached, does not let this user in, or is too old
    public static void require(String jdbcUrl, String user, Secret password) {
        try (var connection = connect(jdbcUrl, user, password)) {
            int version = connection.getMetaData().getDatabaseMajorVersion();
            if (version < OLDEST_MAJOR_VERSION) {
                throw new CannotStart("The PostgreSQL at --database-url is version " + version + ", and Sarraf needs "
                        + OLDEST_MAJOR_VERSION + " or newer");
            }
        } catch (SQLException e) {
            throw new CannotStart("The PostgreSQL at --database-url cannot be used: " + firstLine(e), e);
        }
    }

    private static Connection connect(String jdbcUrl, String user, Secret password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", user);
        properties.setProperty("password", password.reveal());
        properties.setProperty("connectTimeout", TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", TIMEOUT_SECONDS);
        return DriverManager.getConnection(jdbcUrl, properties);
    }

    private static String firstLine(SQLException e) {
        return String.valueOf(e.getMessage()).lines().findFirst().orElse("SQL state " + e.getSQLState());
    }
}
