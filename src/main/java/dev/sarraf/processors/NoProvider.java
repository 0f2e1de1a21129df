package dev.sarraf.processors;

import java.util.List;
import java.util.Optional;

/// Where a provider of local methods would be, while none is connected: nothing is asked of it, and it says of no
/// payment how it ended.
public final class NoProvider implements LocalProvider {
    private static final String WHY = "no provider of local methods is connected";

    @Override
    public Outcome request(ProcessorAccount account, LocalOrder order) {
        return new Outcome.Unknown(WHY);
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, LocalOrder order) {
        return Optional.of(new Outcome.Unknown(WHY));
    }

    @Override
    public Outcome tell(ProcessorAccount account, LocalOrder order, CustomerStep step) {
        return new Outcome.Unknown(WHY);
    }

    @Override
    public Outcome giveBack(ProcessorAccount account, Repayment repayment) {
        return new Outcome.Unknown(WHY);
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, Repayment repayment) {
        return Optional.of(new Outcome.Unknown(WHY));
    }

    @Override
    public Optional<List<BankMovement>> movements(ProcessorAccount account, String order) {
        return Optional.empty();
    }
}
