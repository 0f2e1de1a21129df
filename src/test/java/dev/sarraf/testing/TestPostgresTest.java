package dev.sarraf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TestPostgresTest {
    @Test
    void every_fresh_database_is_another_one() throws SQLException {
        var one = TestPostgres.freshDatabase();
        var other = TestPostgres.freshDatabase();

        execute(one, "CREATE TABLE t (id int)");

        execute(other, "CREATE TABLE t (id int)");
    }

    @Test
    void a_template_is_migrated_once_and_its_copies_do_not_share_rows() throws SQLException {
        var migrations = new AtomicInteger();
        var one = TestPostgres.freshDatabase("copies", database -> migrate(database, migrations));
        execute(one, "INSERT INTO t VALUES (1)");

        var other = TestPostgres.freshDatabase("copies", database -> migrate(database, migrations));

        assertThat(migrations).hasValue(1);
        assertThat(count(one)).isEqualTo(1);
        assertThat(count(other)).isZero();
    }

    private static void migrate(TestDatabase database, AtomicInteger migrations) {
        migrations.incrementAndGet();
        try {
            execute(database, "CREATE TABLE t (id int)");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static void execute(TestDatabase database, String sql) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static int count(TestDatabase database) throws SQLException {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getInt(1);
        }
    }
}
