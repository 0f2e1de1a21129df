package dev.sarraf.cli;

import dev.sarraf.ids.Random62;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import org.jspecify.annotations.Nullable;

/// Copies of the row of one session, each inserted and committed by itself over one plain connection: the least that
/// creating a session can cost.
///
/// The columns are whatever the table has, so that the row is always as large as a real one.
final class BareInsert implements SessionsBench.Work {
    private static final String TABLE = "test.checkout_sessions";

    private final Connection connection;
    private final PreparedStatement insert;
    private final int id;

    private BareInsert(Connection connection, PreparedStatement insert, int id) {
        this.connection = connection;
        this.insert = insert;
        this.id = id;
    }

    /// @param connection is closed with what this returns
    /// @param session an id that exists
    static BareInsert like(Connection connection, String session) throws SQLException {
        var columns = new ArrayList<String>();
        var values = new ArrayList<String>();
        var texts = new ArrayList<@Nullable String>();
        try (var query = connection.prepareStatement("SELECT * FROM " + TABLE + " WHERE id = ?")) {
            query.setString(1, session);
            try (var row = query.executeQuery()) {
                if (!row.next()) {
                    throw new IllegalArgumentException("there is no session " + session);
                }
                var types = row.getMetaData();
                for (int i = 1; i <= types.getColumnCount(); i++) {
                    columns.add(types.getColumnName(i));
                    values.add("?::" + types.getColumnTypeName(i));
                    texts.add(row.getString(i));
                }
            }
        }
        var insert = connection.prepareStatement("INSERT INTO %s (%s) VALUES (%s)"
                .formatted(TABLE, String.join(", ", columns), String.join(", ", values)));
        for (int i = 0; i < texts.size(); i++) {
            insert.setString(i + 1, texts.get(i));
        }
        return new BareInsert(connection, insert, columns.indexOf("id") + 1);
    }

    @Override
    public void once() throws SQLException {
        insert.setString(id, "cs_test_" + Random62.text(32));
        if (insert.executeUpdate() != 1) {
            throw new IllegalStateException("nothing was inserted");
        }
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }
}
