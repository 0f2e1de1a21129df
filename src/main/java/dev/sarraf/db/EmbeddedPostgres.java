package dev.sarraf.db;

import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/// The PostgreSQL that Sarraf brings along: a real server on the data directory, reached over loopback with its own
/// password.
///
/// What a commit has promised is on disk, whatever happens to this process, the server or the machine. A server
/// that outlived the process that started it is taken over, with its port; a dead one's data recovers at the
/// next start.
public final class EmbeddedPostgres implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(EmbeddedPostgres.class.getName());

    private static final String USER = "sarraf";
    private static final String DATABASE = "sarraf";

    /// In the folder of the server: its data, and the file with its password.
    private static final String DATA = "data";

    private static final String PASSWORD = "password";

    /// 190 bits.
    private static final int PASSWORD_LENGTH = 32;

    /// Long enough for a server that has just been started, or is stopping, to finish doing so.
    private static final Duration ADOPTION = Duration.ofMinutes(1);

    private static final String CONNECTION_TIMEOUT_SECONDS = "10";

    /// Empty for a guest, who stops nothing.
    private final Optional<Cluster> cluster;
    private final int port;
    private final Secret password;
    private final AtomicBoolean closed = new AtomicBoolean();

    private EmbeddedPostgres(Optional<Cluster> cluster, int port, Secret password) {
        this.cluster = cluster;
        this.port = port;
        this.password = password;
    }

    /// Makes the server's data on first use, takes over or starts the server, and returns when it takes
    /// connections.
    ///
    /// @throws CannotStart if the platform has no such server, the data is another version's, or the server fails
    public static EmbeddedPostgres start(DataDirectory data) {
        try {
            return start(data, ServerAccount.choose(folder(data)));
        } catch (IOException e) {
            throw new CannotStart("PostgreSQL cannot use " + data.postgres() + ": " + e, e);
        }
    }

    static EmbeddedPostgres start(DataDirectory data, ServerAccount account) throws IOException {
        Files.createDirectories(data.postgres(), DataDirectory.OWNER_ONLY_FOLDER);
        var cluster = new Cluster(folder(data), PostgresBinaries.unpacked(data.postgres()), account);
        var passwordFile = data.postgres().resolve(PASSWORD);
        if (!cluster.exists()) {
            writeNewPassword(passwordFile);
            cluster.create(USER, passwordFile);
        }
        cluster.requireMajorVersion();
        var password = readPassword(passwordFile);
        return Patience.until(ADOPTION, () -> adoptOrStart(cluster, password))
                .orElseThrow(() -> new CannotStart(
                        "The PostgreSQL that runs on " + folder(data) + " does not answer: stop it, and start again"));
    }

    /// The server that is running on a data directory now, for a look at its data beside the process that holds them.
    /// Closing what this returns stops nothing.
    ///
    /// @throws CannotStart if the directory cannot be read, as by another user
    public static Optional<EmbeddedPostgres> visit(Path dataDirectory) {
        var postgres = DataDirectory.postgres(dataDirectory);
        try {
            var running = Postmaster.on(postgres.resolve(DATA));
            return running.isPresent()
                    ? Optional.of(new EmbeddedPostgres(
                            Optional.empty(), running.get().port(), readPassword(postgres.resolve(PASSWORD))))
                    : Optional.empty();
        } catch (IOException e) {
            throw new CannotStart("The PostgreSQL in " + postgres + " cannot be looked at: " + e, e);
        }
    }

    /// Whether a data directory holds the data of a server, running or not.
    public static boolean hasData(Path dataDirectory) {
        return Files.isDirectory(DataDirectory.postgres(dataDirectory).resolve(DATA));
    }

    /// Where the server takes connections to Sarraf's database, without user and password.
    public String jdbcUrl() {
        return jdbcUrl(port, DATABASE);
    }

    /// Makes one more database, which is empty, and tells where it takes connections.
    public String newDatabase(String name) {
        try (var connection = connect(port, password)) {
            createDatabase(connection, name);
            return jdbcUrl(port, name);
        } catch (SQLException e) {
            throw new CannotStart("The database " + name + " cannot be made: " + e.getMessage(), e);
        }
    }

    /// The superuser, and only user at first.
    public String user() {
        return USER;
    }

    public Secret password() {
        return password;
    }

    /// The port on 127.0.0.1, another one each time a server is started.
    public int port() {
        return port;
    }

    /// Stops the server within a few seconds, ending connections that are still open. Does nothing a second time.
    @Override
    public void close() {
        if (cluster.isPresent() && closed.compareAndSet(false, true)) {
            try {
                cluster.get().stop();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Path folder(DataDirectory data) {
        return data.postgres().resolve(DATA);
    }

    private static Optional<EmbeddedPostgres> adoptOrStart(Cluster cluster, Secret password) throws IOException {
        var running = cluster.running();
        int port = running.isPresent() ? running.get().port() : cluster.start();
        try (var connection = connect(port, password)) {
            createDatabase(connection, DATABASE);
            running.ifPresent(server ->
                    LOG.log(Level.INFO, "Took over the running PostgreSQL, process {0}", Long.toString(server.pid())));
            return Optional.of(new EmbeddedPostgres(Optional.of(cluster), port, password));
        } catch (SQLException e) {
            // No connection, or an operator's intervention: it is just starting or stopping, or has died meanwhile.
            if (List.of("08", "57").contains(stateClass(e))) {
                return Optional.empty();
            }
            if (running.isEmpty()) {
                cluster.stop();
            }
            throw unusable(running, e);
        }
    }

    private static CannotStart unusable(Optional<Postmaster> running, SQLException e) {
        if (!stateClass(e).equals("28")) {
            return new CannotStart("PostgreSQL runs but cannot be used: " + e.getMessage(), e);
        }
        return new CannotStart(
                running.map(server -> "Another PostgreSQL, process " + server.pid()
                                + ", runs on this data and does not accept its password: stop it first")
                        .orElse("The PostgreSQL's data do not accept the password beside them: restore the right file"
                                + " from a backup"),
                e);
    }

    private static Connection connect(int port, Secret password) throws SQLException {
        var properties = new Properties();
        properties.setProperty("user", USER);
        properties.setProperty("password", password.reveal());
        properties.setProperty("connectTimeout", CONNECTION_TIMEOUT_SECONDS);
        properties.setProperty("socketTimeout", CONNECTION_TIMEOUT_SECONDS);
        return DriverManager.getConnection(jdbcUrl(port, "postgres"), properties);
    }

    private static void createDatabase(Connection connection, String name) throws SQLException {
        try (var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("SELECT FROM pg_database WHERE datname = '" + name + "'")) {
                if (found.next()) {
                    return;
                }
            }
            statement.execute("CREATE DATABASE " + name);
        }
    }

    /// The first two characters of an SQL state, which say what kind of failure it is.
    private static String stateClass(SQLException e) {
        return Optional.ofNullable(e.getSQLState())
                .filter(state -> state.length() == 5)
                .map(state -> state.substring(0, 2))
                .orElse("");
    }

    private static String jdbcUrl(int port, String database) {
        return "jdbc:postgresql://127.0.0.1:" + port + "/" + database;
    }

    private static void writeNewPassword(Path file) throws IOException {
        Files.deleteIfExists(file);
        var options = EnumSet.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        try (var channel = Files.newByteChannel(file, options, DataDirectory.OWNER_ONLY_FILE)) {
            channel.write(StandardCharsets.UTF_8.encode(Random62.text(PASSWORD_LENGTH)));
        }
    }

    private static Secret readPassword(Path file) throws IOException {
        if (!Files.exists(file)) {
            throw new CannotStart("The password of the embedded PostgreSQL is missing: restore the file " + file);
        }
        return new Secret(Files.readString(file).strip());
    }
}
