package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.PaymentStatus;
import dev.sarraf.db.Tx;
import dev.sarraf.events.Outbox;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Charge;
import dev.sarraf.payments.IntentId;
import dev.sarraf.payments.Settlement;
import java.util.Optional;

/// Sessions as payments see them.
public final class SessionSettlement implements Settlement {
    private final Closing closing;
    private final SessionStore store = new SessionStore();

    public SessionSettlement(SessionBook book, Outbox outbox) {
        this.closing = new Closing(book, outbox);
    }

    @Override
    public Payable lock(Tx tx, MerchantId merchant, String session) {
        var locked = store.lock(tx, merchant, new SessionId(session)).orElseThrow(() -> Sessions.missing(session));
        return new Payable(state(tx, locked), locked.total(), locked.metadata());
    }

    /// A session whose order was paid by another one takes no money, whatever its own row says.
    private Payable.State state(Tx tx, Session locked) {
        return switch (locked.current()) {
            case OPEN ->
                locked.lines().isEmpty()
                        ? Payable.State.EMPTY
                        : locked.isFree()
                                ? Payable.State.FREE
                                : isOrderPaid(tx, locked) ? Payable.State.COMPLETE : Payable.State.OPEN;
            case EXPIRED -> Payable.State.EXPIRED;
            case COMPLETE -> Payable.State.COMPLETE;
        };
    }

    private boolean isOrderPaid(Tx tx, Session session) {
        return session.orderReference()
                .flatMap(reference -> store.findComplete(tx, session.merchant(), reference))
                .isPresent();
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
                        store.findComplete(tx, merchant, reference).map(paid -> new PaidOrder(reference, paid.text())));
    }

    @Override
    public void paid(Tx tx, Charge charge) {
        closing.complete(tx, charge.merchant(), new SessionId(charge.session()), PaymentStatus.PAID);
    }
}
