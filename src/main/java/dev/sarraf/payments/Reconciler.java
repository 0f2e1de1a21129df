package dev.sarraf.payments;

import dev.sarraf.db.Database;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Finishes what a crash or a lost answer left open: asks the bank about every charge whose outcome is not
/// certain, again and again, until it is. Attempts that broke off earlier, when nothing could be charged, it ends.
public final class Reconciler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    /// At most this many are taken in one round; the next takes the rest.
    private static final int BATCH = 50;

    private final Database database;
    private final Bank bank;
    private final Recorder recorder;
    private final PaymentSettings settings;
    private final InstantSource clock;
    private final ChargeStore charges = new ChargeStore();
    private final AttemptStore attempts = new AttemptStore();
    private final ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor();

    /// Charges that this process is asking about. A bank that is slow to answer holds up its own charge alone.
    private final Set<ChargeId> underWay = ConcurrentHashMap.newKeySet();

    Reconciler(Database database, Bank bank, Recorder recorder, PaymentSettings settings, InstantSource clock) {
        this.database = database;
        this.bank = bank;
        this.recorder = recorder;
        this.settings = settings;
        this.clock = clock;
    }

    /// Starts to ask about each charge that is due. Does not wait for the answers.
    public void runOnce() {
        giveUpStranded();
        for (var charge : database.inTransaction(tx -> charges.claimDue(tx, BATCH))) {
            if (underWay.add(charge.id())) {
                questions.execute(() -> ask(charge));
            }
        }
    }

    private void giveUpStranded() {
        var idle = settings.authenticationLimit();
        for (var attempt : database.inOneStatement(tx -> attempts.findStranded(tx, idle, BATCH))) {
            try {
                recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
                LOG.log(System.Logger.Level.WARNING, "attempt given up charge={0}", attempt.charge());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "giving up failed charge=" + attempt.charge(), e);
            }
        }
    }

    /// Breaks off. What is still open is asked about again after the next start.
    @Override
    public void close() {
        questions.shutdown();
    }

    private void ask(Charge charge) {
        try {
            settle(charge);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "reconcile failed charge=" + charge.id(), e);
        } finally {
            underWay.remove(charge.id());
        }
    }

    private void settle(Charge charge) {
        if (!bank.askAbout(charge) && mayBeSentAgain(charge)) {
            database.inTransaction(tx -> {
                charges.sentAgain(tx, charge);
                return true;
            });
            bank.charge(charge);
        }
    }

    /// A request that may still be on its way is not repeated: only once the bank would have answered it.
    private boolean mayBeSentAgain(Charge charge) {
        return charge.sentAt()
                .map(sent -> !sent.plus(settings.resendAfter()).isAfter(clock.instant()))
                .orElse(true);
    }
}
