package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.ServerProcess;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program, started as a person starts it.
class ServeIT {
    /// What a shell and a supervisor call the end by SIGTERM.
    private static final int TERMINATED = 143;

    @TempDir
    private Path folder;

    @Test
    void a_first_start_without_any_setting_says_where_to_go() throws Exception {
        try (var server = ServerProcess.serve(folder)) {
            assertThat(server.out())
                    .contains("API and checkout   " + server.url())
                    .contains("Bank simulator     " + server.gateway())
                    .contains("curl \"$XPAY_API_URL/checkout/sessions\"");
            assertThat(get(server.url().resolve("/healthz")).statusCode()).isEqualTo(200);
            assertThat(get(server.url().resolve("/readyz")).statusCode()).isEqualTo(200);

            assertThat(server.terminate()).isEqualTo(TERMINATED);
            assertThat(server.err()).contains(" INFO stopped ms=");
            assertThat(server.postgres()).isEmpty();
        }
    }

    @Test
    void the_printed_commands_create_a_session() throws Exception {
        try (var server = ServerProcess.serve(folder)) {
            var printed = server.out()
                    .lines()
                    .dropWhile(line -> !line.contains("set -a;"))
                    .takeWhile(line -> !line.isEmpty())
                    .toList();

            var shell = new ProcessBuilder("bash", "-c", String.join("\n", printed))
                    .directory(folder.toFile())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            var answer = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertThat(answer).contains("\"url\":\"" + server.url() + "/c/cs_test_");
        }
    }

    @Test
    void the_keys_work_and_are_nowhere_else_in_clear() throws Exception {
        try (var server = ServerProcess.serve(folder)) {
            var file = server.dataDir().resolve("test.env");
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                    .isEqualTo("rw-------");
            var environment = server.environment();
            assertThat(environment.stringPropertyNames())
                    .containsExactlyInAnyOrder("XPAY_API_URL", "XPAY_SECRET_KEY", "XPAY_PUBLISHABLE_KEY");

            var session = server.shop().createSession();
            new Customer().pay(session, Customer.FRICTIONLESS);
            var paid = server.shop().session(session.get("id").stringValue());
            assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");

            var everything = server.out() + server.err() + String.join("\n", rows(server, "account.api_keys"));
            for (var key : List.of("XPAY_SECRET_KEY", "XPAY_PUBLISHABLE_KEY")) {
                var text = environment.getProperty(key);
                assertThat(everything).doesNotContain(text.substring(text.lastIndexOf('_') + 1));
            }
            assertThat(everything).doesNotContain(Customer.FRICTIONLESS.number());
        }
    }

    @Test
    void a_restart_keeps_keys_and_sessions_and_tells_the_new_port() throws Exception {
        String secret;
        String session;
        URI before;
        try (var server = ServerProcess.serve(folder)) {
            secret = server.environment().getProperty("XPAY_SECRET_KEY");
            before = server.url();
            session = server.shop().createSession().get("id").stringValue();
            server.terminate();
        }
        try (var server = ServerProcess.serve(folder)) {
            assertThat(server.environment().getProperty("XPAY_SECRET_KEY")).isEqualTo(secret);
            assertThat(server.url()).isNotEqualTo(before);
            assertThat(server.shop().session(session).get("status").stringValue())
                    .isEqualTo("open");
        }
    }

    @Test
    void a_second_instance_on_one_data_folder_is_refused() {
        try (var server = ServerProcess.serve(folder);
                var second = ServerProcess.run(folder, Map.of(), "serve", "--port", "0")) {
            assertThat(second.exitStatus()).isEqualTo(1);
            assertThat(second.err())
                    .startsWith("sarraf: The data folder ")
                    .contains("is in use by process " + server.pid())
                    .hasLineCount(1);

            assertThat(server.shop().createSession().get("status").stringValue())
                    .isEqualTo("open");
        }
    }

    @Test
    void a_port_that_is_taken_is_said_in_one_line() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = ServerProcess.run(
                        folder, Map.of(), "serve", "--port", Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .startsWith("sarraf: Cannot listen on 127.0.0.1 port " + taken.getLocalPort())
                    .hasLineCount(1);
            assertThat(server.postgres()).isEmpty();
        }
    }

    @Test
    void a_failure_after_postgresql_has_started_leaves_none_behind() throws IOException {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                var server = ServerProcess.run(
                        folder,
                        Map.of(),
                        "serve",
                        "--port",
                        "0",
                        "--simulator-port",
                        Integer.toString(taken.getLocalPort()))) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .startsWith("sarraf: Cannot listen on 127.0.0.1 port " + taken.getLocalPort())
                    .hasLineCount(1);
            assertThat(server.dataDir().resolve("postgres/data/PG_VERSION")).exists();
            assertThat(server.postgres()).isEmpty();
        }
    }

    @Test
    void another_master_key_than_the_databases_is_refused() throws IOException {
        try (var server = ServerProcess.serve(folder);
                var other = ServerProcess.run(
                        folder,
                        Map.of("SARRAF_DATABASE_URL", databaseUrl(server)),
                        "serve",
                        "--port",
                        "0",
                        "--data-dir",
                        "other")) {
            assertThat(other.exitStatus()).isEqualTo(1);
            assertThat(other.err())
                    .startsWith("sarraf: This database was written with another master key than "
                            + folder.toRealPath().resolve("other/master.key"))
                    .hasLineCount(1);
        }
    }

    @Test
    void a_database_that_does_not_answer_is_said_in_one_line() {
        try (var server = ServerProcess.run(
                folder, Map.of(), "serve", "--port", "0", "--database-url", "postgresql://u:canary@127.0.0.1:1/d")) {
            assertThat(server.exitStatus()).isEqualTo(1);
            assertThat(server.err())
                    .startsWith("sarraf: The PostgreSQL at --database-url cannot be used: ")
                    .doesNotContain("canary")
                    .hasLineCount(1);
        }
    }

    @Test
    void sigterm_stops_in_order_with_open_connections_and_a_payment_under_way() throws Exception {
        try (var server = ServerProcess.serve(folder, "--patience", "60s")) {
            var shop = server.shop();
            var customer = new Customer();
            var page = customer.open(shop.createSession());
            var idle = List.of(idleConnection(server), idleConnection(server));
            var payment = Thread.startVirtualThread(() -> {
                try {
                    customer.pay(page, Customer.UNKNOWN);
                } catch (RuntimeException _) {
                    // Cut off by the end of the server, which is one of the two things that may happen.
                }
            });
            server.awaitLog("route=/c/{id} ");

            server.signal();
            server.signal();

            assertThat(server.exitStatus()).isEqualTo(TERMINATED);
            assertThat(server.postgres()).isEmpty();
            payment.join();
            for (var connection : idle) {
                connection.close();
            }
        }
    }

    @Test
    void ctrl_c_in_a_terminal_stops_postgresql_last() throws Exception {
        try (var server = ServerProcess.serveInOwnGroup(folder)) {
            server.shop().createSession();

            server.interruptGroup();

            assertThat(server.exitStatus()).isEqualTo(130);
            assertThat(server.err()).contains(" INFO stopped ms=").doesNotContain("SQLException", "WARNING", "SEVERE");
            assertThat(server.postgres()).isEmpty();
        }
    }

    @Test
    void a_first_start_unpacks_postgresql_where_nobody_has_before() {
        var cache = Map.of("XDG_CACHE_HOME", folder.resolve("cache").toString());
        try (var server = ServerProcess.serve(folder, cache)) {
            assertThat(server.shop().createSession().get("status").stringValue())
                    .isEqualTo("open");
            assertThat(folder.resolve("cache/sarraf")).isNotEmptyDirectory();
        }
    }

    @Test
    void what_is_not_understood_is_answered_with_the_usage() {
        for (var words : List.of(
                List.of("serve", "--port", "70000"),
                List.of("serve", "--database-url", "mysql://u:canary@h/d"),
                List.<String>of())) {
            try (var refused = ServerProcess.run(folder, Map.of(), words.toArray(String[]::new))) {
                assertThat(refused.exitStatus()).as(words.toString()).isEqualTo(2);
                assertThat(refused.err())
                        .as(words.toString())
                        .contains("Usage: sarraf")
                        .doesNotContain("canary");
                assertThat(refused.out()).isEmpty();
            }
        }
        assertThat(folder.resolve("data")).doesNotExist();
    }

    @Test
    void what_is_mistyped_is_answered_with_what_may_be_meant() {
        try (var option = ServerProcess.run(folder, Map.of(), "serve", "--data-dri", "d");
                var command = ServerProcess.run(folder, Map.of(), "simulate")) {
            assertThat(option.exitStatus()).isEqualTo(2);
            assertThat(option.err()).contains("'--data-dri'", "--data-dir");
            assertThat(command.exitStatus()).isEqualTo(2);
            assertThat(command.err()).contains("'simulate'", "sarraf simulator");
        }
    }

    @Test
    void help_tells_every_command_and_option() {
        assertThat(help("--help")).contains("serve", "simulator", "bench");
        assertThat(help("serve", "--help"))
                .contains("--data-dir", "--port", "--database-url", "SARRAF_DATA_DIR")
                .doesNotContain("--stop-when-ready");
        assertThat(help("simulator", "--help")).contains("--record-dir", "--gateway-url");
        assertThat(help("bench", "startup", "--help")).contains("--payments", "--rounds", "--json");
        assertThat(help("bench", "sessions", "--help")).contains("--clients", "--rounds", "--json");
    }

    private String help(String... words) {
        try (var program = ServerProcess.run(folder, Map.of(), words)) {
            assertThat(program.exitStatus()).isZero();
            assertThat(program.out().lines()).allMatch(line -> line.length() <= 80);
            return program.out();
        }
    }

    private static HttpResponse<String> get(URI url) throws IOException, InterruptedException {
        try (var client = HttpClient.newHttpClient()) {
            return client.send(HttpRequest.newBuilder(url).build(), HttpResponse.BodyHandlers.ofString());
        }
    }

    /// A connection that has been answered once and is kept open.
    private static Socket idleConnection(ServerProcess server) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.url().getPort());
        socket.getOutputStream()
                .write("GET /healthz HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(socket.getInputStream().read()).isEqualTo('H');
        return socket;
    }

    private static List<String> rows(ServerProcess server, String table) throws IOException, SQLException {
        var url = URI.create(databaseUrl(server));
        var user = url.getUserInfo().split(":", 2);
        var rows = new ArrayList<String>();
        try (var connection = DriverManager.getConnection(
                        "jdbc:postgresql://127.0.0.1:" + url.getPort() + "/sarraf", user[0], user[1]);
                var statement = connection.createStatement();
                var found = statement.executeQuery("SELECT t::text FROM " + table + " t")) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        assertThat(rows).isNotEmpty();
        return rows;
    }

    /// The embedded server's, from what lies in the data folder.
    private static String databaseUrl(ServerProcess server) throws IOException {
        var postgres = server.dataDir().resolve("postgres");
        var password = Files.readString(postgres.resolve("password")).strip();
        var port = Files.readAllLines(postgres.resolve("data/postmaster.pid"))
                .get(3)
                .strip();
        return "postgresql://sarraf:" + password + "@127.0.0.1:" + port + "/sarraf";
    }
}
