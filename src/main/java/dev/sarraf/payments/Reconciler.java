package dev.sarraf.payments;

import dev.sarraf.db.Database;
import java.time.Duration;
import java.time.InstantSource;

/// Finishes what a crash or a lost answer left open: asks the bank about every charge whose outcome is not
/// certain,
/// again and again, until it is.
public final class Reconciler {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    /// At most this many at a time, so that one round ends soon; the next takes the rest.
    private static final int BATCH = 20;

    private final Database database;
    private final Bank bank;
    private final Duration resendAfter;
    private final InstantSource clock;
    private final ChargeStore charges = new ChargeStore();

    Reconciler(Database database, Bank bank, Duration resendAfter, InstantSource clock) {
        this.database = database;
        this.bank = bank;
        this.resendAfter = resendAfter;
        this.clock = clock;
    }

    /// One round over the charges that are due. Returns how many there were.
    public int runOnce() {
        var due = database.inTransaction(tx -> charges.claimDue(tx, BATCH));
        for (var charge : due) {
            try {
                settle(charge);
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "reconcile failed charge=" + charge.id(), e);
            }
        }
        return due.size();
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
                .map(sent -> !sent.plus(resendAfter).isAfter(clock.instant()))
                .orElse(true);
    }
}
