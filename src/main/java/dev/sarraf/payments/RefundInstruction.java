package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import java.time.Instant;
import java.util.Optional;

/// Give money of a charge back.
final class RefundInstruction implements Instruction {
    private static final Points POINTS =
            new Points(FaultPoint.REFUND_INTENDED, FaultPoint.REFUND_ANSWERED, FaultPoint.REFUND_RECORDED);

    private final Desk desk;
    private final RefundRecorder recorder;
    private final Refund refund;
    private final RefundStore refunds = new RefundStore();

    RefundInstruction(Desk desk, RefundRecorder recorder, Refund refund) {
        this.desk = desk;
        this.recorder = recorder;
        this.refund = refund;
    }

    @Override
    public String label() {
        return "refund=" + refund.id() + " charge=" + refund.charge();
    }

    @Override
    public Outcome send() {
        return desk.giveBack(refund.merchant(), refund.method(), refund.repayment());
    }

    @Override
    public Optional<Outcome> lookUp() {
        return desk.lookUp(refund.merchant(), refund.method(), refund.repayment());
    }

    @Override
    public void done(Receipt receipt) {
        recorder.succeed(refund, receipt);
    }

    @Override
    public void failed(Decline decline, Optional<Receipt> receipt) {
        recorder.fail(refund, decline, receipt);
    }

    @Override
    public Optional<Instant> sentAt() {
        return refund.sentAt();
    }

    @Override
    public void sending() {
        desk.database().inOneStatement(tx -> refunds.sentAgain(tx, refund));
    }

    @Override
    public void turnedAway() {
        desk.database().inOneStatement(tx -> refunds.turnedAway(tx, refund));
    }

    @Override
    public Points points() {
        return POINTS;
    }
}
