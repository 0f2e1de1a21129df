package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.processors.Outcome;
import java.util.List;

/// Charges that it is time to ask the bank about: those without an answer, those to be given back, and those
/// that failed without a word of the issuer and may turn out to have been done.
final class ChargeBacklog implements Backlog {
    private final Bank bank;
    private final Desk desk;
    private final Recorder recorder;
    private final Reversals reversals;
    private final Watch watch;
    private final ChargeStore charges = new ChargeStore();

    ChargeBacklog(Bank bank, Desk desk, Recorder recorder, Reversals reversals, Watch watch) {
        this.bank = bank;
        this.desk = desk;
        this.recorder = recorder;
        this.reversals = reversals;
        this.watch = watch;
    }

    @Override
    public List<Task> claim(Tx tx, int limit) {
        return charges.claimDue(tx, limit).stream()
                .map(charge -> new Task(charge.id().text(), () -> settle(charge)))
                .toList();
    }

    private void settle(Charge charge) {
        switch (charge.status()) {
            case PENDING -> bank.pursue(new ChargeInstruction(desk, recorder, charge));
            case REVERSING -> reverse(charge);
            case FAILED -> watch.lookAt(charge).ifPresent(this::reverse);
            case SUCCEEDED, REVERSED -> throw new IllegalStateException("bug: nothing is open about " + charge.id());
        }
    }

    /// A step that the bank would not do may turn out to have been done: the next one, with an id of its own, would
    /// give the money back twice. So it waits for a clear word on all that went before.
    private void reverse(Charge charge) {
        var latest = charge.reversal().orElseThrow(() -> new IllegalStateException("bug: a charge that is kept"));
        for (var how : latest.earlier()) {
            var earlier = instruction(charge, how);
            switch (earlier.lookUp().orElse(null)) {
                case Outcome.Approved(var receipt) -> {
                    earlier.done(receipt);
                    return;
                }
                case Outcome.Unknown _ -> {
                    return;
                }
                case null, default -> {}
            }
        }
        bank.pursue(instruction(charge, latest));
    }

    private ReversalInstruction instruction(Charge charge, Charge.Reversal how) {
        return new ReversalInstruction(desk, reversals, charge, how);
    }
}
