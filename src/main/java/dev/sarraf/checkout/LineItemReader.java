package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.images.Source;
import dev.sarraf.money.Currency;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// Reads line items, with prices of their own or from the catalog.
final class LineItemReader {
    private static final int MAX_LINES = 100;
    private static final long LARGEST_INT = Integer.MAX_VALUE;
    private static final IdShape PRICE = IdShape.of("price");
    private static final IdShape PRODUCT = IdShape.of("prod");

    private enum Interval {
        DAY,
        WEEK,
        MONTH,
        YEAR,
        CUSTOM
    }

    private final Mode mode;

    LineItemReader(Mode mode) {
        this.mode = mode;
    }

    /// @param currency what the prices of all lines have to be in
    List<LineRequest> read(Fields body, Currency currency) {
        var lines = new ArrayList<LineRequest>();
        for (var item : body.objects("lineItems", MAX_LINES)) {
            lines.add(line(item, currency));
        }
        return lines;
    }

    /// The lines of a payment link, at prices of the catalog: at least one.
    static List<LineRequest.OfPrice> ofLink(Fields body) {
        if (!body.has("lineItems")) {
            throw body.missing("lineItems");
        }
        var lines = body.objects("lineItems", MAX_LINES).stream()
                .map(LineItemReader::lineOfLink)
                .toList();
        if (lines.isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, "lineItems", "lineItems must have at least one item.");
        }
        return lines;
    }

    private static LineRequest.OfPrice lineOfLink(Fields item) {
        var price = item.required("priceId", item.text("priceId", 100));
        var adjustable = item.object("adjustableQuantity").map(LineItemReader::adjustable);
        long quantity = quantity(item, adjustable);
        item.end();
        return new LineRequest.OfPrice(newId(), quantity, adjustable, price, item.pathOf("priceId"));
    }

    private static String newId() {
        return "li_" + Random62.text(24);
    }

    private LineRequest line(Fields item, Currency currency) {
        var price = item.text("price", 100);
        var priceData = item.object("priceData");
        if (price.isPresent() && priceData.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE,
                    item.pathOf("priceData"),
                    "Send either price or priceData in a line item, not both.");
        }
        var id = newId();
        var inline = priceData.map(data -> inline(data, currency));
        var adjustable = item.object("adjustableQuantity").map(LineItemReader::adjustable);
        long quantity = quantity(item, adjustable);
        item.end();
        return price.<LineRequest>map(
                        named -> new LineRequest.OfPrice(id, quantity, adjustable, named, item.pathOf("price")))
                .or(() -> inline.map(own -> new LineRequest.Inline(new LineItem(id, quantity, adjustable, own))))
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.LINE_ITEM_MISSING_PRICE,
                        item.pathOf("priceData"),
                        "A line item needs a price or priceData."));
    }

    private static Adjustable adjustable(Fields fields) {
        boolean enabled = fields.required("enabled", fields.flag("enabled"));
        long minimum = fields.whole("minimum", 0, LARGEST_INT).orElse(1);
        var maximum = boxed(fields.whole("maximum", 1, LARGEST_INT));
        if (maximum.stream().anyMatch(most -> most < minimum)) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    fields.pathOf("maximum"),
                    fields.pathOf("maximum") + " must not be smaller than minimum.");
        }
        fields.end();
        return new Adjustable(enabled, minimum, maximum);
    }

    private static long quantity(Fields item, Optional<Adjustable> adjustable) {
        long quantity = item.required("quantity", item.whole("quantity", 0, LARGEST_INT));
        var bounds = adjustable.filter(Adjustable::enabled).orElse(new Adjustable(false, 1, Optional.empty()));
        if (!bounds.allows(quantity)) {
            throw Refusal.invalid(
                    ErrorCode.LINE_ITEM_QUANTITY_OUT_OF_BOUNDS,
                    item.pathOf("quantity"),
                    "quantity must be at least %d%s."
                            .formatted(
                                    bounds.minimum(),
                                    bounds.maximum()
                                            .map(most -> " and at most " + most)
                                            .orElse("")));
        }
        return quantity;
    }

    private LineItem.Price inline(Fields data, Currency sessionCurrency) {
        var currency = currency(data, "currency", data.required("currency", data.text("currency", 3)));
        if (currency != sessionCurrency) {
            throw Refusal.invalid(
                    ErrorCode.CURRENCY_INVALID,
                    data.pathOf("currency"),
                    "All line items have to be in the session's currency, " + sessionCurrency + ".");
        }
        long unitAmount = data.required("unitAmount", data.whole("unitAmount", 0, LARGEST_INT));
        var product = product(data.required("productData", data.object("productData")));
        data.object("recurring").ifPresent(recurring -> refuse(data, recurring));
        data.metadata("metadata");
        data.end();
        return new LineItem.Price(
                PRICE.random(mode), currency, Optional.of(unitAmount), Optional.empty(), Optional.empty(), product);
    }

    private static void refuse(Fields data, Fields recurring) {
        recurring.required("interval", recurring.choice("interval", Interval.class));
        recurring.whole("intervalCount", 1, LARGEST_INT);
        recurring.end();
        throw Refusal.invalid(
                ErrorCode.PRICE_RECURRING_NOT_SUPPORTED, data.pathOf("recurring"), "Recurring prices cannot be sold.");
    }

    private LineItem.Product product(Fields data) {
        var product = new LineItem.Product(
                PRODUCT.random(mode),
                data.required("name", data.text("name", 255)),
                data.text("description", 500),
                Source.read(data, "image", mode),
                data.text("unitLabel", 50),
                data.metadata("metadata"));
        data.end();
        return product;
    }

    static Currency currency(Fields fields, String name, String code) {
        return Currency.find(code)
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.UNSUPPORTED_CURRENCY,
                        fields.pathOf(name),
                        "%s must be one of %s.".formatted(fields.pathOf(name), List.of(Currency.values()))));
    }

    private static Optional<Long> boxed(OptionalLong value) {
        return value.isPresent() ? Optional.of(value.getAsLong()) : Optional.empty();
    }
}
