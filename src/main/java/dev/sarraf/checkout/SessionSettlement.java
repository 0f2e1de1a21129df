package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.PaymentStatus;
import dev.sarraf.customers.PaidCard;
import dev.sarraf.db.Tx;
import dev.sarraf.events.Outbox;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import dev.sarraf.payments.Charge;
import dev.sarraf.payments.IntentId;
import dev.sarraf.payments.Settlement;
import java.util.Optional;

/// Sessions as payments see them.
public final class SessionSettlement implements Settlement {
    private final Closing closing;
    private final Holdings holdings;
    private final SessionStore store = new SessionStore();

    public SessionSettlement(SessionBook book, Outbox outbox, Sale sale) {
        this.closing = new Closing(book, outbox);
        this.holdings = sale.holdings();
    }

    @Override
    public Payable lock(Tx tx, MerchantId merchant, String session) {
        var locked = store.lock(tx, merchant, new SessionId(session)).orElseThrow(() -> Sessions.missing(session));
        return new Payable(
                state(tx, locked),
                locked.total(),
                locked.cartRevision(),
                Breakdowns.of(locked),
                locked.terms().metadata());
    }

    /// A session whose order was paid by another one takes no money, whatever its own row says.
    private Payable.State state(Tx tx, Session locked) {
        return switch (locked.current()) {
            case OPEN -> open(tx, locked);
            case EXPIRED -> Payable.State.EXPIRED;
            case COMPLETE ->
                locked.isPromised() && !isOrderPaid(tx, locked) ? Payable.State.PROMISED : Payable.State.COMPLETE;
        };
    }

    private Payable.State open(Tx tx, Session locked) {
        if (locked.cart().isEmpty()) {
            return Payable.State.EMPTY;
        }
        if (locked.cart().isUnpriced()) {
            return Payable.State.UNPRICED;
        }
        if (locked.isFree()) {
            return Payable.State.FREE;
        }
        return isOrderPaid(tx, locked) ? Payable.State.COMPLETE : Payable.State.OPEN;
    }

    private boolean isOrderPaid(Tx tx, Session session) {
        return session.orderReference()
                .flatMap(reference -> store.findPaid(tx, session.merchant(), reference))
                .isPresent();
    }

    @Override
    public void requireForSale(Tx tx, MerchantId merchant, String session) {
        var found = find(tx, merchant, session);
        Collecting.requireAnswered(found);
        holdings.requireForSale(tx, found);
    }

    @Override
    public boolean hold(Tx tx, MerchantId merchant, String session) {
        return holdings.hold(tx, find(tx, merchant, session));
    }

    @Override
    public void letGo(Tx tx, MerchantId merchant, String session) {
        holdings.letGo(tx, find(tx, merchant, session));
    }

    @Override
    public Optional<Payer> sold(Tx tx, Charge charge) {
        var session = find(tx, charge.merchant(), charge.session());
        return holdings.sell(tx, session, card(charge), charge.id().text())
                .map(customer -> new Payer(customer.id().text(), customer.name(), customer.email(), customer.phone()));
    }

    @Override
    public void refunded(Tx tx, Charge charge, Money amount) {
        holdings.refunded(tx, find(tx, charge.merchant(), charge.session()), amount);
    }

    @Override
    public void attach(Tx tx, MerchantId merchant, String session, IntentId intent) {
        store.intent(tx, merchant, new SessionId(session), intent);
    }

    @Override
    public Optional<PaidOrder> orderPaid(Tx tx, MerchantId merchant, String session) {
        return store.find(tx, merchant, new SessionId(session))
                .flatMap(Session::orderReference)
                .flatMap(reference ->
                        store.findPaid(tx, merchant, reference).map(paid -> new PaidOrder(reference, paid.text())));
    }

    @Override
    public void paid(Tx tx, Charge charge) {
        closing.paid(tx, find(tx, charge.merchant(), charge.session()));
    }

    @Override
    public void promised(Tx tx, Charge charge) {
        closing.complete(tx, charge.merchant(), new SessionId(charge.session()), PaymentStatus.UNPAID);
    }

    /// Not where the order has another session that is open or paid: shops cancel orders on this event.
    @Override
    public void failed(Tx tx, Charge charge) {
        var session = find(tx, charge.merchant(), charge.session());
        boolean goesOn = session.orderReference()
                .flatMap(reference -> store.findPaid(tx, charge.merchant(), reference)
                        .or(() -> store.findOpen(tx, charge.merchant(), reference)))
                .isPresent();
        if (session.isPromised() && !goesOn) {
            closing.unpaid(tx, session);
        }
    }

    @Override
    public void exhausted(Tx tx, MerchantId merchant, String session) {
        if (find(tx, merchant, session).status() == Session.Status.OPEN) {
            closing.exhaust(tx, merchant, new SessionId(session));
        }
    }

    private Session find(Tx tx, MerchantId merchant, String session) {
        return store.find(tx, merchant, new SessionId(session)).orElseThrow(() -> Sessions.missing(session));
    }

    private static Optional<PaidCard> card(Charge charge) {
        return charge.means()
                .ifCard()
                .flatMap(card -> card.fingerprint()
                        .map(fingerprint -> new PaidCard(
                                fingerprint,
                                card.brand(),
                                card.last4(),
                                card.expiryMonth(),
                                card.expiryYear(),
                                Optional.empty(),
                                Optional.of(charge.cardFunding()),
                                charge.cardCountry())));
    }
}
