package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import tools.jackson.databind.JsonNode;

/// Reads payments back as the API shows them, for answers and for events alike: what an event carries is what a
/// GET answers at that moment.
public final class Statements {
    private final Ledger ledger;
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();

    public Statements(Ledger ledger) {
        this.ledger = ledger;
    }

    /// The intent that a session carries.
    public JsonNode nestedIntent(Tx tx, MerchantId merchant, IntentId id) {
        return IntentView.nested(
                intent(tx, merchant, id), charges.ofIntent(tx, merchant, id), ledger.ofIntent(tx, merchant, id.text()));
    }

    JsonNode intent(Tx tx, Charge charge) {
        return IntentView.alone(
                intent(tx, charge.merchant(), charge.intent()),
                charges.ofIntent(tx, charge.merchant(), charge.intent()),
                ledger.ofIntent(tx, charge.merchant(), charge.intent().text()));
    }

    JsonNode charge(Tx tx, Charge charge) {
        var current = charges.find(tx, charge.merchant(), charge.id())
                .orElseThrow(() -> new IllegalStateException("bug: no charge " + charge.id()));
        return ChargeView.of(
                current,
                ledger.ofIntent(tx, charge.merchant(), charge.intent().text()).stream()
                        .filter(transaction ->
                                transaction.source().equals(charge.id().text()))
                        .findFirst());
    }

    private Intent intent(Tx tx, MerchantId merchant, IntentId id) {
        return intents.find(tx, merchant, id).orElseThrow(() -> new IllegalStateException("bug: no intent " + id));
    }
}
