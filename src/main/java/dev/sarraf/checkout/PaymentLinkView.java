package dev.sarraf.checkout;

import dev.sarraf.catalog.PriceId;
import dev.sarraf.catalog.ShownPrice;
import dev.sarraf.http.Json;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.FeeConfig;
import java.util.Locale;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A payment link as the API shows it, its prices and products as they are now.
final class PaymentLinkView {
    private PaymentLinkView() {}

    /// @param prices those of its lines at least
    static ObjectNode of(PaymentLink link, Map<PriceId, ShownPrice> prices, ImageAddresses images) {
        var terms = link.terms();
        var json = Json.object();
        json.put("id", link.id().text());
        json.put("object", "payment_link");
        head(json, link);
        json.put("customerCreation", terms.buyer().creation().name().toLowerCase(Locale.ROOT));
        json.put("allowPromotionCodes", terms.allowPromotionCodes());
        json.put("nameCollection", terms.collects().name());
        json.put("billingAddressCollection", terms.collects().billingAddress());
        json.put("shippingAddressCollection", terms.collects().shippingAddress());
        json.put("phoneNumberCollection", terms.collects().phone());
        json.set("customFields", SessionView.customFields(terms.customFields()));
        json.set("feeConfig", terms.feeConfig().map(PaymentLinkView::feeConfig).orElse(null));
        json.set(
                "brandingSettings",
                terms.branding().isEmpty()
                        ? null
                        : Json.readOwn(terms.branding().json()));
        json.put("paymentMethodConfigurationId", terms.methods().configuration().orElse(null));
        json.set("metadata", Json.readOwn(terms.metadata()));
        tail(json, link, prices, images);
        return json;
    }

    /// As it stands in a list.
    static ObjectNode row(PaymentLink link, Map<PriceId, ShownPrice> prices, ImageAddresses images) {
        var json = Json.object();
        json.put("id", link.id().text());
        head(json, link);
        tail(json, link, prices, images);
        return json;
    }

    private static void head(ObjectNode json, PaymentLink link) {
        json.put("merchantId", link.merchant().text());
        json.put("active", link.active());
        json.put("expiresAt", link.expiresAt().map(Json::time).orElse(null));
        json.put("currency", link.computed().currency().name());
        json.put("computedAmount", link.computed().minorUnits());
        json.put("submitType", link.submitType().name());
        json.set("afterCompletion", SessionView.afterCompletion(link.terms().afterCompletion()));
    }

    private static void tail(
            ObjectNode json, PaymentLink link, Map<PriceId, ShownPrice> prices, ImageAddresses images) {
        json.set("lineItems", lines(link, prices, images));
        json.put("createdAt", Json.time(link.createdAt()));
        json.put("updatedAt", Json.time(link.updatedAt()));
    }

    private static ArrayNode lines(PaymentLink link, Map<PriceId, ShownPrice> prices, ImageAddresses images) {
        var json = Json.array();
        for (var line : link.lines()) {
            var now = LinkGoods.of(line, prices);
            var item =
                    CatalogLine.of(line.request(), now.offer(), link.computed().currency());
            json.add(LineItemView.ofLink(item, now, images.of(link.merchant())));
        }
        return json;
    }

    private static ObjectNode feeConfig(FeeConfig config) {
        var json = Json.object();
        json.put("feesPassThrough", config.feesPassThrough());
        json.put("vatCollectionEnabled", config.vatCollection());
        if (config.vatCollection()) {
            json.put("vatCollectionRate", config.vatBasisPoints());
        } else {
            json.putNull("vatCollectionRate");
        }
        return json;
    }
}
