package dev.sarraf.checkout;

import dev.sarraf.catalog.CouponSummary;
import dev.sarraf.catalog.Discount;
import dev.sarraf.http.Json;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a session costs, as the API shows it.
final class CartView {
    private CartView() {}

    static void amounts(ObjectNode json, Cart cart) {
        var charged = cart.totals().charged();
        json.put("currency", charged.currency().name());
        json.put("amountSubtotal", charged.subtotal().minorUnits());
        json.put("amountTotal", charged.total().minorUnits());
        json.set("totalDetails", details(charged));
        cart.rate().ifPresent(rate -> {
            var shown = cart.totals().shown();
            var presentment = json.putObject("presentmentDetails");
            presentment.put("amount", shown.total().minorUnits());
            presentment.put("currency", shown.currency().name());
            presentment.put("exchangeRate", rate.rate());
            presentment.put("exchangeRateId", rate.id());
            presentment.put("amountSubtotal", shown.subtotal().minorUnits());
            presentment.put("amountTotal", shown.total().minorUnits());
            presentment.setAll(details(shown));
        });
    }

    private static ObjectNode details(Sum sum) {
        var json = Json.object();
        json.put("amountDiscount", sum.discount().minorUnits());
        json.put("amountTax", 0);
        json.put("amountShipping", 0);
        json.put("amountPlatformFee", sum.fee().minorUnits());
        json.put("amountCollectedVat", sum.vat().minorUnits());
        return json;
    }

    static ObjectNode feeConfig(AppliedFees fees) {
        var json = Json.object();
        json.put("feesPassThrough", fees.config().feesPassThrough());
        json.put("vatCollectionEnabled", fees.config().vatCollection());
        if (fees.config().vatCollection()) {
            json.put("vatCollectionRate", fees.config().vatBasisPoints());
        } else {
            json.putNull("vatCollectionRate");
        }
        json.put("source", fees.source().name().toLowerCase(Locale.ROOT));
        return json;
    }

    /// Only where the customer pays something on top of the prices.
    static Optional<ObjectNode> fees(Cart cart) {
        var config = cart.fees().config();
        if (!config.feesPassThrough() && !config.vatCollection()) {
            return Optional.empty();
        }
        var json = Json.object();
        json.put("paymentMethodType", "card");
        json.put("feeAmount", cart.totals().charged().fee().minorUnits());
        json.put(
                "feePercentage",
                config.feesPassThrough()
                        ? BigDecimal.valueOf(cart.fees().plan().percentBasisPoints(), 2)
                        : BigDecimal.ZERO);
        json.put("totalAmount", cart.total().minorUnits());
        json.put("vatAmount", cart.totals().charged().vat().minorUnits());
        return Optional.of(json);
    }

    /// The discount as it is promised, and once the session is complete as it was given.
    static ObjectNode discount(Discount discount, Session session) {
        boolean given = session.status() == Session.Status.COMPLETE;
        var json = Json.object();
        json.put("id", given ? session.id().text().replaceFirst("^cs_", "di_") : "pending");
        json.put("object", "discount");
        json.set("coupon", CouponSummary.of(session.id().mode(), discount));
        json.put("checkoutSessionId", session.id().text());
        json.put("start", Json.time(given ? session.updatedAt() : session.createdAt()));
        discount.promotionCode().ifPresent(id -> json.put("promotionCodeId", id.text()));
        discount.code().ifPresent(code -> json.put("promotionCodeCode", code));
        return json;
    }
}
