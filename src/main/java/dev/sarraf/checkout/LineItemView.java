package dev.sarraf.checkout;

import dev.sarraf.catalog.CustomAmount;
import dev.sarraf.catalog.ShownPrice;
import dev.sarraf.http.Json;
import java.time.Instant;
import java.util.Optional;
import java.util.function.UnaryOperator;
import tools.jackson.databind.node.ObjectNode;

/// A line item as the API shows it: what it costs in the currency of processing, and in that of its price where
/// that is another.
final class LineItemView {
    private LineItemView() {}

    /// @param createdAt when the session was made: the age of prices that were made for it
    /// @param images from where a picture is kept to where it is shown
    static ObjectNode of(
            LineItem line, Totals.Line cost, boolean isPresentment, Instant createdAt, UnaryOperator<String> images) {
        var json = Json.object();
        json.put("id", line.id());
        json.put("quantity", line.quantity());
        json.set("price", price(line.price(), createdAt, images));
        line.adjustable().ifPresent(adjustable -> json.set("adjustableQuantity", adjustable(adjustable)));
        json.put("amountSubtotal", cost.charged().subtotal().minorUnits());
        json.put("amountTotal", cost.charged().total().minorUnits());
        json.put("amountDiscount", cost.charged().discount().minorUnits());
        json.put("amountTax", 0);
        json.put("currency", cost.charged().subtotal().currency().name());
        json.put("description", line.price().product().name());
        if (isPresentment) {
            var shown = json.putObject("presentmentDetails");
            shown.put("unitAmount", line.unit().minorUnits());
            shown.put("amountSubtotal", cost.shown().subtotal().minorUnits());
            shown.put("amountDiscount", cost.shown().discount().minorUnits());
            shown.put("amountTotal", cost.shown().total().minorUnits());
            shown.put("currency", line.price().currency().name());
        }
        return json;
    }

    /// A line of a payment link, with its price as it stands in the catalog now.
    static ObjectNode ofLink(LineItem line, ShownPrice now, UnaryOperator<String> images) {
        var price = price(line.price(), now.offer().createdAt(), images);
        price.put("active", now.active());
        price.set("product", product(line.price().product(), images).put("active", now.productActive()));
        var json = Json.object();
        json.put("id", line.id());
        json.put("quantity", line.quantity());
        json.set("price", price);
        line.adjustable().ifPresent(adjustable -> json.set("adjustableQuantity", adjustable(adjustable)));
        json.put("currency", line.price().currency().name());
        json.put("description", line.price().product().name());
        return json;
    }

    private static ObjectNode adjustable(Adjustable adjustable) {
        var json = Json.object();
        json.put("enabled", adjustable.enabled());
        json.put("minimum", adjustable.minimum());
        put(json, "maximum", adjustable.maximum());
        return json;
    }

    private static ObjectNode price(LineItem.Price price, Instant createdAt, UnaryOperator<String> images) {
        var catalog = price.catalog();
        var json = Json.object();
        json.put("id", price.id());
        json.put("currency", price.currency().name());
        json.put("type", price.custom().isPresent() ? "CUSTOM" : "ONE_TIME");
        json.put(
                "createdAt",
                Json.time(catalog.map(LineItem.InCatalog::createdAt).orElse(createdAt)));
        json.put("active", true);
        json.set("product", product(price.product(), images));
        price.custom()
                .ifPresentOrElse(
                        custom -> json.set("customUnitAmount", custom(custom)),
                        () -> put(json, "unitAmount", price.unitAmount()));
        put(json, "stock", catalog.flatMap(LineItem.InCatalog::stock));
        time(json, "startDate", catalog.flatMap(LineItem.InCatalog::startDate));
        time(json, "expirationDate", catalog.flatMap(LineItem.InCatalog::expirationDate));
        return json;
    }

    private static ObjectNode product(LineItem.Product product, UnaryOperator<String> images) {
        var json = Json.object();
        json.put("id", product.id());
        json.put("name", product.name());
        json.put("active", true);
        json.put("description", product.description().orElse(null));
        json.put("image", product.image().map(images).orElse(null));
        json.put("unitLabel", product.unitLabel().orElse(null));
        return json;
    }

    private static ObjectNode custom(CustomAmount custom) {
        var json = Json.object();
        put(json, "minimum", custom.minimum());
        put(json, "maximum", custom.maximum());
        put(json, "preset", custom.preset());
        return json;
    }

    private static void time(ObjectNode json, String name, Optional<Instant> value) {
        json.put(name, value.map(Json::time).orElse(null));
    }

    private static void put(ObjectNode json, String name, Optional<Long> value) {
        if (value.isPresent()) {
            json.put(name, value.get());
        } else {
            json.putNull(name);
        }
    }
}
