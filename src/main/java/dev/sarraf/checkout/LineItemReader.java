package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.money.Currency;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Reads line items with their inline prices.
final class LineItemReader {
    private static final long LARGEST_INT = Integer.MAX_VALUE;
    private static final IdShape PRICE = IdShape.of("price");
    private static final IdShape PRODUCT = IdShape.of("prod");

    private final Mode mode;

    LineItemReader(Mode mode) {
        this.mode = mode;
    }

    List<LineItem> read(List<Fields> items, Currency currency) {
        var lines = new ArrayList<LineItem>();
        for (var item : items) {
            lines.add(line(item, currency));
        }
        return lines;
    }

    private LineItem line(Fields item, Currency currency) {
        var priceId = item.text("price", 100);
        var priceData = item.object("priceData");
        if (priceId.isPresent() && priceData.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    item.pathOf("priceData"),
                    "Send either price or priceData in a line item, not both.");
        }
        priceId.ifPresent(id -> {
            throw Refusal.missing("price", id, Optional.of(item.pathOf("price")));
        });
        if (priceData.isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.LINE_ITEM_MISSING_PRICE,
                    item.pathOf("priceData"),
                    "A line item needs a price or priceData.");
        }
        var price = price(priceData.get(), currency);
        long quantity = item.required("quantity", item.whole("quantity", 0, LARGEST_INT));
        if (quantity == 0) {
            throw Refusal.invalid(
                    ErrorCode.LINE_ITEM_QUANTITY_OUT_OF_BOUNDS,
                    item.pathOf("quantity"),
                    "quantity must be at least 1.");
        }
        refuseAdjusting(item);
        item.end();
        return new LineItem("li_" + Random62.text(24), quantity, price);
    }

    private static void refuseAdjusting(Fields item) {
        item.object("adjustableQuantity").ifPresent(adjustable -> {
            if (adjustable.required("enabled", adjustable.flag("enabled"))) {
                throw item.invalid("adjustableQuantity", "is not supported by this version.");
            }
            adjustable.whole("minimum", 0, LARGEST_INT);
            adjustable.whole("maximum", 1, LARGEST_INT);
            adjustable.end();
        });
    }

    private LineItem.Price price(Fields data, Currency sessionCurrency) {
        var currency = currency(data, "currency", data.required("currency", data.text("currency", 3)));
        requireRate(data, "currency", currency);
        if (currency != sessionCurrency) {
            throw Refusal.invalid(
                    ErrorCode.CURRENCY_INVALID,
                    data.pathOf("currency"),
                    "All line items have to be in the session's currency, " + sessionCurrency + ".");
        }
        long unitAmount = data.required("unitAmount", data.whole("unitAmount", 0, LARGEST_INT));
        var product = product(data.required("productData", data.object("productData")));
        if (data.has("recurring")) {
            throw Refusal.invalid(
                    ErrorCode.PRICE_RECURRING_NOT_SUPPORTED,
                    data.pathOf("recurring"),
                    "Recurring prices cannot be sold.");
        }
        data.metadata("metadata");
        data.end();
        return new LineItem.Price(PRICE.random(mode), currency, unitAmount, product);
    }

    private LineItem.Product product(Fields data) {
        var product = new LineItem.Product(
                PRODUCT.random(mode),
                data.required("name", data.text("name", 255)),
                data.text("description", 500),
                data.text("image", 2_048).map(url -> image(data, url)),
                data.text("unitLabel", 50),
                data.metadata("metadata"));
        data.end();
        return product;
    }

    private static String image(Fields data, String url) {
        try {
            var uri = URI.create(url);
            if ("https".equalsIgnoreCase(uri.getScheme()) && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return url;
            }
        } catch (IllegalArgumentException e) {
            // Not a URL at all: refused below like one of another kind.
        }
        throw data.invalid("image", "must be an https:// URL.");
    }

    static Currency currency(Fields fields, String name, String code) {
        return Currency.find(code)
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.UNSUPPORTED_CURRENCY,
                        fields.pathOf(name),
                        "%s must be one of %s.".formatted(fields.pathOf(name), List.of(Currency.values()))));
    }

    static void requireRate(Fields fields, String name, Currency currency) {
        if (currency != Currency.PROCESSING) {
            throw Refusal.invalid(
                    ErrorCode.EXCHANGE_RATE_NOT_FOUND,
                    fields.pathOf(name),
                    "%s: there is no exchange rate from %s to %s."
                            .formatted(fields.pathOf(name), currency, Currency.PROCESSING));
        }
    }
}
