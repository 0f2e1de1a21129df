package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.PaymentStatus;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Charge;
import dev.sarraf.payments.IntentId;
import dev.sarraf.payments.Settlement;

/// Sessions as payments see them.
public final class SessionSettlement implements Settlement {
    private final SessionBook book;
    private final Outbox outbox;
    private final SessionStore store = new SessionStore();

    public SessionSettlement(SessionBook book, Outbox outbox) {
        this.book = book;
        this.outbox = outbox;
    }

    @Override
    public Payable lock(Tx tx, MerchantId merchant, String session) {
        var locked = store.lock(tx, merchant, new SessionId(session)).orElseThrow(() -> Sessions.missing(session));
        var state = switch (locked.current()) {
            case OPEN -> locked.lines().isEmpty() ? Payable.State.EMPTY : Payable.State.OPEN;
            case EXPIRED -> Payable.State.EXPIRED;
            case COMPLETE -> Payable.State.COMPLETE;
        };
        return new Payable(state, locked.total(), locked.metadata());
    }

    @Override
    public void attach(Tx tx, MerchantId merchant, String session, IntentId intent) {
        store.intent(tx, merchant, new SessionId(session), intent);
    }

    @Override
    public void paid(Tx tx, Charge charge) {
        var id = new SessionId(charge.session());
        store.complete(tx, charge.merchant(), id, PaymentStatus.PAID);
        var session = store.find(tx, charge.merchant(), id).orElseThrow(() -> Sessions.missing(charge.session()));
        outbox.add(tx, charge.merchant(), EventType.CHECKOUT_SESSION_COMPLETED, id.text(), book.render(tx, session));
    }
}
