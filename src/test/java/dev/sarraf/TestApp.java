package dev.sarraf;

import dev.sarraf.audit.Finding;
import dev.sarraf.audit.Selfcheck;
import dev.sarraf.cli.DatabaseAddress;
import dev.sarraf.cli.MasterKeyFile;
import dev.sarraf.cli.Settings;
import dev.sarraf.db.Database;
import dev.sarraf.http.MetricsRoute;
import dev.sarraf.http.RateLimit;
import dev.sarraf.http.Routes;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.KeyDraft;
import dev.sarraf.merchants.KeyId;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.merchants.Permission;
import dev.sarraf.payments.CardTestingLimits;
import dev.sarraf.testing.BankRecord;
import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import dev.sarraf.webhooks.Listeners;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;

/// The whole program in this JVM, on a database of its own, with a simulator of its own.
public final class TestApp implements AutoCloseable {
    private final App running;
    private final TestDatabase database;
    private final Properties environment;
    private final Path dataDir;

    private TestApp(App running, TestDatabase database, Path dataDir, Properties environment) {
        this.dataDir = dataDir;
        this.running = running;
        this.database = database;
        this.environment = environment;
    }

    public static TestApp start() {
        return start(TestPostgres.freshDatabase(), temporaryFolder(), Optional.empty());
    }

    /// With a database and a bank that may be older than this start.
    static TestApp start(TestDatabase database, Path dataDir, Optional<URI> gateway) {
        return start(database, dataDir, gateway, Pace.CALM);
    }

    static TestApp start(TestDatabase database, Path dataDir, Optional<URI> gateway, Pace pace) {
        return start(database, dataDir, gateway, pace, RateLimit.OFF);
    }

    /// With a limit for each key.
    static TestApp limited(RateLimit limit) {
        return start(TestPostgres.freshDatabase(), temporaryFolder(), Optional.empty(), Pace.CALM, limit);
    }

    private static TestApp start(
            TestDatabase database, Path dataDir, Optional<URI> gateway, Pace pace, RateLimit limit) {
        return start(0, database, dataDir, gateway, pace, limit);
    }

    private static TestApp start(
            int port, TestDatabase database, Path dataDir, Optional<URI> gateway, Pace pace, RateLimit limit) {
        var running = App.start(settings(port, database, dataDir, gateway, pace, limit));
        return new TestApp(running, database, dataDir, read(running.testEnv()));
    }

    /// The same program, stopped and started again where it was.
    TestApp restart() {
        int port = url().getPort();
        close();
        return start(port, database, dataDir, Optional.empty(), Pace.CALM, RateLimit.OFF);
    }

    /// With the bank behind this wire, whose record is in the folder.
    static TestApp start(Path dataDir, BentGateway gateway, Pace pace) {
        return start(TestPostgres.freshDatabase(), dataDir, Optional.of(gateway.url()), pace);
    }

    /// How long the program waits.
    ///
    /// @param bank for the bank's answer
    /// @param resend before it repeats a request of which the bank knows nothing
    /// @param customer before a waiting page takes over
    record Pace(Duration bank, Duration resend, Duration customer) {
        static final Pace CALM = new Pace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(20));

        /// For a bank that is made to fail all the time.
        static final Pace HASTY = new Pace(Duration.ofMillis(1_200), Duration.ofSeconds(2), Duration.ofSeconds(20));
    }

    private static Settings settings(
            int port, TestDatabase database, Path dataDir, Optional<URI> gateway, Pace pace, RateLimit limit) {
        return new Settings(
                dataDir,
                "127.0.0.1",
                port,
                Optional.empty(),
                Optional.of(new DatabaseAddress(database.jdbcUrl(), database.user(), database.password())),
                gateway,
                Optional.of(0),
                true,
                "XPay-Signature",
                "XPAY",
                pace.bank(),
                pace.resend(),
                pace.customer(),
                Duration.ofDays(1),
                Duration.ofSeconds(30),
                Duration.ZERO,
                MetricsRoute.Readers.LOOPBACK,
                limit,
                new CardTestingLimits(5, 10, 5),
                Optional.of("X-Customer-Address"),
                false);
    }

    static Path temporaryFolder() {
        try {
            return Files.createTempDirectory("sarraf-test");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Shop shop() {
        return new Shop(running.publicUrl(), environment.getProperty("XPAY_SECRET_KEY"));
    }

    /// Another merchant of this program, who has a secret key and no account at a bank.
    Shop neighbor() {
        var merchant = MerchantId.random();
        var key = ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST).text().reveal();
        var hash = HexFormat.of()
                .formatHex(MasterKeyFile.read(dataDir.resolve("master.key")).hash("api key", key));
        update("INSERT INTO account.merchants (id, name) VALUES ('%s', 'Delta Books')".formatted(merchant));
        update("""
                INSERT INTO account.api_keys (merchant_id, id, key_hash, kind, mode, last4)
                VALUES ('%s', '%s', '\\x%s', 'SECRET', 'test', '%s')
                """.formatted(merchant, KeyId.random(Mode.TEST), hash, key.substring(key.length() - 4)));
        return new Shop(running.publicUrl(), key);
    }

    /// All that the program answers to.
    public Routes routes() {
        return running.routes();
    }

    /// The same merchant's server with another key.
    public Shop shop(ApiKeys.Made made) {
        return new Shop(running.publicUrl(), made.key().text().reveal());
    }

    /// The program's merchants and keys, as a command beside it sees them.
    public Office office() {
        var account = Database.connect(database.jdbcUrl(), database.user(), database.password(), "account");
        var merchants = new Merchants(account);
        return new Office(
                account,
                merchants,
                new ApiKeys(account, MasterKeyFile.read(dataDir.resolve("master.key"))),
                account.inOneStatement(merchants::findFirst).orElseThrow());
    }

    /// Merchants and keys.
    ///
    /// @param merchant the demo merchant
    public record Office(Database account, Merchants merchants, ApiKeys keys, MerchantId merchant)
            implements AutoCloseable {
        /// A key of the demo merchant that may do this.
        public ApiKeys.Made restricted(Mode mode, Permission... permissions) {
            return keys.create(
                    merchant, mode, new KeyDraft(ApiKey.Kind.RESTRICTED, Optional.empty(), List.of(permissions)));
        }

        @Override
        public void close() {
            account.close();
        }
    }

    public URI url() {
        return running.publicUrl();
    }

    public URI gateway() {
        return running.gateway();
    }

    public Path dataDir() {
        return dataDir;
    }

    /// As `--database-url` names its database.
    public String databaseUrl() {
        return database.jdbcUrl()
                .replaceFirst(
                        "^jdbc:postgresql://",
                        "postgresql://%s:%s@"
                                .formatted(database.user(), database.password().reveal()));
    }

    /// Where everything is kept.
    TestDatabase database() {
        return database;
    }

    public Properties environment() {
        return environment;
    }

    /// The record of the simulator that started with this program.
    public BankRecord bank() {
        return new BankRecord(dataDir.resolve("simulator"));
    }

    /// How many rows of a table there are, of all merchants.
    public long count(String table) {
        return Long.parseLong(query("SELECT count(*) FROM " + table).getFirst());
    }

    /// The first column of what a query finds, as text.
    public List<String> query(String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            var found = new ArrayList<String>();
            while (rows.next()) {
                found.add(rows.getString(1));
            }
            return found;
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// What a round of the program does each minute.
    void forgetUnseenListeners() {
        try (var mode = Database.connect(database.jdbcUrl(), database.user(), database.password(), Mode.TEST.text())) {
            new Listeners(mode, MasterKeyFile.read(dataDir.resolve("master.key")), Duration.ofSeconds(30))
                    .forgetUnseen();
        }
    }

    /// What the program's own books of test mode get wrong.
    List<Finding> selfcheck() {
        try (var mode = Database.connect(database.jdbcUrl(), database.user(), database.password(), "test")) {
            return new Selfcheck(mode)
                    .run(Duration.ofSeconds(30), Set.of()).findings().stream()
                            .filter(finding -> !finding.holds())
                            .toList();
        }
    }

    /// Changes rows behind the program's back.
    public int update(String sql) {
        try (var connection = database.connect();
                var statement = connection.createStatement()) {
            return statement.executeUpdate(sql);
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /// Ends all connections that the program has to its database, as a restart of the database does.
    void breakConnections() {
        query("""
                SELECT pg_terminate_backend(pid)
                  FROM pg_stat_activity
                 WHERE datname = current_database()
                   AND pid <> pg_backend_pid()
                """);
    }

    @Override
    public void close() {
        running.close();
    }

    private static Properties read(Path file) {
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
