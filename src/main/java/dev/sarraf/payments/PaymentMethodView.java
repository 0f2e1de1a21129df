package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.processors.Outcome.CardDetails;
import tools.jackson.databind.node.ObjectNode;

/// What a charge was paid with as the API shows it: of a card never more than its last four digits.
final class PaymentMethodView {
    private PaymentMethodView() {}

    /// The short form that an error carries.
    static ObjectNode of(Charge charge) {
        var json = Json.object();
        json.put("id", id(charge));
        json.put("type", charge.means().method().text());
        charge.means().ifCard().ifPresent(summary -> {
            var card = json.putObject("card");
            card.put("brand", summary.brand());
            card.put("last4", summary.last4());
            card.put("expMonth", summary.expiryMonth());
            card.put("expYear", summary.expiryYear());
            card.put("funding", funding(charge));
        });
        if (charge.means().method().isLocal()) {
            json.putNull("card");
        }
        var known = BreakdownView.billing(charge.breakdown());
        var billing = json.putObject("billingDetails");
        billing.set("name", known.path("name"));
        billing.set("email", known.path("email"));
        return json;
    }

    /// The long form that a payment intent carries.
    static ObjectNode ofIntent(Charge charge) {
        var json = Json.object();
        json.put("id", id(charge));
        json.put("object", "payment_method");
        json.put("type", charge.means().method().text());
        json.put("createdAt", Json.time(charge.createdAt()));
        json.set("billingDetails", BreakdownView.billing(charge.breakdown()));
        charge.means()
                .ifCard()
                .ifPresentOrElse(summary -> json.set("card", card(charge, summary)), () -> json.putNull("card"));
        var details = PaymentDetailsView.of(charge);
        json.set("valu", details.get("valu"));
        json.set("fawry", details.get("fawry"));
        return json;
    }

    private static ObjectNode card(Charge charge, CardSummary summary) {
        var card = Json.object();
        card.put("brand", summary.brand());
        card.put("country", country(charge));
        card.put("displayBrand", summary.brand());
        card.put("expMonth", summary.expiryMonth());
        card.put("expYear", summary.expiryYear());
        card.put("fingerprint", summary.fingerprint().orElse(null));
        card.put("funding", funding(charge));
        card.put("last4", summary.last4());
        var networks = card.putObject("networks");
        networks.putArray("available").add(summary.brand());
        networks.putNull("preferred");
        card.putNull("regulatedStatus");
        card.putObject("threeDSecureUsage")
                .put("supported", charge.threeDSecure().isPresent());
        card.putNull("wallet");
        return card;
    }

    static String id(Charge charge) {
        return charge.id().text().replaceFirst("^ch_", "pm_");
    }

    static String funding(Charge charge) {
        return charge.receipt()
                .flatMap(receipt -> receipt.card())
                .map(CardDetails::funding)
                .orElse("unknown");
    }

    static @org.jspecify.annotations.Nullable String country(Charge charge) {
        return charge.receipt()
                .flatMap(receipt -> receipt.card())
                .flatMap(CardDetails::country)
                .orElse(null);
    }
}
