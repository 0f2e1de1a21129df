package dev.sarraf.catalog;

import dev.sarraf.catalog.Discount.Amount;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import tools.jackson.databind.node.ObjectNode;

/// The coupon of a discount as a session shows it: what it gives, as it was when it was granted.
public final class CouponSummary {
    private CouponSummary() {}

    /// `amountOff` is a text of minor units, unlike in the coupon itself.
    public static ObjectNode of(Mode mode, Discount discount) {
        var json = Json.object();
        json.put("id", discount.coupon().text());
        json.put("object", "coupon");
        json.put("discountType", DiscountType.of(discount.amount()).text());
        json.put("valid", true);
        json.put("livemode", mode.isLive());
        discount.name().ifPresent(name -> json.put("name", name));
        switch (discount.amount()) {
            case Amount.PercentOff(var basisPoints, var _) -> json.put("percentOff", CouponView.percent(basisPoints));
            case Amount.AmountOff(var money) -> {
                json.put("amountOff", Long.toString(money.minorUnits()));
                json.put("currency", money.currency().name());
            }
        }
        return json;
    }
}
