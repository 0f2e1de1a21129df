package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;
import java.util.Optional;

/// Asks the bank to charge, and asks again until its word is certain. Moves no state itself: what it finds goes
/// to the
/// [Recorder].
///
/// The rules: the same ids for ever; a failure for technical reasons counts only once a look-up says the same; a
/// refused
/// request counts as "never processed" only if a look-up after it still finds nothing.
final class Bank {
    private final Processor processor;
    private final ProcessorAccounts accounts;
    private final Recorder recorder;

    Bank(Processor processor, ProcessorAccounts accounts, Recorder recorder) {
        this.processor = processor;
        this.accounts = accounts;
        this.recorder = recorder;
    }

    /// Sends the charge, for the first time or again, and records the answer.
    void charge(Charge charge) {
        FaultPoint.PAY_INTENDED.reach();
        var outcome = processor.pay(accounts.get(charge.merchant()), charge.order());
        FaultPoint.PAY_ANSWERED.reach();
        switch (outcome) {
            case Outcome.Unconfirmed _ -> lookUp(charge).ifPresent(found -> recorder.record(charge, found));
            case Outcome.Refused _ ->
                lookUp(charge)
                        .ifPresentOrElse(
                                found -> recorder.record(charge, found), () -> recorder.neverProcessed(charge));
            case Outcome.Approved _, Outcome.Declined _, Outcome.Unknown _, Outcome.TryLater _ ->
                recorder.record(charge, outcome);
        }
        FaultPoint.PAY_RECORDED.reach();
    }

    /// Asks what became of the charge and records it. False where the bank has never heard of it.
    boolean askAbout(Charge charge) {
        var found = lookUp(charge);
        found.ifPresent(outcome -> recorder.record(charge, outcome));
        return found.isPresent();
    }

    /// What a look-up says is confirmed by being said twice.
    private Optional<Outcome> lookUp(Charge charge) {
        return processor.lookUp(accounts.get(charge.merchant()), charge.order()).map(outcome -> switch (outcome) {
            case Outcome.Unconfirmed(var decline, var receipt) -> new Outcome.Declined(decline, receipt);
            case Outcome.Approved _, Outcome.Declined _, Outcome.Unknown _, Outcome.TryLater _, Outcome.Refused _ ->
                outcome;
        });
    }
}
