package dev.sarraf.payments;

import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import java.util.Optional;

/// One press of the pay button.
record Attempt(
        MerchantId merchant,
        ChargeId charge,
        IntentId intent,
        String session,
        AttemptState state,
        Money amount,
        Breakdown breakdown,
        Means means,
        Optional<CardSession> cardSession) {

    /// The 3-D Secure check at the bank: in the intent's order, next to the charge that it is for.
    BankIds authenticationIds() {
        return new BankIds(intent.text(), "a" + charge.text());
    }

    BankIds chargeIds() {
        return new BankIds(intent.text(), charge.text());
    }

    /// As the customer's page needs to know it: what a provider waits for is told as soon as it is known.
    Progress progress() {
        return state instanceof AttemptState.Charging
                ? means.ifLocal()
                        .flatMap(local ->
                                local.slip().<Progress>map(slip -> new Progress.Awaiting(local.method(), slip)))
                        .orElseGet(state::progress)
                : state.progress();
    }

    Attempt with(AttemptState next) {
        return new Attempt(merchant, charge, intent, session, next, amount, breakdown, means, cardSession);
    }

    Attempt with(Means changed) {
        return new Attempt(merchant, charge, intent, session, state, amount, breakdown, changed, cardSession);
    }

    Attempt with(CardSession held) {
        return new Attempt(merchant, charge, intent, session, state, amount, breakdown, means, Optional.of(held));
    }
}
