package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import java.util.List;

/// Charges that it is time to ask the bank about: those without an answer, those to be given back, and those that
/// failed
/// without a word of the issuer and may turn out to have been done.
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

    private void reverse(Charge charge) {
        bank.pursue(new ReversalInstruction(desk, reversals, charge));
    }
}
