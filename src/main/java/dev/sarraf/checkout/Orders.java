package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.Status;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Payments;

/// One order of a merchant, at most one charge: whoever opens another session for an order ends the one that is
/// open, and is refused where that could charge the customer twice.
final class Orders {
    private final Payments payments;
    private final Closing closing;
    private final SessionStore store = new SessionStore();

    Orders(Payments payments, Closing closing) {
        this.payments = payments;
        this.closing = closing;
    }

    /// Makes way for a new session of this order. Takes the order's lock, and then that of the open session, which it
    /// supersedes.
    ///
    /// @throws Refusal where the order is paid, or a payment of it is with the bank
    void makeWay(Tx tx, MerchantId merchant, String reference, SessionId successor) {
        store.lockOrder(tx, merchant, reference);
        store.findOpen(tx, merchant, reference)
                .flatMap(open -> store.lock(tx, merchant, open))
                .ifPresent(open -> end(tx, open, successor));
        // Only now: a session that is being paid needs no lock of the order, and may have completed between two looks.
        store.findPaid(tx, merchant, reference).ifPresent(paid -> {
            throw alreadyPaid(paid);
        });
    }

    private void end(Tx tx, Session open, SessionId successor) {
        if (open.pending().isPresent()) {
            throw Refusal.blockedBy(
                    Reason.BUSY,
                    ErrorCode.ORDER_PAYMENT_IN_PROGRESS,
                    "A payment of this order is with the bank, by the checkout session '" + open.id()
                            + "'. Wait until its outcome is known.",
                    "orderReference",
                    open.id().text());
        }
        // While its lock was waited for, it may have been paid, or its time may have run out.
        switch (open.current()) {
            // One that ended with a promise to pay later leaves the order to be paid by another.
            case COMPLETE -> {
                if (!open.isPromised()) {
                    throw alreadyPaid(open.id());
                }
            }
            case OPEN -> {
                payments.abandon(tx, open.merchant(), open.id().text());
                closing.supersede(tx, open.merchant(), open.id(), successor);
            }
            case EXPIRED -> {
                if (open.status() == Status.OPEN) {
                    payments.abandon(tx, open.merchant(), open.id().text());
                    closing.expire(tx, open.merchant(), open.id());
                }
            }
        }
    }

    private static Refusal alreadyPaid(SessionId session) {
        return Refusal.blockedBy(
                Reason.CONFLICT,
                ErrorCode.ORDER_ALREADY_PAID,
                "This order has been paid already, by the checkout session '" + session + "'.",
                "orderReference",
                session.text());
    }
}
