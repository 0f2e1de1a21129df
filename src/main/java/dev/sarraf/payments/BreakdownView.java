package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.money.Money;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Parts of a breakdown as intents, charges and refunds show them.
final class BreakdownView {
    private BreakdownView() {}

    /// `amountDetails` of an intent.
    static ObjectNode amountDetails(Breakdown breakdown) {
        var json = Json.object();
        json.put("productAmount", breakdown.product().minorUnits());
        breakdown
                .vat()
                .ifPresentOrElse(
                        vat -> json.putObject("tax")
                                .put("amount", vat.amount().minorUnits())
                                .put("rateBps", vat.basisPoints()),
                        () -> json.putNull("tax"));
        breakdown
                .fee()
                .ifPresentOrElse(
                        fee -> json.putObject("platformFees")
                                .put("amount", fee.total().minorUnits())
                                .put("vatAmount", fee.vat().minorUnits()),
                        () -> json.putNull("platformFees"));
        json.putNull("tip");
        if (breakdown.discount().isZero()) {
            json.putNull("discount");
        } else {
            json.put("discount", breakdown.discount().minorUnits());
        }
        return json;
    }

    /// `presentmentDetails` of an intent or a charge.
    static @Nullable ObjectNode presentmentDetails(Breakdown breakdown) {
        return breakdown.presentment().map(BreakdownView::presentment).orElse(null);
    }

    /// `config` of a charge: what its customer paid on top of the prices.
    static ObjectNode config(Breakdown breakdown, Money feeOfMerchant) {
        var json = Json.object();
        json.put("vatCollectionEnabled", breakdown.vat().isPresent());
        if (breakdown.vat().isPresent()) {
            json.put("vatCollectionRate", breakdown.vat().get().basisPoints());
            json.put("collectedVatAmount", breakdown.vat().get().amount().minorUnits());
        } else {
            json.putNull("vatCollectionRate");
            json.put("collectedVatAmount", 0);
        }
        json.put("platformFeePassThrough", breakdown.fee().isPresent());
        json.put("merchantFeeDeduction", feeOfMerchant.minorUnits());
        return json;
    }

    /// `billingDetails` of a charge or a payment method.
    static JsonNode billing(Breakdown breakdown) {
        return breakdown.billing().map(Json::readOwn).orElseGet(() -> {
            var json = Json.object();
            json.putNull("address");
            json.putNull("email");
            json.putNull("name");
            json.putNull("phone");
            return json;
        });
    }

    /// Where a receipt would go.
    static @Nullable String email(Breakdown breakdown) {
        var email = billing(breakdown).path("email");
        return email.isString() ? email.stringValue() : null;
    }

    private static ObjectNode presentment(Breakdown.Presentment presentment) {
        var json = Json.object();
        json.put("amount", presentment.amount().minorUnits());
        json.put("currency", presentment.amount().currency().name());
        json.put("exchangeRate", presentment.rate());
        json.put("exchangeRateId", presentment.rateId());
        return json;
    }
}
