package dev.sarraf.payments;

import dev.sarraf.processors.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Looks again at charges that failed for technical reasons. A gateway that heard nothing from the acquirer
/// calls that a failure and may learn better later; nobody else would ever ask.
final class Watch {
    private static final System.Logger LOG = System.getLogger(Watch.class.getName());

    /// Acquirers have settled their day by then.
    private static final Duration UNTIL = Duration.ofHours(24);

    private final Desk desk;
    private final Recorder recorder;
    private final Duration firstPause;
    private final InstantSource clock;
    private final ChargeStore charges = new ChargeStore();

    /// `firstPause` is how long after the failure the first look is; each next pause is twice as long.
    Watch(Desk desk, Recorder recorder, Duration firstPause, InstantSource clock) {
        this.desk = desk;
        this.recorder = recorder;
        this.firstPause = firstPause;
        this.clock = clock;
    }

    /// Asks once. Returns the charge where it turns out to be done and cannot be kept.
    Optional<Charge> lookAt(Charge charge) {
        var found = desk.lookUp(charge);
        if (found.orElse(null) instanceof Outcome.Approved(var receipt)) {
            LOG.log(System.Logger.Level.WARNING, "late success charge={0} session={1}", charge.id(), charge.session());
            return recorder.overturn(charge, receipt);
        }
        if (found.orElse(null) instanceof Outcome.PartlyApproved answer) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "late success in part charge={0} session={1}",
                    charge.id(),
                    charge.session());
            return recorder.overturnPart(charge, answer);
        }
        desk.database().inOneStatement(tx -> charges.watch(tx, charge, next(charge)));
        return Optional.empty();
    }

    /// The pause until the next look; empty where it has been watched long enough. A voucher may have failed
    /// long after it was asked for, so that its looks are counted instead.
    private Optional<Duration> next(Charge charge) {
        var pause = firstPause.multipliedBy(1L << Math.min(charge.checks(), 20));
        if (charge.means().ifLocal().isPresent()) {
            return Optional.of(pause).filter(next -> next.compareTo(UNTIL.dividedBy(2)) < 0);
        }
        boolean over = charge.sentAt()
                .map(sent -> sent.plus(UNTIL).isBefore(clock.instant().plus(pause)))
                .orElse(true);
        return over ? Optional.empty() : Optional.of(pause);
    }
}
