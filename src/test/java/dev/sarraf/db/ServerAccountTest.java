package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Who runs the server when Sarraf runs as root, and that it also runs where it does not. Only root can try all of it.
class ServerAccountTest {
    private static final int NOBODY = 65534;

    @TempDir
    private Path folder;

    @BeforeEach
    void requireRoot() throws IOException {
        assumeTrue(Files.getAttribute(Path.of("/proc/self"), "unix:uid").equals(0), "not run by root");
    }

    @Test
    void in_a_namespace_the_data_are_roots_and_the_server_has_no_rights_of_roots() throws Exception {
        try (var data = DataDirectory.open(folder);
                var server = EmbeddedPostgres.start(data, ServerAccount.namespace())) {
            assertThat(capabilities(data)).isEqualTo("0000000000000000");
            assertThat(owner(postgresData(data))).isZero();
            assertWorks(server);
        }
    }

    @Test
    void as_nobody_the_data_are_nobodys_and_the_server_may_only_pass_roots_folders() throws Exception {
        try (var data = DataDirectory.open(folder)) {
            try (var server = EmbeddedPostgres.start(data, ServerAccount.nobody())) {
                // CAP_DAC_OVERRIDE is bit 1.
                assertThat(capabilities(data)).isEqualTo("0000000000000002");
                assertThat(owner(postgresData(data))).isEqualTo(NOBODY);
                assertWorks(server);
            }
            assertThat(Postmaster.on(postgresData(data))).isEmpty();

            try (var server = EmbeddedPostgres.start(data)) {
                assertThat(owner(postgresData(data))).isEqualTo(NOBODY);
                assertWorks(server);
            }
        }
    }

    @Test
    void data_made_in_a_namespace_go_to_nobody_where_there_are_no_namespaces_any_more() throws Exception {
        try (var data = DataDirectory.open(folder)) {
            EmbeddedPostgres.start(data, ServerAccount.namespace()).close();

            try (var server = EmbeddedPostgres.start(data, ServerAccount.nobody())) {
                assertThat(owner(postgresData(data))).isEqualTo(NOBODY);
                assertThat(owner(postgresData(data).resolve("base"))).isEqualTo(NOBODY);
                assertWorks(server);
            }
        }
    }

    @Test
    void an_ordinary_user_runs_the_server_as_himself() throws Exception {
        var home = Files.createDirectory(folder.resolve("home"));
        Files.setAttribute(home, "unix:uid", NOBODY);
        Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxr-xr-x"));
        var prefix = List.of("/usr/bin/setpriv", "--reuid=" + NOBODY, "--regid=" + NOBODY, "--clear-groups", "--");

        try (var holder = HolderProcess.start(prefix, readableClassPath(), home.resolve("data"))) {
            var password = holder.ready().split(" ", 2)[1];
            DriverManager.getConnection(url(holder.port()), "sarraf", password).close();
            assertThat(owner(home.resolve("data/postgres/data"))).isEqualTo(NOBODY);
        }
        assertThat(Postmaster.on(home.resolve("data/postgres/data"))).isEmpty();
    }

    /// The class path copied to where everybody may read, because root's Maven repository is nothing of the kind.
    private String readableClassPath() throws IOException {
        var copies = new ArrayList<String>();
        for (var entry : System.getProperty("java.class.path").split(":", -1)) {
            var source = Path.of(entry);
            if (isNeeded(entry) && Files.exists(source)) {
                var copy = folder.resolve("lib").resolve(Integer.toString(copies.size()));
                copy(source, copy);
                copies.add(copy.toString());
            }
        }
        return String.join(":", copies);
    }

    private static boolean isNeeded(String entry) {
        return List.of("classes", "postgres", "commons-", "xz").stream().anyMatch(entry::contains);
    }

    private static void copy(Path source, Path target) throws IOException {
        try (var paths = Files.walk(source)) {
            for (var path : paths.toList()) {
                var copy = target.resolve(source.relativize(path).toString());
                Files.createDirectories(Files.isDirectory(path) ? copy : copy.resolveSibling(""));
                if (!Files.isDirectory(path)) {
                    Files.copy(path, copy);
                    Files.setPosixFilePermissions(copy, PosixFilePermissions.fromString("rw-r--r--"));
                }
            }
        }
    }

    private static Path postgresData(DataDirectory data) {
        return data.postgres().resolve("data");
    }

    private static int owner(Path path) throws IOException {
        return (int) Files.getAttribute(path, "unix:uid");
    }

    private static String capabilities(DataDirectory data) throws IOException {
        var pid = Postmaster.on(postgresData(data)).orElseThrow().pid();
        try (var status = Files.lines(Path.of("/proc/" + pid + "/status"))) {
            return status.filter(line -> line.startsWith("CapEff:"))
                    .map(line -> line.substring("CapEff:".length()).strip())
                    .findFirst()
                    .orElseThrow();
        }
    }

    private static String url(int port) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/sarraf";
    }

    private static void assertWorks(EmbeddedPostgres server) throws SQLException {
        assertThat(server.jdbcUrl()).isEqualTo(url(server.port()));
        try (var connection = DriverManager.getConnection(
                        server.jdbcUrl(), server.user(), server.password().reveal());
                var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT 1")) {
            assertThat(rows.next()).isTrue();
        }
    }
}
