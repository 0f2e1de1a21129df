package dev.sarraf.checkout;

import dev.sarraf.catalog.PriceId;
import dev.sarraf.catalog.ShownPrice;
import java.util.List;
import java.util.Map;

/// What a payment link sells, as it stands in the catalog now.
final class LinkGoods {
    private LinkGoods() {}

    /// The price of this line. It is there: a price that a line names is not deleted.
    static ShownPrice of(LinkLine line, Map<PriceId, ShownPrice> prices) {
        var price = prices.get(new PriceId(line.price()));
        if (price == null) {
            throw new IllegalStateException("bug: a price of a payment link is gone");
        }
        return price;
    }

    /// Whether somebody who comes now can have all of it.
    static boolean areAvailable(PaymentLink link, Map<PriceId, ShownPrice> prices) {
        return link.lines().stream()
                .allMatch(line -> of(line, prices).isAvailable(link.quantityOf(new PriceId(line.price()))));
    }

    /// The lines as a session that is opened now would have them.
    static List<LineItem> lines(PaymentLink link, Map<PriceId, ShownPrice> prices) {
        return link.lines().stream()
                .map(line -> CatalogLine.of(
                        line.request(),
                        of(line, prices).offer(),
                        link.computed().currency()))
                .toList();
    }
}
