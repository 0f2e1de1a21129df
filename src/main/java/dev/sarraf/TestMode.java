package dev.sarraf;

import dev.sarraf.audit.Patrol;
import dev.sarraf.audit.Unsettled;
import dev.sarraf.catalog.CouponApi;
import dev.sarraf.catalog.Coupons;
import dev.sarraf.catalog.PriceApi;
import dev.sarraf.catalog.Prices;
import dev.sarraf.catalog.ProductApi;
import dev.sarraf.catalog.Products;
import dev.sarraf.catalog.PromotionCodeApi;
import dev.sarraf.catalog.PromotionCodes;
import dev.sarraf.checkout.Counter;
import dev.sarraf.checkout.SessionApi;
import dev.sarraf.checkout.SessionBook;
import dev.sarraf.checkout.SessionSettlement;
import dev.sarraf.checkout.Sessions;
import dev.sarraf.checkout.TestHelperApi;
import dev.sarraf.cli.Settings;
import dev.sarraf.db.Database;
import dev.sarraf.events.Bell;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Route;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import dev.sarraf.ledger.BalanceApi;
import dev.sarraf.ledger.Balances;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.merchants.TestClock;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.page.PageRoutes;
import dev.sarraf.page.TestPaymentApi;
import dev.sarraf.payments.PaymentApi;
import dev.sarraf.payments.PaymentSettings;
import dev.sarraf.payments.Payments;
import dev.sarraf.payments.Reconciler;
import dev.sarraf.payments.RefundApi;
import dev.sarraf.payments.Statements;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.mpgs.MpgsProcessor;
import dev.sarraf.processors.mpgs.MpgsSettings;
import dev.sarraf.processors.mpgs.SimulatorClock;
import dev.sarraf.webhooks.Sender;
import dev.sarraf.webhooks.SenderSettings;
import dev.sarraf.webhooks.TargetRules;
import dev.sarraf.webhooks.WebhookEndpointApi;
import dev.sarraf.webhooks.WebhookEndpoints;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;

/// Everything of test mode, built on its own database schema.
final class TestMode implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration PURGE = Duration.ofMinutes(1);

    /// What a call needs besides its patience with the bank.
    private static final Duration ANSWERING = Duration.ofSeconds(15);

    /// As often as metrics are usually read.
    private static final Duration METRICS_ROUND = Duration.ofSeconds(15);

    /// What fell due while the server was down is taken up in the first moments. A check before would only report
    /// that.
    private static final Duration SETTLING = Duration.ofMinutes(1);

    private final Database database;
    private final MpgsProcessor processor;
    private final ProcessorAccounts accounts;
    private final Payments payments;
    private final Sessions sessions;
    private final Sender sender;
    private final List<Route> routes;
    private final Reconciler reconciler;
    private final Idempotency idempotency;
    private final Patrol patrol;
    private final Unsettled unsettled;
    private final Duration selfcheckEvery;

    /// `pages` is where customers and merchants reach this server, `gateway` where the bank is.
    TestMode(
            Database database,
            MasterKey masterKey,
            Merchants merchants,
            URI pages,
            URI gateway,
            Settings settings,
            Metrics metrics) {
        this.database = database;
        this.processor = new MpgsProcessor(MpgsSettings.of(gateway).withResponseTimeout(settings.bankTimeout()));
        this.accounts = new ProcessorAccounts(database, masterKey);
        var docs = pages.resolve("/docs/errors");
        var bell = new Bell();
        var outbox = new Outbox(Mode.TEST, bell, metrics);
        var ledger = new Ledger(Mode.TEST);
        var statements = new Statements(ledger);
        var book = new SessionBook(pages, merchants, statements);
        this.payments = new Payments(
                database,
                Mode.TEST,
                processor,
                accounts,
                new SessionSettlement(book, outbox),
                ledger,
                outbox,
                new PaymentSettings(
                        pages,
                        docs,
                        settings.patience(),
                        settings.resendAfter(),
                        authenticationLimit(settings.bankTimeout())));
        this.reconciler = payments.reconciler();
        this.sessions = new Sessions(database, Mode.TEST, book, payments, outbox);
        this.idempotency =
                new Idempotency(database, masterKey, settings.patience().plus(ANSWERING));
        this.patrol = new Patrol(database, metrics, InstantSource.system());
        this.unsettled = new Unsettled(database, metrics);
        this.selfcheckEvery = settings.selfcheckEvery();
        var rules = TargetRules.test(settings.privateWebhooks());
        var endpoints = new WebhookEndpoints(database, Mode.TEST, masterKey, bell);
        this.sender = new Sender(
                database,
                masterKey,
                outbox,
                bell,
                InstantSource.system(),
                SenderSettings.standard(rules)
                        .withSignatureHeader(settings.signatureHeader())
                        .withExchangeLimit(settings.webhookTimeout()));
        var prices = new Prices(database, Mode.TEST, outbox);
        var products = new Products(database, Mode.TEST, outbox, prices);
        var coupons = new Coupons(database, Mode.TEST, outbox);
        var codes = new PromotionCodes(database, Mode.TEST, outbox);
        var till = new Counter(database, merchants, payments, sessions);
        this.routes = Stream.of(
                        new SessionApi(sessions, idempotency, Mode.TEST).routes(),
                        new ProductApi(products, idempotency).routes(),
                        new PriceApi(prices, idempotency).routes(),
                        new CouponApi(coupons, idempotency).routes(),
                        new PromotionCodeApi(codes, idempotency).routes(),
                        new BalanceApi(new Balances(database), Mode.TEST).routes(),
                        new PaymentApi(database, statements).routes(),
                        new RefundApi(payments.refunds(), idempotency).routes(),
                        new WebhookEndpointApi(Mode.TEST, endpoints, idempotency, rules).routes(),
                        new TestHelperApi(
                                        idempotency,
                                        new TestClock(),
                                        accounts,
                                        new SimulatorClock(gateway),
                                        sessions,
                                        bell)
                                .routes(),
                        new PageRoutes(till, pages, InstantSource.system()).routes(),
                        new TestPaymentApi(till, sessions, idempotency, InstantSource.system()).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// Between two words about an attempt there are at most two exchanges with the bank. Each may take some seconds
    /// longer than the bank's silence, for connecting and for an answer that trickles in.
    private static Duration authenticationLimit(Duration bankTimeout) {
        return bankTimeout.multipliedBy(3).plusSeconds(30);
    }

    List<Route> routes() {
        return routes;
    }

    /// Opens an account at the simulated bank for a merchant that has none.
    void enroll(MerchantId merchant) {
        var account = new ProcessorAccount("TEST_" + merchant, new Secret(Random62.text(32)));
        database.inTransaction(tx -> {
            accounts.add(tx, merchant, account);
            return account;
        });
    }

    /// Begins the work that no request asks for, and returns what stops it.
    AutoCloseable start() {
        var rounds = new Rounds();
        rounds.every(ROUND, "reconciler", reconciler::runOnce);
        rounds.every(ROUND, "expiry", sessions::expireDue);
        rounds.every(PURGE, "idempotency keys", idempotency::purge);
        rounds.every(METRICS_ROUND, "unsettled", unsettled::measure);
        if (selfcheckEvery.isPositive()) {
            var first = selfcheckEvery.compareTo(SETTLING) < 0 ? selfcheckEvery : SETTLING;
            rounds.every(selfcheckEvery, first, "selfcheck", patrol::runOnce);
        }
        sender.start();
        var work = new Parts();
        work.started(rounds);
        work.besides(sender);
        return work;
    }

    /// Comes when no request is under way any more. The sender has stopped already, unless its work never began.
    @Override
    public void close() {
        sender.close();
        payments.close();
        reconciler.close();
        processor.close();
    }
}
