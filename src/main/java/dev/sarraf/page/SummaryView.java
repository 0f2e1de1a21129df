package dev.sarraf.page;

import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.SubmitType;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/// What is bought and what it costs, all of it as text.
///
/// @param extras what stands between subtotal and total; empty where the two are the same
public record SummaryView(
        ShopView shop,
        String headingKey,
        String amount,
        String showItems,
        List<Line> lines,
        String subtotal,
        List<Extra> extras) {

    public record Line(
            String name,
            String description,
            String initial,
            String quantityKey,
            Map<String, String> quantity,
            String total) {}

    public record Extra(String label, String amount) {}

    static SummaryView of(Storefront shop, Visitor visitor) {
        return new SummaryView(
                ShopView.of(shop),
                shop.total().isZero() ? "heading.free" : "heading." + text(shop.submitType()),
                visitor.amount(shop.total()),
                visitor.texts().count("items.show", shop.lines().size()),
                shop.lines().stream().map(line -> line(line, visitor)).toList(),
                visitor.amount(shop.subtotal()),
                shop.extras().stream().map(extra -> extra(extra, visitor)).toList());
    }

    /// What a payment link sells.
    static SummaryView of(ShopView shop, LinkFront.State.Open link, Visitor visitor) {
        return new SummaryView(
                shop,
                link.total().isZero() ? "heading.free" : "heading." + text(link.submitType()),
                visitor.amount(link.total()),
                visitor.texts().count("items.show", link.lines().size()),
                link.lines().stream().map(line -> line(line, visitor)).toList(),
                visitor.amount(link.subtotal()),
                link.extras().stream().map(extra -> extra(extra, visitor)).toList());
    }

    /// As keys of texts end: `pay`.
    static String text(SubmitType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static Line line(Storefront.Line line, Visitor visitor) {
        var name = Shown.text(line.name());
        var count = Long.toString(line.quantity());
        var price = visitor.amount(line.unit());
        var unit = line.unitLabel().map(Shown::text);
        return new Line(
                name,
                line.description().map(Shown::text).orElse(""),
                Shown.initial(name),
                line.quantity() == 1 ? "line.one" : unit.isPresent() ? "line.units" : "line.each",
                Map.of("count", count, "price", price, "unit", unit.orElse("")),
                visitor.amount(line.total()));
    }

    private static Extra extra(Storefront.Extra extra, Visitor visitor) {
        var amount = visitor.amount(extra.amount());
        return switch (extra.kind()) {
            case DISCOUNT -> new Extra(visitor.texts().say("sum.discount"), "−" + amount);
            case VAT -> new Extra(visitor.texts().say("sum.vat"), amount);
            case PROCESSING_FEE -> new Extra(visitor.texts().say("sum.fee"), amount);
        };
    }
}
