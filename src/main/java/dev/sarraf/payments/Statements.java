package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.ledger.BalanceTransaction;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads payments back as the API shows them, for answers and for events alike: what an event carries is what a
/// GET answers at that moment.
public final class Statements {
    private final Ledger ledger;
    private final ReceiptAddress receipts;
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();
    private final RefundStore refunds = new RefundStore();

    public Statements(Ledger ledger, ReceiptAddress receipts) {
        this.ledger = ledger;
        this.receipts = receipts;
    }

    /// The intent that a session carries.
    public JsonNode nestedIntent(Tx tx, MerchantId merchant, IntentId id) {
        return of(tx, merchant, id).showNestedIntent();
    }

    Statement of(Tx tx, MerchantId merchant, IntentId id) {
        return find(tx, merchant, id).orElseThrow(() -> new IllegalStateException("bug: no intent " + id));
    }

    Optional<Statement> find(Tx tx, MerchantId merchant, IntentId id) {
        return intents.find(tx, merchant, id)
                .map(intent -> new Statement(
                        intent,
                        charges.ofIntent(tx, merchant, id),
                        refunds.ofIntent(tx, merchant, id),
                        ledger.ofIntent(tx, merchant, id.text()),
                        receipts));
    }

    /// A payment and all that belongs to it, at one moment.
    ///
    /// @param charges oldest first
    /// @param refunds newest first
    record Statement(
            Intent intent,
            List<Charge> charges,
            List<Refund> refunds,
            List<BalanceTransaction> balance,
            ReceiptAddress receipts) {

        /// As it stands on its own, in events and answers of its own.
        JsonNode showIntent() {
            return IntentView.alone(this);
        }

        /// As a session carries it.
        JsonNode showNestedIntent() {
            return IntentView.nested(this);
        }

        ObjectNode showCharge(ChargeId id) {
            var charge = find(id).orElseThrow(() -> new IllegalStateException("bug: no charge " + id));
            return ChargeView.of(charge, refundsOf(id), movement(id), receipts.of(charge));
        }

        Optional<Charge> find(ChargeId id) {
            return charges.stream().filter(charge -> charge.id().equals(id)).findFirst();
        }

        private List<Refund> refundsOf(ChargeId id) {
            return refunds.stream().filter(refund -> refund.charge().equals(id)).toList();
        }

        private Optional<BalanceTransaction> movement(ChargeId id) {
            return balance.stream()
                    .filter(transaction -> transaction.source().equals(id.text()))
                    .findFirst();
        }
    }
}
