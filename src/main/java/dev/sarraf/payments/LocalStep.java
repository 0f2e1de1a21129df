package dev.sarraf.payments;

import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.Slip;
import java.time.Instant;
import java.util.Optional;

/// Tell the provider of a charge what its customer does. What comes of it is what becomes of the charge.
final class LocalStep implements Instruction {
    private final Desk desk;
    private final ChargeInstruction instruction;
    private final Charge charge;
    private final Means.Local local;
    private final CustomerStep step;

    LocalStep(Desk desk, ChargeInstruction instruction, Charge charge, Means.Local local, CustomerStep step) {
        this.desk = desk;
        this.instruction = instruction;
        this.charge = charge;
        this.local = local;
        this.step = step;
    }

    @Override
    public String label() {
        return instruction.label() + " step=" + step.getClass().getSimpleName();
    }

    @Override
    public Outcome send() {
        return desk.provider().tell(desk.account(charge.merchant()), charge.localOrder(local, desk.pages()), step);
    }

    @Override
    public Optional<Outcome> lookUp() {
        return instruction.lookUp();
    }

    @Override
    public void done(Receipt receipt) {
        instruction.done(receipt);
    }

    /// A step that is refused says nothing of the charge: where the provider has no trace of it, the reconciler asks
    /// for it again.
    @Override
    public void failed(Decline decline, Optional<Receipt> receipt) {
        if (receipt.isPresent()) {
            instruction.failed(decline, receipt);
        }
    }

    @Override
    public void waiting(Slip slip) {
        instruction.waiting(slip);
    }

    @Override
    public Optional<Instant> sentAt() {
        return instruction.sentAt();
    }

    @Override
    public void sending() {
        instruction.sending();
    }

    /// The request for the charge itself was not turned away.
    @Override
    public void turnedAway() {}

    @Override
    public Points points() {
        return instruction.points();
    }
}
