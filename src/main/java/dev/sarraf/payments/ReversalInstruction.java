package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.Repayment;
import java.time.Instant;
import java.util.Optional;

/// Give back the money of a charge that came too late to be kept: undo the charge, and where the bank will not do that
/// any more, refund it.
final class ReversalInstruction implements Instruction {
    private static final Points POINTS =
            new Points(FaultPoint.REVERSAL_INTENDED, FaultPoint.REVERSAL_ANSWERED, FaultPoint.REVERSAL_RECORDED);

    private final Desk desk;
    private final Reversals reversals;
    private final Charge charge;
    private final Charge.Reversal how;
    private final ChargeStore charges = new ChargeStore();

    /// `how` is the step that the charge has come to, or an earlier one that is only asked about.
    ReversalInstruction(Desk desk, Reversals reversals, Charge charge, Charge.Reversal how) {
        this.desk = desk;
        this.reversals = reversals;
        this.charge = charge;
        this.how = how;
    }

    @Override
    public String label() {
        return "reversal charge=" + charge.id() + " session=" + charge.session();
    }

    @Override
    public Outcome send() {
        return desk.giveBack(charge.merchant(), charge.means().method(), repayment());
    }

    @Override
    public Optional<Outcome> lookUp() {
        return desk.lookUp(charge.merchant(), charge.means().method(), repayment());
    }

    @Override
    public void done(Receipt receipt) {
        reversals.reversed(charge, how);
    }

    /// What cannot be undone is refunded. What cannot be refunded is asked for again: the money is not ours.
    @Override
    public void failed(Decline decline, Optional<Receipt> receipt) {
        reversals.refused(charge, how, decline, receipt.isPresent() && Declines.isTechnical(decline));
    }

    @Override
    public Optional<Instant> sentAt() {
        return charge.sentAt();
    }

    @Override
    public void sending() {
        desk.database().inOneStatement(tx -> charges.sentAgain(tx, charge));
    }

    @Override
    public void turnedAway() {
        desk.database().inOneStatement(tx -> charges.turnedAway(tx, charge));
    }

    @Override
    public Points points() {
        return POINTS;
    }

    private Repayment repayment() {
        return charge.giveBackBy(how);
    }
}
