package dev.sarraf.catalog;

import dev.sarraf.catalog.Discount.Amount;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.math.BigDecimal;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// A coupon as the API shows it.
final class CouponView {
    private final boolean livemode;

    CouponView(Mode mode) {
        this.livemode = mode.isLive();
    }

    ObjectNode of(MerchantId merchant, Coupon coupon) {
        var terms = coupon.terms();
        var settings = coupon.settings();
        var json = Json.object();
        json.put("id", coupon.id().text());
        json.put("object", "coupon");
        json.put("createdAt", Json.time(coupon.createdAt()));
        json.put("discountType", DiscountType.of(terms.amount()).text());
        json.put("duration", terms.duration().name().toLowerCase(Locale.ROOT));
        json.put("timesRedeemed", coupon.tally().redeemed());
        json.put("valid", coupon.valid());
        json.put("active", settings.active());
        json.put("merchantId", merchant.text());
        json.put("livemode", livemode);
        putAmount(json, terms.amount());
        terms.currency().ifPresent(currency -> json.put("currency", currency.name()));
        terms.durationInMonths().ifPresent(months -> json.put("durationInMonths", months));
        settings.name().ifPresent(name -> json.put("name", name));
        terms.minValue().ifPresent(value -> json.put("minValue", value));
        settings.maxRedemptions().ifPresent(most -> json.put("maxRedemptions", most));
        terms.customerMaxRedemptions().ifPresent(most -> json.put("customerMaxRedemptions", most));
        settings.redeemBy().ifPresent(end -> json.put("redeemBy", Json.time(end)));
        var products = json.putArray("appliesToProductIds");
        terms.products().forEach(product -> products.add(product.text()));
        json.set("metadata", settings.metadata().json());
        return json;
    }

    private static void putAmount(ObjectNode json, Amount amount) {
        switch (amount) {
            case Amount.PercentOff(var basisPoints, var maxDiscount) -> {
                json.put("percentOff", percent(basisPoints));
                maxDiscount.ifPresent(most -> json.put("maxDiscountAmount", most));
            }
            case Amount.AmountOff(var money) -> json.put("amountOff", money.minorUnits());
        }
    }

    /// `12.5` for 1,250 basis points, without an exponent for whole numbers.
    static BigDecimal percent(int basisPoints) {
        var percent = BigDecimal.valueOf(basisPoints, 2).stripTrailingZeros();
        return percent.scale() < 0 ? percent.setScale(0) : percent;
    }
}
