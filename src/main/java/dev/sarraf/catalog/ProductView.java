package dev.sarraf.catalog;

import dev.sarraf.http.Json;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A product as the API shows it, always with all of its prices.
final class ProductView {
    private final ImageAddresses images;

    ProductView(ImageAddresses images) {
        this.images = images;
    }

    ObjectNode of(MerchantId merchant, Product product, List<Price> prices) {
        var json = Json.object();
        json.put("id", product.id().text());
        json.put("object", "product");
        json.put("merchantId", merchant.text());
        putLabel(json, merchant, product);
        json.putArray("prices").addAll(prices.stream().map(PriceView::of).toList());
        product.defaultPrice().ifPresent(id -> json.put("defaultPriceId", id.text()));
        return json;
    }

    /// As lists and the answer to its creation show it, with less.
    ObjectNode row(MerchantId merchant, Product product, List<Price> prices) {
        var json = Json.object();
        json.put("id", product.id().text());
        putLabel(json, merchant, product);
        json.putArray("prices").addAll(prices.stream().map(PriceView::row).toList());
        return json;
    }

    /// How often each price was sold, and how many payments under way hold.
    static ObjectNode stats(Product product, List<Price> prices) {
        var json = Json.object();
        json.put("productId", product.id().text());
        json.put(
                "soldCount",
                prices.stream().mapToLong(price -> price.count().sold()).sum());
        var rows = json.putArray("prices");
        for (var price : prices) {
            rows.addObject()
                    .put("priceId", price.id().text())
                    .put("used", price.used())
                    .put("soldCount", price.count().sold())
                    .put("reservedCount", price.count().reserved())
                    .put("stock", price.shelving().stock().orElse(null));
        }
        return json;
    }

    private void putLabel(ObjectNode json, MerchantId merchant, Product product) {
        var label = product.label();
        json.put("name", label.name());
        json.put("active", label.active());
        // Inline prices of a session bring products that live in that session and never stand here.
        json.put("isSystemCreated", false);
        json.put("createdAt", Json.time(product.createdAt()));
        json.put("updatedAt", Json.time(product.updatedAt()));
        label.description().ifPresent(text -> json.put("description", text));
        label.image().map(images.of(merchant)).ifPresent(url -> json.put("image", url));
        label.unitLabel().ifPresent(text -> json.put("unitLabel", text));
        json.set("metadata", label.metadata().json());
    }
}
