package dev.sarraf;

import dev.sarraf.cli.DatabaseAddress;
import dev.sarraf.cli.Running;
import dev.sarraf.cli.Settings;
import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.Database;
import dev.sarraf.db.EmbeddedPostgres;
import dev.sarraf.db.Migrations;
import dev.sarraf.http.Authenticator;
import dev.sarraf.http.HealthRoutes;
import dev.sarraf.http.Server;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.DemoMerchant;
import dev.sarraf.merchants.MasterKeyCheck;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// The running program: starts its parts in order, wires them by hand, and stops them in the opposite order.
final class App implements Running {
    private static final System.Logger LOG = System.getLogger(App.class.getName());
    private static final String ACCOUNT = "account";

    private final Deque<AutoCloseable> parts = new ArrayDeque<>();
    private final Path testEnv;
    private final URI publicUrl;
    private final URI gateway;

    private App(Settings settings) {
        var data = started(DataDirectory.open(settings.dataDir()));
        this.testEnv = data.testEnv();
        int port = settings.port() == 0 ? freePort() : settings.port();
        this.publicUrl = settings.publicUrl().orElseGet(() -> URI.create("http://localhost:" + port));

        // The simulator starts while PostgreSQL does: neither needs the other.
        var simulator = settings.gateway().isEmpty()
                ? Optional.of(CompletableFuture.supplyAsync(() -> simulator(settings, data, port)))
                : Optional.<CompletableFuture<Simulator>>empty();
        var postgres = settings.database().orElseGet(() -> embedded(data));
        migrate(postgres);
        var account = started(connect(postgres, ACCOUNT));
        var test = started(connect(postgres, Mode.TEST.text()));
        var masterKey = MasterKeyFile.read(data.masterKey());
        if (!MasterKeyCheck.fits(account, masterKey)) {
            throw new CannotStart("This database was written with another master key than " + data.masterKey()
                    + ". Put the right key file there.");
        }
        this.gateway = simulator
                .map(App::await)
                .map(running -> started(running).baseUrl())
                .or(settings::gateway)
                .orElseThrow();

        var merchants = new Merchants(account);
        var keys = new ApiKeys(account, masterKey);
        var testMode = started(new TestMode(test, masterKey, merchants, publicUrl, gateway, settings));
        var demo = new DemoMerchant(account, merchants, keys);
        var merchant = demo.ensure();
        testMode.enroll(merchant);
        new TestEnvironment(data.testEnv(), settings.environmentPrefix())
                .write(publicUrl, () -> demo.newTestKeys(merchant));

        started(Server.start(
                address(settings.host()),
                port,
                publicUrl.resolve("/docs/errors").toString(),
                Stream.concat(
                                testMode.routes().stream(),
                                HealthRoutes.of(() -> account.isReachable() && test.isReachable()).stream())
                        .toList(),
                new Authenticator(keys)));
        testMode.start();
    }

    /// Starts everything. What was started before a failure is stopped again.
    static Running start(Settings settings) {
        long start = System.nanoTime();
        var app = new App(settings);
        LOG.log(System.Logger.Level.INFO, "started url={0} ms={1,number,#}", app.publicUrl, millisSince(start));
        return app;
    }

    @Override
    public URI publicUrl() {
        return publicUrl;
    }

    @Override
    public URI gateway() {
        return gateway;
    }

    @Override
    public Path testEnv() {
        return testEnv;
    }

    @Override
    public void close() {
        long start = System.nanoTime();
        while (!parts.isEmpty()) {
            try {
                parts.pop().close();
            } catch (Exception e) {
                LOG.log(System.Logger.Level.WARNING, "stopping a part failed", e);
            }
        }
        LOG.log(System.Logger.Level.INFO, "stopped ms={0,number,#}", millisSince(start));
    }

    private <T extends AutoCloseable> T started(T part) {
        parts.push(part);
        return part;
    }

    private DatabaseAddress embedded(DataDirectory data) {
        var server = started(EmbeddedPostgres.start(data));
        return new DatabaseAddress(server.jdbcUrl(), server.user(), server.password());
    }

    private static Simulator simulator(Settings settings, DataDirectory data, int port) {
        var record = data.simulator();
        if (settings.simulatorPort().isPresent()) {
            return Simulator.start(
                    SimulatorSettings.local(settings.simulatorPort().get(), record));
        }
        boolean nextIsFree = settings.port() != 0 && port < 65_535 && isFree(port + 1);
        return Simulator.start(SimulatorSettings.local(nextIsFree ? port + 1 : 0, record));
    }

    private static void migrate(DatabaseAddress postgres) {
        Migrations.apply(postgres.jdbcUrl(), postgres.user(), postgres.password(), ACCOUNT, ACCOUNT);
        Migrations.apply(postgres.jdbcUrl(), postgres.user(), postgres.password(), "mode", Mode.TEST.text());
    }

    private static Database connect(DatabaseAddress postgres, String schema) {
        return Database.connect(postgres.jdbcUrl(), postgres.user(), postgres.password(), schema);
    }

    private static Simulator await(CompletableFuture<Simulator> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static InetAddress address(String host) {
        try {
            return InetAddress.getByName(host);
        } catch (UnknownHostException e) {
            throw new CannotStart("There is no address " + host + " to listen on.", e);
        }
    }

    /// The public URL names the port, so it has to be known before anything that shows an address is built.
    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new CannotStart("There is no free port to listen on.", e);
        }
    }

    private static boolean isFree(int port) {
        try (var socket = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort() == port;
        } catch (IOException e) {
            return false;
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
