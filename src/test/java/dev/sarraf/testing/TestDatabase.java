package dev.sarraf.testing;

import dev.sarraf.ids.Secret;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database of a test's own, and how to reach it.
public record TestDatabase(String jdbcUrl, String user, Secret password) {
    /// A new connection, which the caller closes.
    public Connection connect() throws SQLException {
        return DriverManager.getConnection(jdbcUrl, user, password.reveal());
    }
}
