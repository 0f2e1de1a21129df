package dev.sarraf;

import dev.sarraf.account.AccountApi;
import dev.sarraf.account.SellingCurrency;
import dev.sarraf.audit.Patrol;
import dev.sarraf.audit.Unsettled;
import dev.sarraf.catalog.CouponApi;
import dev.sarraf.catalog.Coupons;
import dev.sarraf.catalog.Discounts;
import dev.sarraf.catalog.PriceApi;
import dev.sarraf.catalog.Prices;
import dev.sarraf.catalog.ProductApi;
import dev.sarraf.catalog.Products;
import dev.sarraf.catalog.PromotionCodeApi;
import dev.sarraf.catalog.PromotionCodes;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.checkout.Counter;
import dev.sarraf.checkout.Entrance;
import dev.sarraf.checkout.LinkEntrance;
import dev.sarraf.checkout.MethodsInUse;
import dev.sarraf.checkout.PaymentLinkApi;
import dev.sarraf.checkout.PaymentLinks;
import dev.sarraf.checkout.Rehearsals;
import dev.sarraf.checkout.Sale;
import dev.sarraf.checkout.SessionApi;
import dev.sarraf.checkout.SessionBook;
import dev.sarraf.checkout.SessionSettlement;
import dev.sarraf.checkout.Sessions;
import dev.sarraf.checkout.Till;
import dev.sarraf.cli.Settings;
import dev.sarraf.customers.CustomerApi;
import dev.sarraf.customers.Customers;
import dev.sarraf.db.Database;
import dev.sarraf.db.Signals;
import dev.sarraf.events.Bell;
import dev.sarraf.events.EventApi;
import dev.sarraf.events.Outbox;
import dev.sarraf.events.Relay;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Route;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.Fetcher;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.images.Images;
import dev.sarraf.ledger.BalanceApi;
import dev.sarraf.ledger.Balances;
import dev.sarraf.ledger.ExchangeRateApi;
import dev.sarraf.ledger.ExchangeRates;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.ledger.QuotedRate;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.methods.MethodConfigurationApi;
import dev.sarraf.methods.MethodConfigurations;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.money.Currency;
import dev.sarraf.payments.AddressKeys;
import dev.sarraf.payments.CardTesting;
import dev.sarraf.payments.LocalCharges;
import dev.sarraf.payments.PaymentApi;
import dev.sarraf.payments.PaymentSettings;
import dev.sarraf.payments.Payments;
import dev.sarraf.payments.ReceiptAddress;
import dev.sarraf.payments.Reconciler;
import dev.sarraf.payments.RefundApi;
import dev.sarraf.payments.Statements;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.local.TestCustomers;
import dev.sarraf.targets.TargetRules;
import dev.sarraf.webhooks.DeliveryApi;
import dev.sarraf.webhooks.ListenerStreams;
import dev.sarraf.webhooks.Listeners;
import dev.sarraf.webhooks.Repairs;
import dev.sarraf.webhooks.Sender;
import dev.sarraf.webhooks.SenderSettings;
import dev.sarraf.webhooks.WebhookEndpointApi;
import dev.sarraf.webhooks.WebhookEndpoints;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Everything of one mode, built on its own database schema. The classes are the same in both modes; what only test
/// mode has is in [TestTools].
final class ModeParts implements AutoCloseable {
    private static final Duration ROUND = Duration.ofSeconds(1);
    private static final Duration PURGE = Duration.ofMinutes(1);

    /// What a call needs besides its patience with the bank.
    private static final Duration ANSWERING = Duration.ofSeconds(15);

    /// As often as metrics are usually read.
    private static final Duration METRICS_ROUND = Duration.ofSeconds(15);

    /// What fell due while the server was down is taken up in the first moments. A check before would only report
    /// that.
    private static final Duration SETTLING = Duration.ofMinutes(1);

    /// A logo is shown within seconds after it is set.
    private static final Duration LOGOS = Duration.ofSeconds(5);

    private final Database database;
    private final Merchants merchants;
    private final Fetcher fetcher;
    private final Images images;
    private final ProcessorAccounts accounts;
    private final Payments payments;
    private final Sessions sessions;
    private final Relay relay;
    private final Bell bell;
    private final Sender sender;
    private final Listeners listeners;
    private final ListenerStreams streams;
    private final Counter till;
    private final CardTesting cardTesting;
    private final Entrance entrance;
    private final List<Route> routes;
    private final Reconciler reconciler;
    private final Idempotency idempotency;
    private final Patrol patrol;
    private final Unsettled unsettled;
    private final Duration selfcheckEvery;

    /// What both modes share.
    ///
    /// @param pages where customers and merchants reach this server
    /// @param signals word between the processes on one database
    record Common(
            MasterKey masterKey, Merchants merchants, URI pages, Settings settings, Metrics metrics, Signals signals) {}

    /// @param provider who takes money by local methods
    /// @param testCustomers those of a simulated provider, in test mode
    /// @param rules where this mode's webhooks may go, and its pictures may be fetched from
    ModeParts(
            Mode mode,
            Database database,
            Processor processor,
            LocalProvider provider,
            Optional<TestCustomers> testCustomers,
            TargetRules rules,
            Common common) {
        var settings = common.settings();
        var pages = common.pages();
        this.database = database;
        this.merchants = common.merchants();
        this.fetcher = new Fetcher(database, mode, rules, common.metrics());
        this.images = new Images(database, new ImageAddresses(pages, mode), fetcher::wake);
        this.accounts = new ProcessorAccounts(database, common.masterKey());
        var channel = "sarraf_" + mode.text();
        this.relay = new Relay(() -> common.signals().send(database, channel));
        this.bell = new Bell(relay::ring);
        common.signals().listen(channel, bell::ring);
        var outbox = new Outbox(mode, bell, common.metrics());
        var ledger = new Ledger(mode);
        var statements = new Statements(ledger, new ReceiptAddress(pages));
        var customers = new Customers(mode, outbox);
        var rates = new ExchangeRates(mode);
        if (!mode.isLive()) {
            database.inTransaction(tx -> {
                rates.addExamples(tx);
                return rates;
            });
        }
        var shelf = new Shelf();
        var methods = new MethodConfigurations(database, mode, new MethodsInUse());
        var sale = new Sale(common.merchants(), shelf, new Discounts(), customers, rates, ledger, methods, images);
        var book = new SessionBook(images.addresses(), common.merchants(), statements, customers);
        this.cardTesting = new CardTesting(database, mode, settings.cardTesting(), common.metrics());
        this.payments = new Payments(
                database,
                mode,
                processor,
                provider,
                accounts,
                new SessionSettlement(book, outbox, sale),
                ledger,
                outbox,
                common.masterKey(),
                cardTesting,
                new PaymentSettings(
                        pages,
                        pages.resolve("/docs/errors"),
                        settings.patience(),
                        settings.resendAfter(),
                        authenticationLimit(settings.bankTimeout()),
                        settings.voucherLifetime()));
        this.reconciler = payments.reconciler();
        this.sessions = new Sessions(database, mode, book, payments, outbox, sale);
        this.idempotency = new Idempotency(
                database, common.masterKey(), settings.patience().plus(ANSWERING));
        this.patrol = new Patrol(database, mode, common.metrics(), InstantSource.system());
        this.unsettled = new Unsettled(database, mode, common.metrics());
        this.selfcheckEvery = settings.selfcheckEvery();
        this.listeners = new Listeners(database, common.masterKey(), settings.webhookTimeout());
        this.streams = new ListenerStreams(listeners, InstantSource.system(), settings.signatureHeader());
        var endpoints = new WebhookEndpoints(database, mode, common.masterKey(), bell);
        this.sender = new Sender(
                database,
                common.masterKey(),
                outbox,
                bell,
                InstantSource.system(),
                SenderSettings.standard(rules)
                        .withSignatureHeader(settings.signatureHeader())
                        .withExchangeLimit(settings.webhookTimeout()),
                common.metrics());
        var prices = new Prices(database, mode, outbox, images.addresses());
        var products = new Products(database, mode, outbox, prices, images);
        var coupons = new Coupons(database, mode, outbox);
        var codes = new PromotionCodes(database, mode, outbox);
        this.till = new Counter(
                database,
                common.merchants(),
                payments,
                sessions,
                sale,
                new AddressKeys(common.masterKey()),
                testCustomers.map(people -> new Rehearsals(people, accounts, payments.local())));
        this.entrance = new LinkEntrance(database, common.merchants(), payments, sessions, sale, shelf);
        var links = new PaymentLinks(database, mode, payments, outbox, sale, shelf);
        this.routes = Stream.of(
                        new AccountApi(common.merchants(), idempotency, () -> currencies(mode, database, rates))
                                .routes(),
                        new SessionApi(sessions, idempotency, mode).routes(),
                        new PaymentLinkApi(links, idempotency, mode).routes(),
                        new MethodConfigurationApi(methods, idempotency).routes(),
                        new ProductApi(products, idempotency, images.addresses()).routes(),
                        new PriceApi(prices, idempotency).routes(),
                        new CouponApi(coupons, idempotency).routes(),
                        new PromotionCodeApi(codes, idempotency).routes(),
                        new CustomerApi(database, customers, idempotency).routes(),
                        new ExchangeRateApi(database, rates).routes(),
                        new BalanceApi(new Balances(database), mode).routes(),
                        new PaymentApi(database, statements).routes(),
                        new RefundApi(payments.refunds(), idempotency).routes(),
                        new EventApi(database).routes(),
                        new DeliveryApi(new Repairs(database, bell), idempotency).routes(),
                        new WebhookEndpointApi(mode, endpoints, idempotency, rules).routes())
                .flatMap(List::stream)
                .toList();
    }

    /// The currency of processing, and those with a rate.
    private static List<SellingCurrency> currencies(Mode mode, Database database, ExchangeRates rates) {
        return Stream.concat(
                        Stream.of(Currency.PROCESSING),
                        database.inOneQuery(rates::current).stream()
                                .filter(quoted -> quoted.rate().isPresent())
                                .map(QuotedRate::currency))
                .map(currency -> new SellingCurrency(
                        currency,
                        Arrays.stream(PaymentMethod.values())
                                .filter(method -> method.isIn(mode) && method.takes(currency))
                                .map(PaymentMethod::text)
                                .toList()))
                .toList();
    }

    /// Between two words about an attempt there are at most two exchanges with the bank. Each may take some seconds
    /// longer than the bank's silence, for connecting and for an answer that trickles in.
    private static Duration authenticationLimit(Duration bankTimeout) {
        return bankTimeout.multipliedBy(3).plusSeconds(30);
    }

    /// What the mode's keys reach.
    List<Route> routes() {
        return routes;
    }

    Database database() {
        return database;
    }

    ProcessorAccounts accounts() {
        return accounts;
    }

    /// Charges that customers pay by local methods.
    LocalCharges localCharges() {
        return payments.local();
    }

    Sessions sessions() {
        return sessions;
    }

    Idempotency idempotency() {
        return idempotency;
    }

    /// What wakes the sender of webhooks.
    Bell bell() {
        return bell;
    }

    /// Developers' machines that fetch events.
    Listeners listeners() {
        return listeners;
    }

    /// The connections over which they do.
    ListenerStreams streams() {
        return streams;
    }

    /// The mode's pictures.
    Images images() {
        return images;
    }

    /// Where the mode's sessions are paid.
    Till till() {
        return till;
    }

    /// Where the mode's payment links are opened.
    Entrance entrance() {
        return entrance;
    }

    /// Begins the work that no request asks for, and returns what stops it.
    AutoCloseable start() {
        var rounds = new Rounds();
        rounds.every(ROUND, "reconciler", reconciler::runOnce);
        rounds.every(ROUND, "expiry", sessions::expireDue);
        rounds.every(PURGE, "idempotency keys", idempotency::purge);
        rounds.every(LOGOS, "logos", () -> images.askForLogos(merchants));
        rounds.every(PURGE, "guessed codes", till::purge);
        rounds.every(PURGE, "listeners", listeners::forgetUnseen);
        rounds.every(METRICS_ROUND, "card testing", cardTesting::watch);
        rounds.every(METRICS_ROUND, "unsettled", unsettled::measure);
        if (selfcheckEvery.isPositive()) {
            var first = selfcheckEvery.compareTo(SETTLING) < 0 ? selfcheckEvery : SETTLING;
            rounds.every(selfcheckEvery, first, "selfcheck", patrol::runOnce);
        }
        relay.start();
        sender.start();
        fetcher.start();
        var work = new Parts();
        work.started(rounds);
        work.besides(sender);
        work.besides(relay);
        work.besides(fetcher);
        work.besides(streams);
        return work;
    }

    /// Comes when no request is under way any more. Sender, relay and fetcher have stopped already, unless
    /// their work never began.
    @Override
    public void close() {
        sender.close();
        relay.close();
        fetcher.close();
        payments.close();
        reconciler.close();
    }
}
