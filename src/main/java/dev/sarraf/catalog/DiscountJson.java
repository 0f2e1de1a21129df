package dev.sarraf.catalog;

import dev.sarraf.catalog.Discount.Amount;
import dev.sarraf.http.Json;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A discount as a column of a session holds it. What is written is read back as the same.
public final class DiscountJson {
    private DiscountJson() {}

    public static ObjectNode write(Discount discount) {
        var json = Json.object();
        json.put("coupon", discount.coupon().text());
        discount.promotionCode().ifPresent(id -> json.put("promotionCode", id.text()));
        discount.code().ifPresent(code -> json.put("code", code));
        discount.name().ifPresent(name -> json.put("name", name));
        switch (discount.amount()) {
            case Amount.PercentOff(var basisPoints, var maxDiscount) -> {
                json.put("basisPoints", basisPoints);
                maxDiscount.ifPresent(most -> json.put("maxDiscount", most));
            }
            case Amount.AmountOff(var money) -> json.set("amountOff", write(money));
        }
        discount.minimum().ifPresent(minimum -> json.set("minimum", write(minimum)));
        var products = json.putArray("products");
        discount.products().forEach(product -> products.add(product.text()));
        return json;
    }

    public static Discount read(JsonNode json) {
        return new Discount(
                new CouponId(json.get("coupon").stringValue()),
                text(json, "promotionCode").map(PromotionCodeId::new),
                text(json, "code"),
                text(json, "name"),
                json.has("amountOff")
                        ? new Amount.AmountOff(money(json.get("amountOff")))
                        : new Amount.PercentOff(
                                json.get("basisPoints").intValue(),
                                json.optional("maxDiscount").map(JsonNode::longValue)),
                json.optional("minimum").map(DiscountJson::money),
                json.get("products")
                        .valueStream()
                        .map(product -> new ProductId(product.stringValue()))
                        .toList());
    }

    private static ObjectNode write(Money money) {
        return Json.object()
                .put("minorUnits", money.minorUnits())
                .put("currency", money.currency().name());
    }

    private static Money money(JsonNode json) {
        return new Money(
                json.get("minorUnits").longValue(),
                Currency.valueOf(json.get("currency").stringValue()));
    }

    private static Optional<String> text(JsonNode json, String name) {
        return json.optional(name).map(JsonNode::stringValue);
    }
}
