package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import java.util.List;

/// Refunds whose outcome it is time to ask the bank about.
final class RefundBacklog implements Backlog {
    private final Bank bank;
    private final Desk desk;
    private final RefundRecorder recorder;
    private final RefundStore refunds = new RefundStore();

    RefundBacklog(Bank bank, Desk desk, RefundRecorder recorder) {
        this.bank = bank;
        this.desk = desk;
        this.recorder = recorder;
    }

    @Override
    public List<Task> claim(Tx tx, int limit) {
        return refunds.claimDue(tx, limit).stream()
                .map(refund ->
                        new Task(refund.id().text(), () -> bank.pursue(new RefundInstruction(desk, recorder, refund))))
                .toList();
    }
}
