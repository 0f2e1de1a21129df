package dev.sarraf.payments;

import dev.sarraf.db.FaultPoint;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.Slip;
import java.time.Instant;
import java.util.Optional;

/// Take the money of a charge.
final class ChargeInstruction implements Instruction {
    private static final Points POINTS =
            new Points(FaultPoint.PAY_INTENDED, FaultPoint.PAY_ANSWERED, FaultPoint.PAY_RECORDED);

    private final Desk desk;
    private final Recorder recorder;
    private final Charge charge;
    private final ChargeStore charges = new ChargeStore();

    ChargeInstruction(Desk desk, Recorder recorder, Charge charge) {
        this.desk = desk;
        this.recorder = recorder;
        this.charge = charge;
    }

    @Override
    public String label() {
        return "charge=" + charge.id() + " session=" + charge.session();
    }

    @Override
    public Outcome send() {
        return desk.pay(charge);
    }

    @Override
    public Optional<Outcome> lookUp() {
        return desk.lookUp(charge);
    }

    @Override
    public void done(Receipt receipt) {
        recorder.succeed(charge, receipt);
    }

    @Override
    public void donePartly(Outcome.PartlyApproved answer) {
        recorder.takePart(charge, answer);
    }

    @Override
    public void failed(Decline decline, Optional<Receipt> receipt) {
        recorder.fail(charge, decline, receipt);
    }

    @Override
    public void waiting(Slip slip) {
        recorder.waiting(charge, slip);
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
}
