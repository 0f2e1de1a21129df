package dev.sarraf.catalog;

import dev.sarraf.http.Json;
import tools.jackson.databind.node.ObjectNode;

/// A price as the API shows it.
final class PriceView {
    private PriceView() {}

    static ObjectNode of(Price price) {
        var shelving = price.shelving();
        var json = Json.object();
        json.put("id", price.id().text());
        json.put("object", "price");
        json.put("currency", price.terms().currency().name());
        json.put("type", price.terms().cost().type().name());
        json.put("active", shelving.active());
        json.put("createdAt", Json.time(price.createdAt()));
        json.put("updatedAt", Json.time(price.updatedAt()));
        json.put("productId", price.product().text());
        shelving.name().ifPresent(name -> json.put("name", name));
        shelving.description().ifPresent(description -> json.put("description", description));
        putCost(json, price);
        json.put("stock", shelving.stock().orElse(null));
        json.put("startDate", shelving.startDate().map(Json::time).orElse(null));
        json.put("expirationDate", shelving.expirationDate().map(Json::time).orElse(null));
        return json;
    }

    /// As it stands in a product of a list, with less.
    static ObjectNode row(Price price) {
        var json = Json.object();
        json.put("id", price.id().text());
        json.put("currency", price.terms().currency().name());
        json.put("type", price.terms().cost().type().name());
        json.put("createdAt", Json.time(price.createdAt()));
        putCost(json, price);
        json.put("stock", price.shelving().stock().orElse(null));
        return json;
    }

    private static void putCost(ObjectNode json, Price price) {
        var cost = price.terms().cost();
        json.put("unitAmount", cost.unitAmount().orElse(null));
        cost.recurrence()
                .ifPresentOrElse(
                        recurrence -> json.putObject("recurring")
                                .put("interval", recurrence.interval().name())
                                .put("intervalCount", recurrence.count()),
                        () -> json.putNull("recurring"));
        cost.bounds()
                .ifPresentOrElse(
                        bounds -> putBounds(json.putObject("customUnitAmount"), bounds),
                        () -> json.putNull("customUnitAmount"));
    }

    private static void putBounds(ObjectNode json, CustomAmount bounds) {
        bounds.minimum().ifPresent(amount -> json.put("minimum", amount));
        bounds.maximum().ifPresent(amount -> json.put("maximum", amount));
        bounds.preset().ifPresent(amount -> json.put("preset", amount));
    }
}
