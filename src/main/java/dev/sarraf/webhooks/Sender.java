package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.FaultPoint;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.Bell;
import dev.sarraf.events.Deliveries;
import dev.sarraf.events.Delivery;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Secret;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.Lookup;
import dev.sarraf.webhooks.Dispatch.Parcel;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.locks.LockSupport;

/// Sends what the queue holds to the endpoints, one virtual thread for each delivery.
///
/// Any number of senders work on one database: the queue gives each delivery to one of them at a time. Being killed
/// at any moment costs nothing but the time of a lease: what was sent and not written down is sent again, as the
/// same event.
public final class Sender implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Sender.class.getName());

    /// After a failure of the database.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    private static final Duration BETWEEN_SWEEPS = Duration.ofMinutes(1);
    private static final int SWEPT_AT_ONCE = 1_000;

    /// How long what is on its way may go on when the sender is closed.
    private static final Duration GRACE = Duration.ofSeconds(3);

    private final Database database;
    private final MasterKey masterKey;
    private final Bell bell;
    private final InstantSource clock;
    private final SenderSettings settings;
    private final Deliveries deliveries = new Deliveries();
    private final Dispatch dispatch;
    private final Outcomes outcomes;
    private final Courier courier;
    private final InFlight inFlight;
    private final Thread loop;
    private volatile boolean isClosing;
    private long sweptAtNanos;

    /// @param outbox takes the events about deliveries that failed for good
    /// @param bell rings when something may be due
    /// @param clock real time, for signatures
    /// @param metrics count what became of each attempt
    public Sender(
            Database database,
            MasterKey masterKey,
            Outbox outbox,
            Bell bell,
            InstantSource clock,
            SenderSettings settings,
            Metrics metrics) {
        this(database, masterKey, outbox, bell, clock, settings, metrics, InetAddress::getAllByName);
    }

    Sender(
            Database database,
            MasterKey masterKey,
            Outbox outbox,
            Bell bell,
            InstantSource clock,
            SenderSettings settings,
            Metrics metrics,
            Lookup lookup) {
        this.database = database;
        this.masterKey = masterKey;
        this.bell = bell;
        this.clock = clock;
        this.settings = settings;
        this.dispatch = new Dispatch(database, settings.lease());
        this.outcomes = new Outcomes(database, outbox, metrics);
        this.courier = new Courier(settings.rules(), lookup, settings.exchangeLimit(), settings.inFlight(), clock);
        this.inFlight = new InFlight(settings.inFlight(), settings.perEndpoint());
        this.loop = Thread.ofPlatform().name("webhooks").daemon().unstarted(this::run);
    }

    /// Begins to send what is due, and goes on until [#close].
    public void start() {
        loop.start();
    }

    /// Sends all that is due now and returns when every attempt is written down: for callers that want to see each
    /// step of a delivery. Not to be mixed with [#start].
    ///
    /// @return how many attempts were made
    public int sendDue() throws InterruptedException {
        int sent = 0;
        for (int begun = begin(); begun > 0; begun = begin()) {
            inFlight.awaitNone(settings.lease());
            sent += begun;
        }
        return sent;
    }

    /// Ends deliveries that wait for endpoints which are gone.
    ///
    /// @return how many
    public int sweep() {
        int swept = 0;
        for (int some = SWEPT_AT_ONCE; some == SWEPT_AT_ONCE; swept += some) {
            some = database.inOneStatement(tx -> deliveries.cancelOrphans(tx, SWEPT_AT_ONCE));
        }
        return swept;
    }

    /// Begins nothing more, lets what is on its way finish for some seconds, and breaks off the rest, which is sent
    /// again when its lease has run out.
    @Override
    public void close() {
        isClosing = true;
        bell.ring();
        try {
            if (loop.isAlive()) {
                loop.join(GRACE);
            }
            inFlight.awaitNone(GRACE);
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        courier.close();
    }

    private void run() {
        while (!isClosing) {
            try {
                sweepNowAndThen();
                if (begin() == 0) {
                    var _ = bell.await(settings.poll());
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "webhooks cannot be read from the queue", e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    private void sweepNowAndThen() {
        if (System.nanoTime() - sweptAtNanos > BETWEEN_SWEEPS.toNanos()) {
            sweptAtNanos = System.nanoTime();
            sweep();
        }
    }

    /// Starts as many of the due deliveries as there is room for; returns how many.
    private int begin() {
        var room = inFlight.room();
        if (room.max() == 0) {
            return 0;
        }
        var parcels = dispatch.next(room);
        for (var parcel : parcels) {
            inFlight.enter(parcel.lane());
            Thread.ofVirtual().name("webhook " + parcel.delivery().event()).start(() -> deliver(parcel));
        }
        return parcels.size();
    }

    private void deliver(Parcel parcel) {
        var delivery = parcel.delivery();
        try {
            FaultPoint.DELIVERY_CLAIMED.reach();
            var exchange = send(parcel);
            var attempt = exchange.attempt();
            FaultPoint.DELIVERY_SENT.reach();
            if (isClosing && !attempt.succeeded()) {
                // We may have broken it off ourselves, which is no fault of the endpoint's.
                return;
            }
            var outcome = outcomes.record(parcel, exchange);
            FaultPoint.DELIVERY_RECORDED.reach();
            log(delivery, attempt, outcome);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "the outcome of " + delivery + " could not be written down", e);
        } finally {
            if (inFlight.leave(parcel.lane())) {
                bell.ring();
            }
        }
    }

    private Exchange send(Parcel parcel) {
        var body = parcel.delivery().payload().getBytes(StandardCharsets.UTF_8);
        var startedAt = clock.instant();
        List<Secret> secrets;
        try {
            secrets = parcel.secrets(masterKey);
        } catch (IllegalStateException e) {
            LOG.log(System.Logger.Level.ERROR, "no secret for " + parcel.delivery(), e);
            return Exchange.of(new Attempt(
                    startedAt, Duration.ZERO, OptionalInt.empty(), Optional.of(Attempt.Failure.INTERNAL), ""));
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put(settings.signatureHeader(), Signature.header(secrets, startedAt, body));
        if (parcel.sending().standardHeaders()) {
            headers.putAll(StandardHeaders.of(parcel.delivery().event(), secrets, startedAt, body));
        }
        headers.put("User-Agent", settings.userAgent());
        headers.put("Accept", "*/*");
        headers.put("Connection", "close");
        return courier.post(parcel.url(), headers, body);
    }

    private static void log(Delivery delivery, Attempt attempt, String outcome) {
        var line = new StringBuilder("delivery event=").append(delivery.event());
        line.append(" type=").append(delivery.type());
        line.append(" endpoint=").append(delivery.endpoint());
        line.append(" merchant=").append(delivery.merchant());
        line.append(" attempt=").append(delivery.attempt());
        attempt.status().ifPresent(status -> line.append(" status=").append(status));
        attempt.failure()
                .ifPresent(failure ->
                        line.append(" failure=").append(failure.name().toLowerCase(Locale.ROOT)));
        line.append(" ms=").append(attempt.duration().toMillis());
        line.append(" outcome=").append(outcome);
        LOG.log(System.Logger.Level.INFO, line.toString());
    }
}
