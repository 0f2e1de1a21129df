package dev.sarraf.customers;

import dev.sarraf.http.Json;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A customer as the API shows them: whole, as a row of a list, within a session, and what they have paid.
final class CustomerView {
    private static final Pattern COUNTRY = Pattern.compile("[A-Z]{2}");

    private CustomerView() {}

    /// The answer to reading a customer and `data.object` of the events about them.
    ///
    /// @param traces empty for a registered customer
    static ObjectNode of(MerchantId merchant, Customer customer, Optional<GuestTraces> traces) {
        var json = Json.object();
        json.put("id", customer.id().text());
        json.put("object", "customer");
        json.put("type", customer.type().text());
        json.put("createdAt", Json.time(customer.createdAt()));
        json.put("updatedAt", Json.time(customer.updatedAt()));
        json.put("merchantId", merchant.text());
        contact(json, customer);
        json.set("address", read(customer.address()));
        json.set("metadata", Json.readOwn(customer.metadata()));
        traces.ifPresentOrElse(
                found -> json.set("guestFingerprint", fingerprint(found)), () -> json.putNull("guestFingerprint"));
        return json;
    }

    static ObjectNode nested(Customer customer) {
        var json = Json.object();
        json.put("id", customer.id().text());
        json.put("type", customer.type().text());
        contact(json, customer);
        json.set("address", read(customer.address()));
        json.set("shipping", read(customer.shipping()));
        json.set("metadata", Json.readOwn(customer.metadata()));
        return json;
    }

    static ObjectNode row(Customer customer) {
        var json = Json.object();
        json.put("id", customer.id().text());
        json.put("type", customer.type().text());
        json.put("createdAt", Json.time(customer.createdAt()));
        contact(json, customer);
        json.put("country", country(customer).orElse(null));
        json.set("latestPaymentMethod", read(customer.latestMethod()));
        json.set("spendData", spend(customer.spend()));
        return json;
    }

    static ObjectNode stats(Customer customer, List<CardTrace> cards) {
        var json = Json.object();
        json.put("object", "customer_stats");
        json.put("customerId", customer.id().text());
        json.put("numPayments", customer.spend().payments());
        json.put("numRefunds", customer.spend().refunds());
        json.set("spendData", spend(customer.spend()));
        json.set("latestPaymentMethod", read(customer.latestMethod()));
        var methods = json.putArray("cards");
        cards.forEach(card -> methods.add(card(card)));
        return json;
    }

    /// What the row keeps of a payment's card.
    static String method(PaidCard card, String charge) {
        var json = Json.object();
        json.put("id", charge.replaceFirst("^ch_", "pm_"));
        json.put("type", "card");
        json.putObject("card")
                .put("brand", card.brand())
                .put("last4", card.last4())
                .put("expMonth", card.expMonth())
                .put("expYear", card.expYear())
                .put("cardholderName", card.cardholderName().orElse(null))
                .put("funding", card.funding().orElse(null))
                .put("country", card.country().orElse(null))
                .put("fingerprint", card.fingerprint());
        json.putNull("valu");
        json.putNull("fawry");
        return Json.write(json);
    }

    private static void contact(ObjectNode json, Customer customer) {
        json.put("name", customer.name().orElse(null));
        json.put("email", customer.email().orElse(null));
        json.put("phone", customer.phone().orElse(null));
    }

    private static ObjectNode spend(Spend spend) {
        return Json.object()
                .put("amountDisputeLosses", 0)
                .put("amountRefunded", spend.refunded())
                .put("averageOrderValue", spend.average())
                .put("currency", Currency.PROCESSING.name())
                .put("firstPurchaseAt", time(spend.firstPurchaseAt()))
                .put("grossSpend", spend.gross())
                .put("lastPurchaseAt", time(spend.lastPurchaseAt()))
                .put("netSpend", spend.net())
                .put("numPayments", spend.payments());
    }

    private static ObjectNode fingerprint(GuestTraces traces) {
        var json = Json.object();
        traces.emails().forEach(json.putArray("emails")::add);
        traces.phones().forEach(json.putArray("phones")::add);
        var cards = json.putArray("cardFingerprints");
        traces.cards().forEach(card -> cards.add(card(card)));
        return json;
    }

    private static ObjectNode card(CardTrace card) {
        return Json.object()
                .put("fingerprint", card.fingerprint())
                .put("last4", card.last4())
                .put("brand", card.brand())
                .put("firstSeenAt", Json.time(card.firstSeenAt()))
                .put("lastSeenAt", Json.time(card.lastSeenAt()))
                .put("chargeCount", card.charges());
    }

    /// Addresses name countries as merchants like; a list shows those that are a code.
    private static Optional<String> country(Customer customer) {
        return customer.address()
                .map(Json::readOwn)
                .map(address -> address.path("country").asString(""))
                .filter(country -> COUNTRY.matcher(country).matches());
    }

    /// The contract has an empty text where there is no date.
    private static String time(Optional<Instant> moment) {
        return moment.map(Json::time).orElse("");
    }

    private static JsonNode read(Optional<String> json) {
        return json.map(Json::readOwn).orElseGet(() -> Json.object().nullNode());
    }
}
