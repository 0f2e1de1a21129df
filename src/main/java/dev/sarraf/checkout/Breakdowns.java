package dev.sarraf.checkout;

import dev.sarraf.http.Json;
import dev.sarraf.ledger.FeePlan;
import dev.sarraf.payments.Breakdown;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a session's total is made of, as its payments keep it.
final class Breakdowns {
    private Breakdowns() {}

    static Breakdown of(Session session) {
        var cart = session.cart();
        var charged = cart.totals().charged();
        var config = cart.fees().config();
        var details = session.terms().buyer().details().map(Json::readOwn);
        return new Breakdown(
                charged.subtotal(),
                charged.discount(),
                config.vatCollection()
                        ? Optional.of(new Breakdown.Vat(charged.vat(), config.vatBasisPoints()))
                        : Optional.empty(),
                config.feesPassThrough()
                        ? Optional.of(
                                new FeePlan.Fee(charged.fee(), cart.totals().feeVat()))
                        : Optional.empty(),
                cart.rate()
                        .map(rate ->
                                new Breakdown.Presentment(cart.totals().shown().total(), rate.rate(), rate.id())),
                details.map(Breakdowns::billing).map(Json::write),
                details.map(node -> node.path("shipping"))
                        .filter(JsonNode::isObject)
                        .map(Breakdowns::shipping)
                        .map(Json::write));
    }

    /// What the bill says, or else what is known of the customer.
    private static ObjectNode billing(JsonNode details) {
        var billing = details.path("billingDetails");
        var json = Json.object();
        json.set("address", billing.path("address").isObject() ? billing.path("address") : null);
        for (var name : new String[] {"email", "name", "phone"}) {
            var value = billing.path(name).isString() ? billing.path(name) : details.path(name);
            json.put(name, value.isString() ? value.stringValue() : null);
        }
        return json;
    }

    private static ObjectNode shipping(JsonNode shipping) {
        var json = Json.object();
        json.set("address", shipping.path("address").isObject() ? shipping.path("address") : null);
        for (var name : new String[] {"name", "phone"}) {
            json.put(name, shipping.path(name).isString() ? shipping.path(name).stringValue() : null);
        }
        return json;
    }
}
