package dev.sarraf.page;

import dev.sarraf.checkout.CustomField;
import dev.sarraf.checkout.Question;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Storefront.Choice;
import dev.sarraf.checkout.Storefront.Extra;
import dev.sarraf.checkout.Storefront.Line;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.checkout.SubmitType;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageId;
import dev.sarraf.merchants.Branding;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/// Sessions as the till would show them. Each method gives the same session with something changed.
record Storefronts(Storefront shop) {
    static final URI SHOP = URI.create("https://nile.example/cart");

    /// What tests change of a session; the amounts are always the same, unless it is free.
    private static final class Parts {
        private SessionId id = SessionId.random(Mode.TEST);
        private Merchant merchant = merchant("Nile Outfitters", Locale.ENGLISH);
        private Optional<ImageId> logo = Optional.empty();
        private boolean livemode;
        private boolean free;
        private long total = 170_886;
        private State state = new State.Open();
        private SubmitType submitType = SubmitType.PAY;
        private Optional<Locale> locale = Optional.empty();
        private Optional<URI> cancelUrl = Optional.empty();
        private Promotion promotion = new Promotion.None();
        private List<Question> questions = List.of();
        private Map<String, String> known = Map.of();
        private Branding branding = Branding.NONE;
        private List<PaymentMethod> methods = List.of(PaymentMethod.CARD);
        private List<Line> lines = List.of(
                line("Canvas weekender", Optional.empty(), 1, 119_900),
                line("Linen scarf", Optional.of("Undyed, hand-rolled edges"), 2, 15_000));

        private Storefronts build() {
            return new Storefronts(new Storefront(
                    id,
                    merchant,
                    logo,
                    livemode,
                    state,
                    submitType,
                    locale,
                    cancelUrl,
                    lines,
                    egp(free ? 0 : 149_900),
                    free ? List.of() : List.of(new Extra(Extra.Kind.VAT, egp(20_986), Optional.empty())),
                    egp(free ? 0 : total),
                    egp(free ? 0 : total),
                    methods,
                    promotion,
                    questions,
                    known,
                    branding));
        }
    }

    static Storefronts english() {
        return new Parts().build();
    }

    static Storefronts arabic() {
        return english().with(parts -> {
            parts.merchant = merchant("نايل أوتفيترز", Locale.of("ar"));
            parts.lines = List.of(
                    line("حقيبة سفر كانفاس", Optional.empty(), 1, 119_900),
                    line("وشاح كتان", Optional.of("غير مصبوغ، بحواف ملفوفة يدويًا"), 2, 15_000));
        });
    }

    Storefronts payableBy(PaymentMethod... methods) {
        return with(parts -> parts.methods = List.of(methods));
    }

    Storefronts in(State state) {
        return with(parts -> parts.state = state);
    }

    /// The same order, which costs nothing.
    Storefronts free() {
        return with(parts -> {
            parts.free = true;
            parts.state = new State.Free();
            parts.lines = parts.lines.stream()
                    .map(line -> line(line.name(), line.description(), line.quantity(), 0))
                    .toList();
        });
    }

    Storefronts speaking(String locale) {
        return with(parts -> parts.locale = Optional.of(Locale.of(locale)));
    }

    Storefronts withCancelUrl(URI url) {
        return with(parts -> parts.cancelUrl = Optional.of(url));
    }

    Storefronts asking(SubmitType submitType) {
        return with(parts -> parts.submitType = submitType);
    }

    Storefronts looking(Branding branding) {
        return with(parts -> parts.branding = branding);
    }

    Storefronts costing(long piasters) {
        return with(parts -> parts.total = piasters);
    }

    Storefronts taking(Promotion promotion) {
        return with(parts -> parts.promotion = promotion);
    }

    /// Every line can be bought from 0 to 5 times.
    Storefronts adjustable() {
        return with(parts -> parts.lines = parts.lines.stream()
                .map(line -> with(line, new Choice.Quantity(0, Optional.of(5L))))
                .toList());
    }

    /// The amount of the last line is the customer's choice, and not made yet.
    Storefronts open() {
        return with(parts -> {
            var last = parts.lines.getLast();
            var amount = new Choice.Amount(Optional.of(egp(1_000)), Optional.of(egp(500_000)), false);
            parts.lines = List.of(with(line(last.name(), last.description(), 1, 0), amount));
            parts.state = new State.Choosing();
        });
    }

    private static Line with(Line line, Choice choice) {
        return new Line(
                line.id(),
                line.name(),
                line.description(),
                line.image(),
                line.unitLabel(),
                line.quantity(),
                line.unit(),
                line.total(),
                Optional.of(choice));
    }

    /// Asks for everything that can be asked for.
    Storefronts askingAll(String color, List<String> colors, String engraving, String terms) {
        var all = new ArrayList<Question>(List.of(Question.Personal.values()));
        for (var purpose : Question.Address.Purpose.values()) {
            for (var part : Question.Address.Part.values()) {
                all.add(new Question.Address(purpose, part));
            }
        }
        all.add(new Question.Custom(new CustomField(
                "engraving",
                engraving,
                CustomField.Type.TEXT,
                true,
                Optional.of(new CustomField.Limit(CustomField.Limit.Kind.AT_MOST, Optional.empty(), Optional.of(12L))),
                List.of(),
                Optional.empty())));
        all.add(new Question.Custom(new CustomField(
                "color", color, CustomField.Type.DROPDOWN, false, Optional.empty(), colors, Optional.empty())));
        all.add(new Question.Custom(new CustomField(
                "terms", terms, CustomField.Type.CHECKBOX, false, Optional.empty(), List.of(), Optional.empty())));
        return asking(all, Map.of());
    }

    Storefronts asking(List<Question> questions, Map<String, String> known) {
        return with(parts -> {
            parts.questions = questions;
            parts.known = known;
        });
    }

    Storefronts live() {
        return with(parts -> parts.livemode = true);
    }

    Storefronts selling(String merchant, List<Line> lines) {
        return with(parts -> {
            parts.merchant = merchant(merchant, Locale.ENGLISH);
            parts.lines = lines;
        });
    }

    static Line line(String name, Optional<String> description, long quantity, long unit) {
        return new Line(
                "li_" + Integer.toHexString(name.hashCode()),
                name,
                description,
                Optional.empty(),
                Optional.empty(),
                quantity,
                egp(unit),
                egp(Math.multiplyExact(unit, quantity)),
                Optional.empty());
    }

    private Storefronts with(Consumer<Parts> change) {
        var parts = new Parts();
        parts.id = shop.id();
        parts.merchant = shop.merchant();
        parts.logo = shop.logo();
        parts.livemode = shop.livemode();
        parts.free = shop.total().isZero();
        parts.total = shop.total().isZero() ? parts.total : shop.total().minorUnits();
        parts.state = shop.state();
        parts.submitType = shop.submitType();
        parts.locale = shop.locale();
        parts.cancelUrl = shop.cancelUrl();
        parts.lines = shop.lines();
        parts.promotion = shop.promotion();
        parts.questions = shop.questions();
        parts.known = shop.known();
        parts.branding = shop.branding();
        parts.methods = shop.methods();
        change.accept(parts);
        return parts.build();
    }

    private static Merchant merchant(String name, Locale locale) {
        return new Merchant(MerchantId.random(), name, locale);
    }

    private static Money egp(long piasters) {
        return new Money(piasters, Currency.EGP);
    }
}
