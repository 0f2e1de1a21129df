package dev.sarraf.cli;

import dev.sarraf.http.MetricsRoute;
import dev.sarraf.http.RateLimit;
import dev.sarraf.payments.CardTestingLimits;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf serve`
@Command(
        name = "serve",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Start the checkout with everything that it needs.",
        footer = {"", "Each option can be set in the environment too: --data-dir as SARRAF_DATA_DIR."})
final class ServeCommand implements Callable<Integer> {
    private static final int MOST_REQUESTS = 1_000_000;
    private static final int MOST_DECLINES = 1_000;

    private final Function<Settings, Running> launch;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--data-dir",
            paramLabel = "FOLDER",
            defaultValue = "data",
            description = "Where everything is kept.")
    private Path dataDir = Path.of("data");

    @Option(names = "--port", defaultValue = "8080", description = "Port of the API and the pages; 0 takes a free one.")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host = "127.0.0.1";

    @Option(
            names = "--public-url",
            paramLabel = "URL",
            description = "How merchants and customers reach this server. Default: http://localhost:PORT")
    private @Nullable URI publicUrl;

    @Option(
            names = "--database-url",
            paramLabel = "URL",
            description = "A PostgreSQL 15 or newer to use instead of the embedded one:"
                    + " postgresql://user:password@host:5432/database")
    private @Nullable String databaseUrl;

    @Option(
            names = "--gateway-url",
            paramLabel = "URL",
            description =
                    "A card gateway to use instead of the built-in simulator, such as that of ./sarraf simulator.")
    private @Nullable URI gatewayUrl;

    @Option(
            names = "--simulator-port",
            paramLabel = "PORT",
            description = "Port of the built-in gateway simulator. Default: the one after --port, or a free one.")
    private @Nullable Integer simulatorPort;

    @Option(
            names = "--private-webhooks",
            paramLabel = "true|false",
            defaultValue = "true",
            arity = "1",
            description = "Whether test webhooks and pictures may lead to this machine and private networks.")
    private boolean privateWebhooks;

    @Option(
            names = "--signature-header",
            paramLabel = "NAME",
            defaultValue = "XPay-Signature",
            description = "Header that carries a webhook's signature.")
    private String signatureHeader = "";

    @Option(
            names = "--env-prefix",
            paramLabel = "PREFIX",
            defaultValue = "XPAY",
            description = "What the names in test.env begin with.")
    private String environmentPrefix = "";

    @Option(
            names = "--bank-timeout",
            paramLabel = "TIME",
            defaultValue = "65s",
            converter = DurationText.class,
            description = "How long the bank has to answer before the outcome counts as unknown.")
    private Duration bankTimeout = Duration.ZERO;

    @Option(
            names = "--resend-after",
            paramLabel = "TIME",
            defaultValue = "80s",
            converter = DurationText.class,
            description = "When a charge that the bank knows nothing of is sent again. Longer than --bank-timeout.")
    private Duration resendAfter = Duration.ZERO;

    @Option(
            names = "--patience",
            paramLabel = "TIME",
            defaultValue = "20s",
            converter = DurationText.class,
            description = "How long a customer waits for the bank before a waiting page takes over.")
    private Duration patience = Duration.ZERO;

    @Option(
            names = "--voucher-lifetime",
            paramLabel = "TIME",
            defaultValue = "1d",
            converter = DurationText.class,
            description = "How long a customer can pay a Fawry voucher.")
    private Duration voucherLifetime = Duration.ZERO;

    @Option(
            names = "--webhook-timeout",
            paramLabel = "TIME",
            defaultValue = "30s",
            converter = DurationText.class,
            description = "How long an endpoint has to take a webhook before it is tried again.")
    private Duration webhookTimeout = Duration.ZERO;

    @Option(
            names = "--selfcheck-every",
            paramLabel = "TIME",
            defaultValue = "5m",
            converter = DurationText.class,
            description = "How long between two checks of the books; 0s makes none.")
    private Duration selfcheckEvery = Duration.ZERO;

    @Option(
            names = "--metrics",
            paramLabel = "loopback|all|nobody",
            defaultValue = "loopback",
            description = "Who may read /metrics.")
    private MetricsRoute.Readers metrics = MetricsRoute.Readers.LOOPBACK;

    @Option(
            names = "--rate-limit",
            paramLabel = "NUMBER",
            defaultValue = "100",
            description = "How many requests a second one API key may make; 0 sets no limit.")
    private int rateLimit;

    @Option(
            names = "--rate-burst",
            paramLabel = "NUMBER",
            defaultValue = "200",
            description = "How many requests one API key may make at once after a pause.")
    private int rateBurst;

    @Option(
            names = "--decline-limit",
            paramLabel = "NUMBER",
            defaultValue = "5",
            description = "How many declines a session may see before it takes no more payments; 0 sets no limit.")
    private int declineLimit;

    @Option(
            names = "--address-limit",
            paramLabel = "NUMBER",
            defaultValue = "10",
            description = "How many payments from one address may fail in ten minutes; 0 sets no limit.")
    private int addressLimit;

    @Option(
            names = "--card-limit",
            paramLabel = "NUMBER",
            defaultValue = "5",
            description = "How many payments with one card may fail in an hour, in live mode; 0 sets no limit.")
    private int cardLimit;

    @Option(
            names = "--address-header",
            paramLabel = "NAME",
            description = "Header in which a proxy tells the customer's address. Default: that of the connection.")
    private @Nullable String addressHeader;

    @Option(names = "--stop-when-ready", hidden = true, description = "Start, warm up and stop.")
    private boolean stopWhenReady;

    ServeCommand(Function<Settings, Running> launch) {
        this.launch = launch;
    }

    @Override
    public Integer call() throws InterruptedException {
        var settings = settings();
        LogFormat.install();
        try (var stop = StopSignal.install();
                var running = launch.apply(settings)) {
            if (settings.stopWhenReady()) {
                WarmUp.run(TestAccount.read(running.testEnv(), environmentPrefix));
            } else if (!stop.isWished()) {
                greet(running, spec.commandLine().getOut());
                stop.await();
            }
        }
        return 0;
    }

    private Settings settings() {
        require(port >= 0 && port <= 65_535, "--port is a number from 0 to 65535");
        require(!resendAfter.minus(bankTimeout).isNegative(), "--resend-after must not be shorter than --bank-timeout");
        require(
                voucherLifetime.toSeconds() >= 60 && voucherLifetime.toDays() <= 30,
                "--voucher-lifetime is from a minute to 30 days");
        require(signatureHeader.matches("[A-Za-z0-9-]{1,60}"), "--signature-header is not a header's name");
        require(environmentPrefix.matches("[A-Z][A-Z0-9_]{0,30}"), "--env-prefix is upper case letters and digits");
        require(rateLimit >= 0 && rateLimit <= MOST_REQUESTS, "--rate-limit is a number from 0 to " + MOST_REQUESTS);
        require(rateBurst >= 1 && rateBurst <= MOST_REQUESTS, "--rate-burst is a number from 1 to " + MOST_REQUESTS);
        require(
                declineLimit >= 0 && declineLimit <= MOST_DECLINES,
                "--decline-limit is a number from 0 to " + MOST_DECLINES);
        require(
                addressLimit >= 0 && addressLimit <= MOST_DECLINES,
                "--address-limit is a number from 0 to " + MOST_DECLINES);
        require(cardLimit >= 0 && cardLimit <= MOST_DECLINES, "--card-limit is a number from 0 to " + MOST_DECLINES);
        require(
                addressHeader == null || addressHeader.matches("[A-Za-z0-9-]{1,60}"),
                "--address-header is not a header's name");
        return new Settings(
                dataDir,
                host,
                port,
                Optional.ofNullable(publicUrl).map(url -> webAddress("--public-url", url)),
                Optional.ofNullable(databaseUrl).map(this::database),
                Optional.ofNullable(gatewayUrl).map(url -> webAddress("--gateway-url", url)),
                Optional.ofNullable(simulatorPort),
                privateWebhooks,
                signatureHeader,
                environmentPrefix,
                bankTimeout,
                resendAfter,
                patience,
                voucherLifetime,
                webhookTimeout,
                selfcheckEvery,
                metrics,
                new RateLimit(rateLimit, rateBurst),
                new CardTestingLimits(declineLimit, addressLimit, cardLimit),
                Optional.ofNullable(addressHeader),
                stopWhenReady);
    }

    private DatabaseAddress database(String url) {
        try {
            return DatabaseAddress.parse(url);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--database-url: " + e.getMessage(), e);
        }
    }

    private URI webAddress(String option, URI url) {
        require(
                ("http".equals(url.getScheme()) || "https".equals(url.getScheme()))
                        && url.getHost() != null
                        && (url.getPath().isEmpty() || url.getPath().equals("/")),
                option + " is an address without a path, such as https://pay.example.com");
        return url;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }

    private void greet(Running running, PrintWriter out) {
        var prefix = environmentPrefix;
        out.println("""

                Sarraf is ready.

                  API and checkout   %s
                  Bank simulator     %s
                  Test keys          %s

                Create a session and open the url that it answers with:

                  set -a; . %s; set +a
                  curl "$%s_API_URL/checkout/sessions" \\
                    -H "Authorization: Bearer $%s_SECRET_KEY" \\
                    -H "Content-Type: application/json" \\
                    -d '{"afterCompletion": {"type": "redirect",
                          "redirect": {"url": "%s/docs/errors?session={CHECKOUT_SESSION_ID}"}},
                         "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                          "productData": {"name": "Canvas weekender"}}}]}'

                Pay with card 5123 4500 0000 0008, expiry 01/39, security code 100. Stop with Ctrl-C.
                """.formatted(
                        running.publicUrl(),
                        running.gateway(),
                        running.testEnv(),
                        running.testEnv(),
                        prefix,
                        prefix,
                        running.publicUrl()));
        out.flush();
    }
}
