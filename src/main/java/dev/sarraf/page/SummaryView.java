package dev.sarraf.page;

import dev.sarraf.checkout.LinkFront;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Storefront.Choice;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.SubmitType;
import dev.sarraf.images.ImageId;
import gg.jte.Content;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// What is bought and what it costs, all of it as text, with small forms for what the customer can change of it.
///
/// @param opened whether small screens show it without being asked to
/// @param extras what stands between subtotal and total; empty where the two are the same
public record SummaryView(
        ShopView shop,
        String headingKey,
        String amount,
        String showItems,
        boolean opened,
        List<Line> lines,
        String subtotal,
        List<Extra> extras,
        Optional<CodeBox> code) {
    /// The field of the promotion code.
    static final String CODE = "code";

    /// Something that is bought, or could be.
    ///
    /// @param picture its address on this server
    /// @param total empty where nothing of it is bought
    public record Line(
            String name,
            String description,
            String initial,
            Optional<String> picture,
            String quantityKey,
            Map<String, String> quantity,
            String total,
            Optional<ChoiceBox> choice) {}

    public record Extra(Content label, String amount) {}

    /// The form with which a line is changed.
    ///
    /// @param field the name of the field: `quantity` or `amount`
    /// @param less a button for one less, where there is less to have; empty where nothing is counted
    /// @param more a button for one more
    /// @param hint what can be typed
    /// @param fixed whether there is one value only, so that a button is enough
    public record ChoiceBox(
            String action,
            String line,
            String id,
            String field,
            String label,
            String value,
            boolean fixed,
            Optional<Step> less,
            Optional<Step> more,
            String button,
            String hint,
            String fault) {
        public boolean counts() {
            return less.isPresent() || more.isPresent();
        }
    }

    /// A button that sets another quantity.
    public record Step(String value, String label) {}

    /// The form of the promotion code.
    ///
    /// @param applied the code that is applied, which can be removed; without one, another can be typed
    public record CodeBox(String action, Optional<String> applied, String typed, String fault) {}

    static String quantityField(String line) {
        return "quantity-" + line;
    }

    static String amountField(String line) {
        return "amount-" + line;
    }

    static SummaryView of(Storefront shop, Visitor visitor, ShopPages.Retry retry) {
        boolean choosing = shop.state() instanceof Storefront.State.Choosing;
        return new SummaryView(
                ShopView.of(shop),
                shop.total().isZero() && !choosing ? "heading.free" : "heading." + text(shop.submitType()),
                visitor.amount(shop.total()),
                visitor.texts().count("items.show", shop.lines().size()),
                choosing || retry.choosing(),
                shop.lines().stream()
                        .map(line -> line(
                                line, visitor, line.choice().map(choice -> box(shop, line, choice, visitor, retry))))
                        .toList(),
                visitor.amount(shop.subtotal()),
                shop.extras().stream().map(extra -> extra(extra, visitor)).toList(),
                code(shop, visitor, retry));
    }

    /// What a payment link sells: what can be chosen is chosen in the session that it opens.
    static SummaryView of(ShopView shop, LinkFront.State.Open link, Visitor visitor) {
        return new SummaryView(
                shop,
                link.total().isZero() ? "heading.free" : "heading." + text(link.submitType()),
                visitor.amount(link.total()),
                visitor.texts().count("items.show", link.lines().size()),
                false,
                link.lines().stream()
                        .map(line -> line(line, visitor, Optional.empty()))
                        .toList(),
                visitor.amount(link.subtotal()),
                link.extras().stream().map(extra -> extra(extra, visitor)).toList(),
                Optional.empty());
    }

    /// As keys of texts end: `pay`.
    static String text(SubmitType type) {
        return type.name().toLowerCase(Locale.ROOT);
    }

    private static Line line(Storefront.Line line, Visitor visitor, Optional<ChoiceBox> box) {
        var name = Shown.text(line.name());
        var count = visitor.number(line.quantity());
        var price = visitor.amount(line.unit());
        var unit = line.unitLabel().map(Shown::text);
        boolean unpriced =
                line.choice().stream().anyMatch(choice -> choice instanceof Choice.Amount amount && !amount.made());
        return new Line(
                name,
                line.description().map(Shown::text).orElse(""),
                Shown.initial(name),
                line.image().map(ImageId::path),
                quantityKey(line, unpriced),
                Map.of("count", count, "price", price, "unit", unit.orElse("")),
                line.quantity() == 0 || unpriced ? "" : visitor.amount(line.total()),
                box);
    }

    private static String quantityKey(Storefront.Line line, boolean unpriced) {
        if (unpriced) {
            return "line.open";
        }
        if (line.quantity() == 0) {
            return line.unitLabel().isPresent() ? "line.offer.units" : "line.offer";
        }
        return line.quantity() == 1 ? "line.one" : line.unitLabel().isPresent() ? "line.units" : "line.each";
    }

    private static ChoiceBox box(
            Storefront shop, Storefront.Line line, Choice choice, Visitor visitor, ShopPages.Retry retry) {
        return switch (choice) {
            case Choice.Quantity quantity -> quantity(shop, line, quantity, visitor, retry);
            case Choice.Amount amount -> amount(shop, line, amount, visitor, retry);
        };
    }

    /// What is not bought is added by one button, and what can be had once is left out by one.
    private static ChoiceBox quantity(
            Storefront shop, Storefront.Line line, Choice.Quantity choice, Visitor visitor, ShopPages.Retry retry) {
        var texts = visitor.texts();
        var id = quantityField(line.id());
        var unmade = retry.unmade().filter(change -> change.field().equals(id));
        boolean out = line.quantity() == 0;
        boolean once = choice.minimum() == 0 && choice.maximum().stream().anyMatch(most -> most == 1);
        boolean fixed = (out || once) && unmade.isEmpty();
        var name = Map.of("name", Shown.text(line.name()));
        return new ChoiceBox(
                visitor.link(Paths.quantity(shop.id())),
                line.id(),
                id,
                "quantity",
                fixed
                        ? texts.say(out ? "choice.add.named" : "choice.remove.named", name)
                        : texts.say("choice.quantity", name),
                fixed ? (out ? "1" : "0") : unmade.map(Unmade::typed).orElse(Long.toString(line.quantity())),
                fixed,
                Optional.of(line.quantity() - 1)
                        .filter(less -> !fixed && less >= choice.minimum())
                        .map(less -> new Step(Long.toString(less), texts.say("choice.less.named", name))),
                Optional.of(line.quantity() + 1)
                        .filter(more -> !fixed && choice.maximum().stream().allMatch(most -> more <= most))
                        .map(more -> new Step(Long.toString(more), texts.say("choice.more.named", name))),
                fixed ? texts.say(out ? "choice.add" : "choice.remove") : texts.say("choice.update"),
                "",
                unmade.map(Unmade::text).orElse(""));
    }

    private static ChoiceBox amount(
            Storefront shop, Storefront.Line line, Choice.Amount choice, Visitor visitor, ShopPages.Retry retry) {
        var texts = visitor.texts();
        var id = amountField(line.id());
        var unmade = retry.unmade().filter(change -> change.field().equals(id));
        var fault = unmade.map(Unmade::text).orElse("");
        boolean bounded = choice.minimum().isPresent() || choice.maximum().isPresent();
        var bounds = bounded ? WishText.bounds(choice, visitor) : "";
        var currency = line.unit().currency().name();
        return new ChoiceBox(
                visitor.link(Paths.amount(shop.id())),
                line.id(),
                id,
                "amount",
                texts.say("choice.how", Map.of("currency", currency)),
                unmade.map(Unmade::typed).orElse(choice.made() ? TypedAmount.show(line.unit()) : ""),
                false,
                Optional.empty(),
                Optional.empty(),
                texts.say(choice.made() ? "choice.update" : "choice.set"),
                bounds.equals(fault) ? "" : bounds,
                fault);
    }

    private static Optional<CodeBox> code(Storefront shop, Visitor visitor, ShopPages.Retry retry) {
        var action = visitor.link(Paths.code(shop.id()));
        var unmade = retry.unmade().filter(change -> change.field().equals(CODE));
        var fault = unmade.map(Unmade::text).orElse("");
        return switch (shop.promotion()) {
            case Promotion.None _ -> Optional.empty();
            case Promotion.Box _ ->
                Optional.of(new CodeBox(
                        action, Optional.empty(), unmade.map(Unmade::typed).orElse(""), fault));
            case Promotion.Applied(var code) ->
                Optional.of(new CodeBox(action, Optional.of(Shown.text(code)), "", fault));
        };
    }

    private static Extra extra(Storefront.Extra extra, Visitor visitor) {
        var amount = visitor.amount(extra.amount());
        var texts = visitor.texts();
        return switch (extra.kind()) {
            case DISCOUNT ->
                new Extra(
                        extra.name()
                                .map(name -> texts.show("sum.discount.named", Map.of("name", Shown.text(name))))
                                .orElseGet(() -> texts.show("sum.discount", Map.of())),
                        "−" + amount);
            case VAT ->
                new Extra(
                        extra.name()
                                .map(rate -> texts.show("sum.vat.rate", Map.of("rate", rate)))
                                .orElseGet(() -> texts.show("sum.vat", Map.of())),
                        amount);
            case PROCESSING_FEE -> new Extra(texts.show("sum.fee", Map.of()), amount);
        };
    }
}
