package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Money;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Writes down what happens to money: in the journal, and where it moves a merchant's balance, as a balance
/// transaction too.
///
/// Each method posts one fact in one statement, in the transaction of whatever made it true. A fact is posted
/// once: a second call for the same charge or refund breaks a unique constraint.
public final class Ledger {
    /// How long the money of a charge stays pending before it can be paid out, by the merchant's clock.
    private static final Duration AVAILABLE_AFTER = Duration.ofDays(2);

    private final Mode mode;
    private final LedgerStore store = new LedgerStore();

    public Ledger(Mode mode) {
        this.mode = mode;
    }

    /// What this merchant pays for each payment by card.
    public FeePlan cardPlan(Tx tx, MerchantId merchant) {
        return plan(tx, merchant, PaymentMethod.CARD);
    }

    private FeePlan plan(Tx tx, MerchantId merchant, PaymentMethod method) {
        return store.findPlan(tx, merchant, method).orElseGet(() -> FeePlan.standard(method));
    }

    /// A charge was captured: the merchant's balance grows by the amount less the fee.
    ///
    /// @param passed the fee that the customer paid on top of the prices; without one the merchant's plan decides
    public void charged(
            Tx tx,
            MerchantId merchant,
            String charge,
            String intent,
            PaymentMethod method,
            Money amount,
            Optional<FeePlan.Fee> passed) {
        var fee = passed.orElseGet(() -> plan(tx, merchant, method).of(amount));
        var entry = JournalEntry.capture(charge, amount, fee.total());
        var movement = new LedgerStore.Movement(
                BalanceTransaction.Type.CHARGE, intent, amount, fee.total(), fee.vat(), AVAILABLE_AFTER);
        post(tx, merchant, entry, movement);
    }

    /// A refund was accepted: its amount leaves the balance at once, before the bank is asked. The fee of the
    /// charge is kept.
    ///
    /// @return the id of the balance transaction
    public String refundReserved(Tx tx, MerchantId merchant, String refund, String intent, Money amount) {
        var movement = LedgerStore.Movement.atOnce(BalanceTransaction.Type.REFUND, intent, amount);
        return post(tx, merchant, JournalEntry.refundReserved(refund, amount), movement);
    }

    /// The bank paid a refund out. The balance has moved already, when it was reserved.
    public void refundSettled(Tx tx, MerchantId merchant, String refund, Money amount) {
        post(tx, merchant, JournalEntry.refundSettled(refund, amount));
    }

    /// The bank did not pay a refund out: its amount comes back to the balance at once.
    ///
    /// @return the id of the balance transaction
    public String refundFailed(Tx tx, MerchantId merchant, String refund, String intent, Money amount) {
        var movement = LedgerStore.Movement.atOnce(BalanceTransaction.Type.REFUND_FAILURE, intent, amount);
        return post(tx, merchant, JournalEntry.refundFailed(refund, amount), movement);
    }

    /// The bank took money for a charge that cannot be kept. It never reaches the merchant's balance.
    public void strayCaptured(Tx tx, MerchantId merchant, String charge, Money amount) {
        post(tx, merchant, JournalEntry.strayCaptured(charge, amount));
    }

    /// The bank gave back what [#strayCaptured] wrote down.
    public void strayReversed(Tx tx, MerchantId merchant, String charge, Money amount) {
        post(tx, merchant, JournalEntry.strayReversed(charge, amount));
    }

    /// The movements that a payment intent caused, the oldest first.
    public List<BalanceTransaction> ofIntent(Tx tx, MerchantId merchant, String intent) {
        return store.ofIntent(tx, merchant, intent);
    }

    /// One movement of a merchant's balance.
    public Optional<BalanceTransaction> find(Tx tx, MerchantId merchant, String id) {
        return store.find(tx, merchant, id);
    }

    private void post(Tx tx, MerchantId merchant, JournalEntry entry) {
        store.post(tx, merchant, JournalEntry.ID.random(mode), entry);
    }

    private String post(Tx tx, MerchantId merchant, JournalEntry entry, LedgerStore.Movement movement) {
        var id = BalanceTransaction.ID.random(mode);
        store.post(tx, merchant, JournalEntry.ID.random(mode), entry, id, movement);
        return id;
    }
}
