package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.processors.Outcome.CardDetails;
import tools.jackson.databind.node.ObjectNode;

/// The card of a charge as the API shows it: never more than its last four digits.
final class PaymentMethodView {
    private PaymentMethodView() {}

    /// The short form that an error carries.
    static ObjectNode of(Charge charge) {
        var json = Json.object();
        json.put("id", id(charge));
        json.put("type", "card");
        var card = json.putObject("card");
        card.put("brand", charge.card().brand());
        card.put("last4", charge.card().last4());
        card.put("expMonth", charge.card().expiryMonth());
        card.put("expYear", charge.card().expiryYear());
        card.put("funding", funding(charge));
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
        json.put("type", "card");
        json.put("createdAt", Json.time(charge.createdAt()));
        json.set("billingDetails", BreakdownView.billing(charge.breakdown()));
        var card = json.putObject("card");
        card.put("brand", charge.card().brand());
        card.put("country", country(charge));
        card.put("displayBrand", charge.card().brand());
        card.put("expMonth", charge.card().expiryMonth());
        card.put("expYear", charge.card().expiryYear());
        card.put("fingerprint", charge.card().fingerprint().orElse(null));
        card.put("funding", funding(charge));
        card.put("last4", charge.card().last4());
        var networks = card.putObject("networks");
        networks.putArray("available").add(charge.card().brand());
        networks.putNull("preferred");
        card.putNull("regulatedStatus");
        card.putObject("threeDSecureUsage")
                .put("supported", charge.threeDSecure().isPresent());
        card.putNull("wallet");
        json.putNull("valu");
        return json;
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
