package dev.sarraf.page;

import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Storefront.Extra;
import dev.sarraf.checkout.Storefront.Line;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.SubmitType;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Sessions as the till would show them.
record Storefronts(Storefront shop) {
    static final URI SHOP = URI.create("https://nile.example/cart");

    static Storefronts english() {
        return new Storefronts(new Storefront(
                SessionId.random(Mode.TEST),
                merchant("Nile Outfitters", Locale.ENGLISH),
                false,
                new State.Open(),
                SubmitType.PAY,
                Optional.empty(),
                Optional.empty(),
                List.of(
                        line("Canvas weekender", Optional.empty(), 1, 119_900),
                        line("Linen scarf", Optional.of("Undyed, hand-rolled edges"), 2, 15_000)),
                egp(149_900),
                List.of(new Extra(Extra.Kind.VAT, egp(20_986))),
                egp(170_886)));
    }

    static Storefronts arabic() {
        var shop = english().shop;
        return new Storefronts(new Storefront(
                shop.id(),
                merchant("نايل أوتفيترز", Locale.of("ar")),
                shop.livemode(),
                shop.state(),
                shop.submitType(),
                shop.locale(),
                shop.cancelUrl(),
                List.of(
                        line("حقيبة سفر كانفاس", Optional.empty(), 1, 119_900),
                        line("وشاح كتان", Optional.of("غير مصبوغ، بحواف ملفوفة يدويًا"), 2, 15_000)),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts in(State state) {
        return new Storefronts(new Storefront(
                shop.id(),
                shop.merchant(),
                shop.livemode(),
                state,
                shop.submitType(),
                shop.locale(),
                shop.cancelUrl(),
                shop.lines(),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts speaking(String locale) {
        return new Storefronts(new Storefront(
                shop.id(),
                shop.merchant(),
                shop.livemode(),
                shop.state(),
                shop.submitType(),
                Optional.of(Locale.of(locale)),
                shop.cancelUrl(),
                shop.lines(),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts withCancelUrl(URI url) {
        return new Storefronts(new Storefront(
                shop.id(),
                shop.merchant(),
                shop.livemode(),
                shop.state(),
                shop.submitType(),
                shop.locale(),
                Optional.of(url),
                shop.lines(),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts asking(SubmitType submitType) {
        return new Storefronts(new Storefront(
                shop.id(),
                shop.merchant(),
                shop.livemode(),
                shop.state(),
                submitType,
                shop.locale(),
                shop.cancelUrl(),
                shop.lines(),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts live() {
        return new Storefronts(new Storefront(
                shop.id(),
                shop.merchant(),
                true,
                shop.state(),
                shop.submitType(),
                shop.locale(),
                shop.cancelUrl(),
                shop.lines(),
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    Storefronts selling(String merchant, List<Line> lines) {
        return new Storefronts(new Storefront(
                shop.id(),
                merchant(merchant, Locale.ENGLISH),
                shop.livemode(),
                shop.state(),
                shop.submitType(),
                shop.locale(),
                shop.cancelUrl(),
                lines,
                shop.subtotal(),
                shop.extras(),
                shop.total()));
    }

    static Line line(String name, Optional<String> description, long quantity, long unit) {
        return new Line(
                name,
                description,
                Optional.empty(),
                Optional.empty(),
                quantity,
                egp(unit),
                egp(Math.multiplyExact(unit, quantity)));
    }

    private static Merchant merchant(String name, Locale locale) {
        return new Merchant(MerchantId.random(), name, locale);
    }

    private static Money egp(long piasters) {
        return new Money(piasters, Currency.EGP);
    }
}
