package dev.sarraf.checkout;

import dev.sarraf.catalog.Discount;
import dev.sarraf.checkout.Storefront.Choice;
import dev.sarraf.checkout.Storefront.Extra;
import dev.sarraf.checkout.Storefront.Line;
import dev.sarraf.checkout.Storefront.Promotion;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.images.Gallery;
import dev.sarraf.images.ImageId;
import dev.sarraf.merchants.Merchant;
import dev.sarraf.money.Money;
import dev.sarraf.payments.Progress;
import java.math.BigDecimal;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Shows a session to its customer: what they need to see of it and no more.
final class StorefrontView {
    private StorefrontView() {}

    /// @param known what is known of the customer, by the ids of the questions
    /// @param gallery the pictures that there are
    /// @param asked what a provider waits for
    /// @param receipt the token of the receipt of what was paid
    /// @param awaited whether the merchant is still to hear that the session is complete
    static Storefront of(
            Session session,
            Merchant merchant,
            Gallery gallery,
            Map<String, String> known,
            Optional<Progress.Awaiting> asked,
            Optional<String> receipt,
            boolean awaited) {
        var cart = session.cart();
        var shown = cart.totals().shown();
        return new Storefront(
                session.id(),
                merchant,
                logo(merchant, gallery),
                session.id().mode().isLive(),
                state(session, asked, receipt, awaited),
                session.submitType(),
                session.terms().locale(),
                session.terms().cancelUrl().map(url -> AfterCompletion.resolve(url, session.id())),
                cart.lines().stream()
                        .filter(line -> line.quantity() > 0 || isAdjustable(line))
                        .map(line -> line(line, gallery))
                        .toList(),
                shown.subtotal(),
                extras(cart, cart.discount()),
                shown.total(),
                session.total(),
                session.methods(),
                promotion(session),
                session.questionnaire().questions(),
                known,
                session.terms().branding().over(merchant.defaultBranding()));
    }

    /// What is bought, as things stand.
    static List<Line> goods(Cart cart, Gallery gallery) {
        return cart.lines().stream()
                .filter(line -> line.quantity() > 0)
                .map(line -> line(line, gallery))
                .toList();
    }

    static Optional<ImageId> logo(Merchant merchant, Gallery gallery) {
        return merchant.logo().map(URI::toString).flatMap(gallery::find);
    }

    private static State state(
            Session session, Optional<Progress.Awaiting> asked, Optional<String> receipt, boolean awaited) {
        var attempt = session.pending();
        if (attempt.isPresent() && asked.isPresent() && session.current() == Session.Status.OPEN) {
            return new State.Asked(attempt.get(), asked.get());
        }
        return switch (session.current()) {
            case OPEN -> open(session);
            case COMPLETE -> {
                var destination = session.terms().afterCompletion().resolve(session.id());
                if (!session.isPromised()) {
                    yield new State.Complete(destination, receipt, awaited);
                }
                yield attempt.isPresent() && asked.isPresent()
                        ? new State.Promised(attempt.get(), asked.get(), destination)
                        : new State.Unpaid(destination);
            }
            case EXPIRED -> ended(session);
        };
    }

    private static State ended(Session session) {
        if (session.exhausted()) {
            return new State.Exhausted();
        }
        return session.supersededBy().isPresent() ? new State.Superseded() : new State.Expired();
    }

    private static State open(Session session) {
        var cart = session.cart();
        if (session.pending().isPresent()) {
            return new State.Confirming(session.pending().get());
        }
        if (cart.isUnpriced() || (cart.isEmpty() && cart.lines().stream().anyMatch(StorefrontView::isAdjustable))) {
            return new State.Choosing();
        }
        if (cart.isEmpty()) {
            return new State.Empty();
        }
        return session.isFree() ? new State.Free() : new State.Open();
    }

    static List<Extra> extras(Cart cart, Optional<Discount> discount) {
        var sum = cart.totals().shown();
        var name = discount.flatMap(applied -> applied.code().or(applied::name));
        return Stream.of(
                        new Extra(Extra.Kind.DISCOUNT, sum.discount(), name),
                        new Extra(Extra.Kind.VAT, sum.vat(), Optional.of(vatRate(cart))),
                        new Extra(Extra.Kind.PROCESSING_FEE, sum.fee(), Optional.empty()))
                .filter(extra -> !extra.amount().isZero())
                .toList();
    }

    private static String vatRate(Cart cart) {
        var percent = BigDecimal.valueOf(cart.fees().config().vatBasisPoints(), 2);
        return percent.stripTrailingZeros().toPlainString() + "%";
    }

    /// A discount of the merchant's own leaves no room for a code.
    private static Promotion promotion(Session session) {
        var discount = session.cart().discount();
        if (!session.terms().allowPromotionCodes()) {
            return new Promotion.None();
        }
        return discount.isEmpty()
                ? new Promotion.Box()
                : discount.get().code().<Promotion>map(Promotion.Applied::new).orElseGet(Promotion.None::new);
    }

    private static boolean isAdjustable(LineItem line) {
        return line.adjustable().stream().anyMatch(Adjustable::enabled);
    }

    private static Line line(LineItem line, Gallery gallery) {
        var product = line.price().product();
        return new Line(
                line.id(),
                product.name(),
                product.description(),
                product.image().flatMap(gallery::find),
                product.unitLabel(),
                line.quantity(),
                line.unit(),
                line.total(),
                choice(line));
    }

    private static Optional<Choice> choice(LineItem line) {
        var currency = line.price().currency();
        var amount = line.price()
                .custom()
                .<Choice>map(custom -> new Choice.Amount(
                        custom.minimum().map(least -> new Money(least, currency)),
                        custom.maximum().map(most -> new Money(most, currency)),
                        line.price().unitAmount().isPresent()));
        return amount.or(() -> line.adjustable()
                .filter(Adjustable::enabled)
                .map(bounds -> new Choice.Quantity(bounds.minimum(), bounds.maximum())));
    }
}
