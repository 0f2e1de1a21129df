package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.time.Duration;
import java.util.Optional;

/// Finds attempts for whoever waits for their outcome, and notices those that will never have one.
///
/// A charge is asked about until its outcome is known, and a challenge waits for its customer. An attempt that is
/// on its
/// way through 3-D Secure before either has nothing but the process that works on it; where that died, the attempt
/// is
/// given up, so that the customer can make another.
final class Following {
    private static final System.Logger LOG = System.getLogger(Following.class.getName());

    private final Database database;
    private final Settlement settlement;
    private final Duration authenticationLimit;
    private final AttemptStore attempts = new AttemptStore();

    /// `authenticationLimit` is longer than a living process can work without a word of it written down.
    Following(Database database, Settlement settlement, Duration authenticationLimit) {
        this.database = database;
        this.settlement = settlement;
        this.authenticationLimit = authenticationLimit;
    }

    Optional<Attempt> find(MerchantId merchant, String session, ChargeId charge) {
        return database.inOneStatement(tx -> attempts.find(tx, merchant, session, charge))
                .map(attempt -> isAuthenticating(attempt) && database.inOneStatement(tx -> isUntouched(tx, attempt))
                        ? giveUp(attempt)
                        : attempt);
    }

    /// Written down, not only told: a process that was merely asleep must not charge what the customer believes to
    /// be
    /// over.
    private Attempt giveUp(Attempt forsaken) {
        LOG.log(System.Logger.Level.WARNING, "attempt given up charge={0}", forsaken.charge());
        return database.inTransaction(tx -> {
            settlement.lock(tx, forsaken.merchant(), forsaken.session());
            var attempt = attempts.find(tx, forsaken.merchant(), forsaken.session(), forsaken.charge())
                    .orElseThrow(() -> new IllegalStateException("bug: no attempt " + forsaken.charge()));
            if (!isAuthenticating(attempt) || !isUntouched(tx, attempt)) {
                return attempt;
            }
            var over = attempt.with(attempt.state().on(new AttemptState.Event.Abandoned()));
            attempts.update(tx, over);
            return over;
        });
    }

    private boolean isUntouched(Tx tx, Attempt attempt) {
        return attempts.isUntouchedFor(tx, attempt, authenticationLimit);
    }

    private static boolean isAuthenticating(Attempt attempt) {
        return attempt.state() instanceof AttemptState.Authenticating;
    }
}
