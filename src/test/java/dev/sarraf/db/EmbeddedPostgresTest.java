package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedPostgresTest {
    /// Data as a first start leaves them, for the tests that are about later ones.
    @TempDir
    private static Path prepared;

    @TempDir
    private Path folder;

    private DataDirectory data;

    @BeforeAll
    static void prepare() {
        try (var data = DataDirectory.open(prepared)) {
            EmbeddedPostgres.start(data).close();
        }
    }

    @BeforeEach
    void open() throws IOException {
        copy(prepared.resolve("postgres"), folder.resolve("postgres"));
        data = DataDirectory.open(folder);
    }

    @AfterEach
    void close() {
        data.close();
    }

    @Test
    void data_are_kept_between_starts_and_nothing_runs_after_close() throws Exception {
        try (var server = EmbeddedPostgres.start(data)) {
            execute(server, "CREATE TABLE kept (id int)");
        }
        assertThat(Postmaster.on(postgresData())).isEmpty();

        try (var server = EmbeddedPostgres.start(data)) {
            execute(server, "SELECT id FROM kept");
        }
    }

    @Test
    void its_files_are_for_its_owner_alone() throws IOException {
        assertThat(permissions(data.postgres())).isEqualTo("rwx------");
        assertThat(permissions(postgresData())).isEqualTo("rwx------");
        assertThat(permissions(password())).isEqualTo("rw-------");
        assertThat(password()).content().hasSize(32);
    }

    @Test
    void a_server_that_outlived_its_process_is_taken_over_with_its_port_and_stopped_in_the_end() throws Exception {
        data.close();
        var holder = HolderProcess.start(folder);
        holder.kill();
        data = DataDirectory.open(folder);

        try (var server = EmbeddedPostgres.start(data)) {
            assertThat(server.port()).isEqualTo(holder.port());
            execute(server, "SELECT 1");
        }

        assertThat(Postmaster.on(postgresData())).isEmpty();
    }

    @Test
    void a_killed_server_recovers_what_it_had_committed() throws Exception {
        var first = EmbeddedPostgres.start(data);
        execute(first, "CREATE TABLE kept (id int)");
        kill(Postmaster.on(postgresData()).orElseThrow());

        try (var second = EmbeddedPostgres.start(data)) {
            execute(second, "SELECT id FROM kept");
            assertThat(Postmaster.on(postgresData())).isPresent();
        }
        first.close();
    }

    @Test
    void a_dead_servers_number_may_have_gone_to_another_process() throws Exception {
        var pid = ProcessHandle.current().pid();
        Files.writeString(postgresData().resolve("postmaster.pid"), pid + "\n" + postgresData() + "\n0\n5432\n");

        try (var server = EmbeddedPostgres.start(data)) {
            execute(server, "SELECT 1");
        }
    }

    @Test
    void a_running_server_with_another_password_is_refused_and_left_alone() throws Exception {
        try (var server = EmbeddedPostgres.start(data)) {
            var password = Files.readString(password());
            Files.writeString(password(), "another");

            var pid = Postmaster.on(postgresData()).orElseThrow().pid();
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> EmbeddedPostgres.start(data))
                    .withMessage("Another PostgreSQL, process " + pid
                            + ", runs on this data and does not accept its password: stop it first");

            Files.writeString(password(), password);
            execute(server, "SELECT 1");
        }
    }

    @Test
    void a_password_that_is_not_the_datas_is_refused_and_no_server_is_left_behind() throws IOException {
        Files.writeString(password(), "another");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> EmbeddedPostgres.start(data))
                .withMessageContaining("do not accept the password beside them");

        assertThat(Postmaster.on(postgresData())).isEmpty();
    }

    @Test
    void data_of_another_major_version_are_refused_in_one_line() throws IOException {
        Files.writeString(postgresData().resolve("PG_VERSION"), "17\n");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> EmbeddedPostgres.start(data))
                .withMessageContaining("is of PostgreSQL 17, and this Sarraf brings 18")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    @Test
    void a_lost_password_is_named_and_not_replaced() throws IOException {
        Files.delete(password());

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> EmbeddedPostgres.start(data))
                .withMessageEndingWith("restore the file " + password());
    }

    @Test
    void data_that_a_crash_left_half_made_are_made_anew() throws Exception {
        var unfinished = data.postgres().resolve("data.unfinished");
        Files.move(postgresData(), unfinished);
        Files.delete(unfinished.resolve("global/pg_control"));

        try (var server = EmbeddedPostgres.start(data)) {
            execute(server, "SELECT 1");
        }

        assertThat(unfinished).doesNotExist();
    }

    @Test
    void why_a_server_does_not_start_stands_in_the_message() throws IOException {
        Files.writeString(data.postgres().resolve("local.conf"), "no_such_setting = 1\n");

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> EmbeddedPostgres.start(data))
                .withMessageContaining("unrecognized configuration parameter \"no_such_setting\"");
    }

    @Test
    void an_operators_own_settings_count_last() throws Exception {
        Files.writeString(data.postgres().resolve("local.conf"), "max_connections = 33\n");

        try (var server = EmbeddedPostgres.start(data)) {
            assertThat(show(server, "max_connections")).isEqualTo("33");
        }
    }

    @Test
    void it_has_a_session_of_its_own_so_that_no_terminal_stops_it() throws Exception {
        try (var _ = EmbeddedPostgres.start(data)) {
            var pid = Postmaster.on(postgresData()).orElseThrow().pid();
            // After the name in parentheses: state, parent, group, session.
            var stat = Files.readString(Path.of("/proc/" + pid + "/stat"));
            var session = stat.substring(stat.lastIndexOf(')') + 2).split(" ", 5)[3];
            assertThat(session).isEqualTo(Long.toString(pid));
        }
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var paths = Files.walk(source)) {
            for (var path : paths.toList()) {
                Files.copy(path, target.resolve(source.relativize(path)), StandardCopyOption.COPY_ATTRIBUTES);
            }
        }
    }

    private Path postgresData() {
        return data.postgres().resolve("data");
    }

    private Path password() {
        return data.postgres().resolve("password");
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }

    private static void kill(Postmaster postmaster) {
        ProcessHandle.of(postmaster.pid()).orElseThrow().destroyForcibly();
    }

    private static void execute(EmbeddedPostgres server, String sql) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl(), server.user(), server.password().reveal());
                var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static String show(EmbeddedPostgres server, String setting) throws SQLException {
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl(), server.user(), server.password().reveal());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW " + setting)) {
            rows.next();
            return rows.getString(1);
        }
    }
}
