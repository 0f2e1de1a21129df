package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import java.time.Duration;
import java.util.List;

/// Writes down what happens to merchants' balances.
public final class Ledger {
    /// How long the money of a charge stays pending before it can be paid out, by the merchant's clock.
    private static final Duration AVAILABLE_AFTER = Duration.ofDays(2);

    private final Mode mode;
    private final LedgerStore store = new LedgerStore();

    public Ledger(Mode mode) {
        this.mode = mode;
    }

    /// A charge was captured: the merchant's balance grows by the amount less the fee. Once for each charge: a
    /// second call for the same one breaks a unique constraint.
    public void charged(Tx tx, MerchantId merchant, String charge, String intent, Money amount) {
        var fee = store.findCardPlan(tx, merchant).orElse(FeePlan.STANDARD).of(amount);
        store.insertCharge(
                tx, merchant, BalanceTransaction.ID.random(mode), charge, intent, amount, fee, AVAILABLE_AFTER);
    }

    /// The movements that a payment intent caused.
    public List<BalanceTransaction> ofIntent(Tx tx, MerchantId merchant, String intent) {
        return store.ofIntent(tx, merchant, intent);
    }
}
