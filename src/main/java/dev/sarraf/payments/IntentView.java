package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.ledger.BalanceTransaction;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A payment intent as the API shows it: all its keys, always.
final class IntentView {
    private IntentView() {}

    /// As a session carries it: without the session itself.
    static ObjectNode nested(Intent intent, List<Charge> charges, List<BalanceTransaction> balance) {
        boolean succeeded = intent.status() == Intent.Status.SUCCEEDED;
        var rendered = charges.stream()
                .map(charge -> ChargeView.of(charge, of(charge, balance)))
                .toList();
        var json = Json.object();
        json.put("id", intent.id().text());
        json.put("object", "payment_intent");
        json.put("checkoutSessionId", intent.session());
        json.put("amount", intent.amount().minorUnits());
        json.put("amountCapturable", 0);
        json.put("amountReceived", succeeded ? intent.amount().minorUnits() : 0);
        json.put("currency", intent.amount().currency().name());
        json.put("status", intent.status().name());
        json.put("createdAt", Json.time(intent.createdAt()));
        json.put("updatedAt", Json.time(intent.updatedAt()));
        json.put("clientSecret", intent.clientSecret());
        json.put("captureMethod", "automatic");
        json.put("confirmationMethod", "automatic");
        json.putNull("description");
        json.putNull("receiptEmail");
        json.putNull("canceledAt");
        json.putNull("shipping");
        var amounts = json.putObject("amountDetails");
        amounts.put("productAmount", intent.amount().minorUnits());
        amounts.putNull("tax");
        amounts.putNull("platformFees");
        amounts.putNull("tip");
        amounts.putNull("discount");
        json.putNull("presentmentDetails");
        var latest = charges.stream()
                .filter(charge -> intent.latestCharge().equals(Optional.of(charge.id())))
                .findFirst();
        json.set(
                "latestCharge",
                latest.map(charge -> ChargeView.of(charge, of(charge, balance))).orElse(null));
        json.putArray("charges").addAll(rendered);
        json.set(
                "paymentMethod",
                latest.filter(charge -> charge.status() != Charge.Status.FAILED)
                        .map(PaymentMethodView::ofIntent)
                        .orElse(null));
        json.putNull("customer");
        json.putNull("nextAction");
        json.set("metadata", Json.readOwn(intent.metadata()));
        json.set("lastPaymentError", intent.lastError().map(Json::readOwn).orElse(null));
        return json;
    }

    /// As it stands on its own, in events and answers of its own.
    static ObjectNode alone(Intent intent, List<Charge> charges, List<BalanceTransaction> balance) {
        return nested(intent, charges, balance).putNull("checkoutSession");
    }

    private static Optional<BalanceTransaction> of(Charge charge, List<BalanceTransaction> balance) {
        return balance.stream()
                .filter(transaction -> transaction.source().equals(charge.id().text()))
                .findFirst();
    }
}
