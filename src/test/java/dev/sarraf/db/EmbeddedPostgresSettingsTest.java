package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EmbeddedPostgresSettingsTest {
    private static final TestDatabase DATABASE = TestPostgres.freshDatabase();

    @ParameterizedTest
    @CsvSource({
        "fsync, on",
        "synchronous_commit, on",
        "full_page_writes, on",
        "data_checksums, on",
        "listen_addresses, 127.0.0.1",
        "unix_socket_directories, ''",
        "password_encryption, scram-sha-256",
        "server_encoding, UTF8",
        "max_connections, 60",
        "shared_buffers, 128MB",
        "log_error_verbosity, terse",
        "log_parameter_max_length, 0",
    })
    void settings(String name, String value) throws SQLException {
        assertThat(query("SHOW " + name)).containsExactly(value);
    }

    @Test
    void text_is_ordered_by_code_point_everywhere() throws SQLException {
        assertThat(
                        query(
                                "SELECT datlocprovider::text || ' ' || datlocale FROM pg_database WHERE datname = current_database()"))
                .containsExactly("b C.UTF-8");
    }

    @Test
    void the_server_itself_counts_in_utc_whatever_a_session_asks_for() throws SQLException {
        assertThat(query("SELECT setting FROM pg_file_settings WHERE name ILIKE '%timezone' AND applied"))
                .containsExactly("UTC", "UTC");
    }

    @Test
    void nobody_gets_in_without_a_password() throws SQLException {
        assertThat(query("SELECT DISTINCT type || ' ' || address || ' ' || auth_method FROM pg_hba_file_rules"))
                .containsExactly("host 127.0.0.1 scram-sha-256");
        assertThat(query("SELECT count(*)::text FROM pg_authid WHERE rolcanlogin AND rolpassword IS NOT DISTINCT FROM"
                        + " NULL"))
                .containsExactly("0");
    }

    @Test
    void a_wrong_password_is_refused() {
        assertThatExceptionOfType(SQLException.class)
                .isThrownBy(() -> DriverManager.getConnection(DATABASE.jdbcUrl(), DATABASE.user(), "wrong")
                        .close())
                .satisfies(e -> assertThat(e.getSQLState()).isEqualTo("28P01"));
    }

    @Test
    void another_address_than_the_loopback_one_does_not_answer() {
        int port = URI.create(DATABASE.jdbcUrl().substring("jdbc:".length())).getPort();

        assertThatExceptionOfType(ConnectException.class).isThrownBy(() -> new Socket("127.0.0.2", port).close());
    }

    private static List<String> query(String sql) throws SQLException {
        try (var connection = DATABASE.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var values = new ArrayList<String>();
            while (rows.next()) {
                values.add(rows.getString(1));
            }
            return values;
        }
    }
}
