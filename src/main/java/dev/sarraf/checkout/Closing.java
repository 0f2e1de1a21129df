package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.PaymentStatus;
import dev.sarraf.db.FaultPoint;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.merchants.MerchantId;

/// Writes down the last state of an open session, and the event that says so, in the transaction of the caller, who
/// holds the session's lock. Where a session is returned, it is as a GET answers it from then on.
final class Closing {
    private final SessionBook book;
    private final Outbox outbox;
    private final SessionStore store = new SessionStore();

    Closing(SessionBook book, Outbox outbox) {
        this.book = book;
        this.outbox = outbox;
    }

    String complete(Tx tx, MerchantId merchant, SessionId id, PaymentStatus paymentStatus) {
        store.complete(tx, merchant, id, paymentStatus);
        return announce(tx, merchant, id, EventType.CHECKOUT_SESSION_COMPLETED);
    }

    /// Writes down that a session is paid, be it one that is open or one whose customer had promised to.
    void paid(Tx tx, Session session) {
        if (session.isPromised()) {
            store.paid(tx, session.merchant(), session.id());
            announce(tx, session.merchant(), session.id(), EventType.CHECKOUT_SESSION_ASYNC_PAYMENT_SUCCEEDED);
        } else {
            complete(tx, session.merchant(), session.id(), PaymentStatus.PAID);
        }
    }

    /// Tells that the customer has not kept the promise to pay.
    void unpaid(Tx tx, Session session) {
        announce(tx, session.merchant(), session.id(), EventType.CHECKOUT_SESSION_ASYNC_PAYMENT_FAILED);
    }

    String expire(Tx tx, MerchantId merchant, SessionId id) {
        store.expire(tx, merchant, id);
        var json = announce(tx, merchant, id, EventType.CHECKOUT_SESSION_EXPIRED);
        ended(tx);
        return json;
    }

    /// Ends a session because too many payments of it were declined.
    void exhaust(Tx tx, MerchantId merchant, SessionId id) {
        store.exhaust(tx, merchant, id);
        announce(tx, merchant, id, EventType.CHECKOUT_SESSION_EXPIRED);
        ended(tx);
    }

    /// Ends a session whose order has another one from now on. No event says so: shops cancel orders on that.
    void supersede(Tx tx, MerchantId merchant, SessionId id, SessionId successor) {
        store.supersede(tx, merchant, id, successor);
        ended(tx);
    }

    private static void ended(Tx tx) {
        FaultPoint.EXPIRE_DECIDED.reach();
        tx.afterCommit(FaultPoint.EXPIRE_RECORDED::reach);
    }

    private String announce(Tx tx, MerchantId merchant, SessionId id, EventType type) {
        var session = store.find(tx, merchant, id).orElseThrow(() -> Sessions.missing(id.text()));
        var json = book.render(tx, session);
        outbox.add(tx, merchant, type, id.text(), json);
        return json;
    }
}
