package dev.sarraf.processors;

import dev.sarraf.cards.Card;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;

/// Where a bank would be, while none is connected: it takes no card, and says of no payment how it ended.
public final class NoBank implements Processor {
    private static final String WHY = "no bank is connected";

    @Override
    public CardSession hold(ProcessorAccount account, Card card) {
        throw new ProcessorUnavailable(WHY);
    }

    @Override
    public Authentication authenticate(ProcessorAccount account, AuthenticationOrder order) {
        return new Authentication.Unanswered(WHY);
    }

    @Override
    public Authentication authentication(ProcessorAccount account, BankIds ids, Money amount) {
        return new Authentication.Unanswered(WHY);
    }

    @Override
    public Outcome pay(ProcessorAccount account, PaymentOrder order) {
        return new Outcome.Unknown(WHY);
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, PaymentOrder order) {
        return Optional.of(new Outcome.Unknown(WHY));
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
        throw new ProcessorUnavailable(WHY);
    }
}
