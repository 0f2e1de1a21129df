package dev.sarraf;

import dev.sarraf.checkout.EntranceOfEachMode;
import dev.sarraf.checkout.TillOfEachMode;
import dev.sarraf.cli.DatabaseAddress;
import dev.sarraf.cli.GatewayFile;
import dev.sarraf.cli.MasterKeyFile;
import dev.sarraf.cli.Running;
import dev.sarraf.cli.Settings;
import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.Database;
import dev.sarraf.db.EmbeddedPostgres;
import dev.sarraf.db.ForeignPostgres;
import dev.sarraf.db.Migrations;
import dev.sarraf.db.Signals;
import dev.sarraf.http.Authenticator;
import dev.sarraf.http.HealthRoutes;
import dev.sarraf.http.MetricsRoute;
import dev.sarraf.http.Routes;
import dev.sarraf.http.Server;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageRoute;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.DemoMerchant;
import dev.sarraf.merchants.MasterKeyCheck;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.page.ClientAddress;
import dev.sarraf.page.PageRoutes;
import dev.sarraf.page.WebhookExaminer;
import dev.sarraf.processors.NoBank;
import dev.sarraf.processors.NoProvider;
import dev.sarraf.processors.local.RestProvider;
import dev.sarraf.processors.local.TestCustomers;
import dev.sarraf.processors.mpgs.MpgsProcessor;
import dev.sarraf.processors.mpgs.MpgsSettings;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
import dev.sarraf.targets.TargetRules;
import dev.sarraf.webhooks.Examiner;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.stream.Stream;

/// The running program: starts its parts in order, wires them by hand, and stops them in the opposite order.
///
/// Stopping takes less than ten seconds, whatever clients, banks and endpoints do: each part lets what is under way
/// finish for some seconds, and what does not is left to the reconciler of the next start.
final class App implements Running {
    private static final System.Logger LOG = System.getLogger(App.class.getName());
    private static final String ACCOUNT = "account";

    private final Parts parts;
    private final Path testEnv;
    private final URI publicUrl;
    private final URI gateway;
    private final Routes routes;

    private App(Settings settings, Parts parts) {
        this.parts = parts;
        var data = parts.started(DataDirectory.open(settings.dataDir()));
        this.testEnv = data.testEnv();
        // The public URL names the port, so it has to be known before anything that shows an address is built.
        var host = Ports.address(settings.host());
        var picked = parts.started(Ports.pick(host, settings.port()));
        int port = picked.number();
        this.publicUrl = settings.publicUrl().orElseGet(() -> URI.create("http://localhost:" + port));

        // The simulator starts while PostgreSQL does: neither needs the other.
        var simulator = settings.gateway().isEmpty()
                ? Optional.of(
                        parts.starting(CompletableFuture.supplyAsync(() -> simulator(settings, data, host, port))))
                : Optional.<CompletableFuture<Simulator>>empty();
        var postgres = settings.database().map(App::checked).orElseGet(() -> embedded(data));
        migrate(postgres);
        var account = parts.started(connect(postgres, ACCOUNT));
        var test = parts.started(connect(postgres, Mode.TEST.text()));
        var live = parts.started(connect(postgres, Mode.LIVE.text()));
        var masterKey = MasterKeyFile.read(data.masterKey());
        if (!MasterKeyCheck.fits(account, masterKey)) {
            throw new CannotStart("This database was written with another master key than " + data.masterKey()
                    + ". Put the right key file there.");
        }
        this.gateway = simulator
                .map(App::await)
                .map(Simulator::baseUrl)
                .or(settings::gateway)
                .orElseThrow();

        GatewayFile.in(data.path()).write(gateway);

        var metrics = new Metrics();
        var merchants = new Merchants(account);
        var keys = new ApiKeys(account, masterKey);
        var signals = parts.started(new Signals(postgres.jdbcUrl(), postgres.user(), postgres.password()));
        var common = new ModeParts.Common(masterKey, merchants, publicUrl, settings, metrics, signals);
        var bank =
                parts.started(new MpgsProcessor(MpgsSettings.of(gateway).withResponseTimeout(settings.bankTimeout())));
        var provider = parts.started(new RestProvider(gateway, settings.bankTimeout()));
        var customers = parts.started(new TestCustomers(gateway));
        var testMode = parts.started(new ModeParts(
                Mode.TEST,
                test,
                bank,
                provider,
                Optional.of(customers),
                TargetRules.test(settings.privateWebhooks()),
                common));
        var liveMode = parts.besides(new ModeParts(
                Mode.LIVE, live, new NoBank(), new NoProvider(), Optional.empty(), TargetRules.live(), common));
        var tools = new TestTools(testMode, gateway);
        var demo = new DemoMerchant(account, merchants, keys);
        var merchant = demo.ensure();
        tools.enroll(merchant);
        new TestEnvironment(data.testEnv(), settings.environmentPrefix())
                .write(publicUrl, key -> keys.find(key).isPresent(), () -> demo.newTestKeys(merchant));

        this.routes = new Routes(
                Stream.of(
                                new PageRoutes(
                                                new TillOfEachMode(testMode.till(), liveMode.till()),
                                                new EntranceOfEachMode(testMode.entrance(), liveMode.entrance()),
                                                publicUrl,
                                                new ClientAddress(settings.addressHeader()),
                                                InstantSource.system(),
                                                examiner(settings, test, live, masterKey))
                                        .routes(),
                                new ImageRoute(testMode.images(), liveMode.images()).routes(),
                                HealthRoutes.of(
                                        () -> account.isReachable() && test.isReachable() && live.isReachable()),
                                MetricsRoute.of(metrics, settings.metrics()))
                        .flatMap(List::stream)
                        .toList(),
                Map.of(
                        Mode.TEST,
                        Stream.concat(testMode.routes().stream(), tools.routes().stream())
                                .toList(),
                        Mode.LIVE,
                        liveMode.routes()));

        picked.close();
        parts.started(Server.start(
                host,
                port,
                publicUrl.resolve("/docs/errors").toString(),
                routes,
                new Authenticator(keys, settings.rateLimit()),
                metrics));
        signals.start();
        parts.besides(testMode.start());
        parts.besides(liveMode.start());
    }

    /// Starts everything. What was started before a failure is stopped again.
    static App start(Settings settings) {
        long start = System.nanoTime();
        var parts = new Parts();
        try {
            var app = new App(settings, parts);
            LOG.log(System.Logger.Level.INFO, "started url={0} ms={1,number,#}", app.publicUrl, millisSince(start));
            return app;
        } catch (RuntimeException | Error e) {
            parts.close();
            throw e;
        }
    }

    /// All that the server answers to.
    Routes routes() {
        return routes;
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
        parts.close();
        LOG.log(System.Logger.Level.INFO, "stopped ms={0,number,#}", millisSince(start));
    }

    private DatabaseAddress embedded(DataDirectory data) {
        var server = parts.started(EmbeddedPostgres.start(data));
        return new DatabaseAddress(server.jdbcUrl(), server.user(), server.password());
    }

    private static DatabaseAddress checked(DatabaseAddress postgres) {
        ForeignPostgres.require(postgres.jdbcUrl(), postgres.user(), postgres.password());
        return postgres;
    }

    /// For the receiver of webhooks, which is there where a developer is alone with the server.
    private static Optional<WebhookExaminer> examiner(
            Settings settings, Database test, Database live, MasterKey masterKey) {
        return settings.privateWebhooks()
                ? Optional.of(new Examiner(test, live, masterKey, InstantSource.system(), settings.signatureHeader()))
                : Optional.empty();
    }

    private static Simulator simulator(Settings settings, DataDirectory data, InetAddress host, int port) {
        return StandaloneSimulator.launch(SimulatorSettings.local(
                settings.simulatorPort().orElseGet(() -> nextIfFree(settings, host, port)), data.simulator()));
    }

    /// The port after ours where that was chosen, so that both are easy to remember; or any.
    private static int nextIfFree(Settings settings, InetAddress host, int port) {
        return settings.port() != 0 && port < 65_535 && Ports.isFree(host, port + 1) ? port + 1 : 0;
    }

    private static void migrate(DatabaseAddress postgres) {
        // The schemas know nothing of each other, and much of the time is PostgreSQL's.
        var live = CompletableFuture.runAsync(
                () -> migrate(postgres, "mode", Mode.LIVE.text()), Thread::startVirtualThread);
        try {
            migrate(postgres, ACCOUNT, ACCOUNT);
            migrate(postgres, "mode", Mode.TEST.text());
        } finally {
            await(live);
        }
    }

    private static void migrate(DatabaseAddress postgres, String set, String schema) {
        Migrations.apply(postgres.jdbcUrl(), postgres.user(), postgres.password(), set, schema);
    }

    private static Database connect(DatabaseAddress postgres, String schema) {
        return Database.connect(postgres.jdbcUrl(), postgres.user(), postgres.password(), schema);
    }

    private static <T> T await(CompletableFuture<T> starting) {
        try {
            return starting.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    private static long millisSince(long nanos) {
        return (System.nanoTime() - nanos) / 1_000_000;
    }
}
