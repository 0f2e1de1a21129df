package dev.sarraf.checkout;

import dev.sarraf.cards.Card;
import dev.sarraf.checkout.Storefront.Extra;
import dev.sarraf.checkout.Storefront.Line;
import dev.sarraf.checkout.Storefront.State;
import dev.sarraf.db.Database;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Payments;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/// The till of one mode: finds the merchant behind a session and lets its customer pay.
public final class Counter implements Till {
    private final Database database;
    private final Merchants merchants;
    private final Payments payments;
    private final Sessions sessions;
    private final SessionStore store = new SessionStore();

    public Counter(Database database, Merchants merchants, Payments payments, Sessions sessions) {
        this.database = database;
        this.merchants = merchants;
        this.payments = payments;
        this.sessions = sessions;
    }

    @Override
    public Optional<Storefront> show(SessionId session) {
        return database.inOneStatement(
                        tx -> store.findMerchant(tx, session).flatMap(merchant -> store.find(tx, merchant, session)))
                .map(this::storefront);
    }

    @Override
    public Submitted pay(SessionId session, FormDisplay form, Card card, Browser browser, Optional<Locale> language) {
        var merchant = merchantOf(session).orElseThrow(() -> Sessions.missing(session.text()));
        var standing = payments.submit(merchant, session.text(), form, card, browser, language);
        return new Submitted(standing.attempt(), standing.progress());
    }

    @Override
    public void complete(SessionId session) {
        sessions.completeFree(merchantOf(session).orElseThrow(() -> Sessions.missing(session.text())), session);
    }

    @Override
    public Optional<Progress> follow(SessionId session, ChargeId attempt) {
        return merchantOf(session).flatMap(merchant -> payments.follow(merchant, session.text(), attempt));
    }

    @Override
    public Optional<Returned> returned(String returnToken) {
        return payments.returned(returnToken)
                .map(standing ->
                        new Returned(new SessionId(standing.session()), standing.attempt(), standing.progress()));
    }

    private Optional<MerchantId> merchantOf(SessionId session) {
        return database.inOneStatement(tx -> store.findMerchant(tx, session));
    }

    private Storefront storefront(Session session) {
        return new Storefront(
                session.id(),
                merchants.get(session.merchant()),
                session.id().mode().isLive(),
                state(session),
                session.submitType(),
                session.terms().locale(),
                session.terms().cancelUrl().map(url -> AfterCompletion.resolve(url, session.id())),
                lines(session.cart()),
                session.cart().totals().shown().subtotal(),
                extras(session.cart().totals().shown()),
                session.cart().totals().shown().total(),
                session.total());
    }

    private static State state(Session session) {
        return switch (session.current()) {
            case OPEN -> open(session);
            case COMPLETE ->
                new State.Complete(session.terms().afterCompletion().resolve(session.id()));
            case EXPIRED -> session.supersededBy().isPresent() ? new State.Superseded() : new State.Expired();
        };
    }

    private static State open(Session session) {
        if (session.pending().isPresent()) {
            return new State.Confirming(session.pending().get());
        }
        if (session.cart().isEmpty() || session.cart().isUnpriced()) {
            return new State.Empty();
        }
        return session.isFree() ? new State.Free() : new State.Open();
    }

    static List<Extra> extras(Sum sum) {
        return Stream.of(
                        new Extra(Extra.Kind.DISCOUNT, sum.discount()),
                        new Extra(Extra.Kind.VAT, sum.vat()),
                        new Extra(Extra.Kind.PROCESSING_FEE, sum.fee()))
                .filter(extra -> !extra.amount().isZero())
                .toList();
    }

    static List<Line> lines(Cart cart) {
        return cart.lines().stream()
                .filter(line -> line.quantity() > 0)
                .map(Counter::line)
                .toList();
    }

    private static Line line(LineItem line) {
        var product = line.price().product();
        return new Line(
                product.name(),
                product.description(),
                product.image().map(URI::create),
                product.unitLabel(),
                line.quantity(),
                line.unit(),
                line.total());
    }
}
