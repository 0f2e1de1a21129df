package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;

/// Asks the bank to charge, and asks again until its word is certain. Moves no state itself: what it finds goes
/// to the [Recorder].
///
/// The rules: the same ids for ever; a failure for technical reasons counts only once a look-up says the same;
/// a refused request counts as "never processed" only if a look-up after it still finds nothing.
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
            case Outcome.Unconfirmed _ -> askAbout(charge);
            case Outcome.Refused _ -> {
                if (!askAbout(charge)) {
                    recorder.neverProcessed(charge);
                }
            }
            case Outcome.Approved _, Outcome.Declined _, Outcome.Unknown _, Outcome.TryLater _ ->
                recorder.record(charge, outcome);
        }
        FaultPoint.PAY_RECORDED.reach();
    }

    /// Asks what became of the charge and records it. False where the bank has done nothing about it: never
    /// heard of it, or only turned it away because of another operation.
    ///
    /// What a look-up says is final, since the bank says it of a transaction that it has on record: a failure is
    /// confirmed by being said twice, and what was refused stays refused.
    boolean askAbout(Charge charge) {
        var found = processor.lookUp(accounts.get(charge.merchant()), charge.order());
        if (found.isEmpty()) {
            return false;
        }
        return switch (found.get()) {
            case Outcome.TryLater _ -> false;
            case Outcome.Refused _ -> {
                recorder.neverProcessed(charge);
                yield true;
            }
            case Outcome.Unconfirmed(var decline, var receipt) -> {
                recorder.record(charge, new Outcome.Declined(decline, receipt));
                yield true;
            }
            case Outcome.Approved _, Outcome.Declined _, Outcome.Unknown _ -> {
                recorder.record(charge, found.get());
                yield true;
            }
        };
    }
}
