package dev.sarraf.payments;

import dev.sarraf.processors.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Gives instructions to the bank, and asks about them until its word is certain.
///
/// The rules: the same ids for ever; a failure for technical reasons counts only once a look-up says the same;
/// a refused request counts as "never processed" only if a look-up after it still finds nothing; an answer that
/// is not final changes nothing, and the [Reconciler] asks again.
final class Bank {
    private static final System.Logger LOG = System.getLogger(Bank.class.getName());

    private final Duration resendAfter;
    private final InstantSource clock;

    /// `resendAfter` is how long a request may be under way before it is repeated.
    Bank(Duration resendAfter, InstantSource clock) {
        this.resendAfter = resendAfter;
        this.clock = clock;
    }

    /// Sends the instruction, for the first time or again, and has the answer written down.
    void tell(Instruction instruction) {
        instruction.points().intended().reach();
        var outcome = instruction.send();
        instruction.points().answered().reach();
        log(instruction, outcome);
        switch (outcome) {
            case Outcome.Approved(var receipt) -> instruction.done(receipt);
            case Outcome.PartlyApproved answer -> instruction.donePartly(answer);
            case Outcome.Declined(var decline, var receipt) -> instruction.failed(decline, Optional.of(receipt));
            case Outcome.Waiting(var slip) -> instruction.waiting(slip);
            case Outcome.Unconfirmed _ -> askAbout(instruction);
            case Outcome.Refused _ -> {
                if (!askAbout(instruction)) {
                    instruction.failed(Declines.NOT_PROCESSED, Optional.empty());
                }
            }
            case Outcome.TryLater _ -> instruction.turnedAway();
            case Outcome.Unknown _ -> {}
        }
        instruction.points().recorded().reach();
    }

    /// Finds out what became of an instruction that somebody may have given before, and gives it again where
    /// the bank has done nothing about it. A request that may still be on its way is not repeated: only once
    /// the bank would have answered it.
    void pursue(Instruction instruction) {
        boolean mayBeUnderWay = instruction
                .sentAt()
                .filter(sent -> sent.plus(resendAfter).isAfter(clock.instant()))
                .isPresent();
        if (!askAbout(instruction) && !mayBeUnderWay) {
            instruction.sending();
            tell(instruction);
        }
    }

    /// Asks about an instruction because somebody says that something happened. What they say counts for nothing.
    void look(Instruction instruction) {
        askAbout(instruction);
    }

    /// Asks what became of the instruction and has it written down. False where the bank has done nothing about
    /// it: never heard of it, or only turned it away because of another operation.
    ///
    /// What a look-up says is final, since the bank says it of a transaction that it has on record: a failure is
    /// confirmed by being said twice, and what was refused stays refused.
    private boolean askAbout(Instruction instruction) {
        var found = instruction.lookUp();
        found.ifPresent(outcome -> log(instruction, outcome));
        if (found.isEmpty()) {
            return false;
        }
        switch (found.get()) {
            case Outcome.Approved(var receipt) -> instruction.done(receipt);
            case Outcome.PartlyApproved answer -> instruction.donePartly(answer);
            case Outcome.Declined(var decline, var receipt) -> instruction.failed(decline, Optional.of(receipt));
            case Outcome.Waiting(var slip) -> instruction.waiting(slip);
            case Outcome.Unconfirmed(var decline, var receipt) -> instruction.failed(decline, Optional.of(receipt));
            case Outcome.Refused _ -> instruction.failed(Declines.NOT_PROCESSED, Optional.empty());
            case Outcome.TryLater _ -> {
                return false;
            }
            case Outcome.Unknown _ -> {}
        }
        return true;
    }

    private static void log(Instruction instruction, Outcome outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "bank {0} outcome={1} detail={2}",
                instruction.label(),
                outcome.getClass().getSimpleName(),
                detail(outcome));
    }

    private static String detail(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved(var receipt) -> receipt.gatewayCode();
            case Outcome.PartlyApproved(var taken, var _, var receipt) -> receipt.gatewayCode() + " of " + taken;
            case Outcome.Declined(var _, var receipt) -> receipt.gatewayCode();
            case Outcome.Unconfirmed(var _, var receipt) -> receipt.gatewayCode();
            case Outcome.Waiting(var slip) -> slip.step().name();
            case Outcome.Unknown(var detail) -> detail;
            case Outcome.TryLater(var detail) -> detail;
            case Outcome.Refused(var detail) -> detail;
        };
    }
}
