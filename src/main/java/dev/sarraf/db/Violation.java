package dev.sarraf.db;

import java.sql.SQLException;
import java.util.stream.Stream;

/// What the database refuses because of other rows. The transaction it happens in can do nothing more, except
/// within [Tx#undoneByRefusal].
public enum Violation {
    /// Another row has the value already.
    UNIQUE("23505"),

    /// Another row points at the one to be deleted, or the one that is pointed at does not exist.
    REFERENCE("23503");

    private final String state;

    Violation(String state) {
        this.state = state;
    }

    /// Whether this is why a statement failed.
    public boolean caused(Throwable failure) {
        return Stream.iterate(failure, cause -> cause != null, Throwable::getCause)
                .anyMatch(cause -> cause instanceof SQLException sql && state.equals(sql.getSQLState()));
    }
}
