package dev.sarraf.checkout;

import dev.sarraf.catalog.Discounts;
import dev.sarraf.catalog.Shelf;
import dev.sarraf.customers.Customer;
import dev.sarraf.customers.CustomerId;
import dev.sarraf.customers.Customers;
import dev.sarraf.customers.PaidCard;
import dev.sarraf.customers.Purchase;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.money.Money;
import java.util.Optional;

/// What a session takes out of the catalog and who takes it: stock and redemptions are set aside before the
/// bank is asked, and sold or put back once it has answered. All is done under the session's lock.
final class Holdings {
    private final Shelf shelf;
    private final Discounts discounts;
    private final Customers customers;
    private final Pricing pricing;
    private final SessionStore store = new SessionStore();

    Holdings(Shelf shelf, Discounts discounts, Customers customers, Pricing pricing) {
        this.shelf = shelf;
        this.discounts = discounts;
        this.customers = customers;
        this.pricing = pricing;
    }

    /// @throws dev.sarraf.errors.Refusal where something is not for sale any more, or its discount not given
    void requireForSale(Tx tx, Session session) {
        if (session.pending().isPresent()) {
            // What is asked about is held by this very session, whose payment the bank is at work on.
            return;
        }
        var quantities = session.cart().fromStock();
        if (!quantities.isEmpty()) {
            shelf.requireForSale(tx, session.merchant(), quantities);
        }
        requireStillGranted(tx, session, session.cart());
    }

    /// @throws dev.sarraf.errors.Refusal where the cart's discount is not for whoever buys in this session
    void requireStillGranted(Tx tx, Session session, Cart cart) {
        cart.discount()
                .ifPresent(applied -> discounts.requireStillGranted(
                        tx,
                        session.merchant(),
                        applied,
                        pricing.buyer(tx, session.merchant(), session.terms().buyer())));
    }

    /// False where it cannot be set aside; then nothing is.
    boolean hold(Tx tx, Session session) {
        var quantities = session.cart().fromStock();
        if (!quantities.isEmpty() && !shelf.reserve(tx, session.merchant(), quantities)) {
            return false;
        }
        var refused = reserveDiscount(tx, session);
        if (refused.isPresent() && !quantities.isEmpty()) {
            shelf.release(tx, session.merchant(), quantities);
        }
        return refused.isEmpty();
    }

    /// Why the discount cannot be had any more; empty where there is none, or it is set aside.
    private Optional<Refusal> reserveDiscount(Tx tx, Session session) {
        return session.cart()
                .discount()
                .flatMap(applied -> discounts.reserve(
                        tx,
                        session.merchant(),
                        session.id().text(),
                        applied,
                        pricing.buyer(tx, session.merchant(), session.terms().buyer())));
    }

    void letGo(Tx tx, Session session) {
        var quantities = session.cart().fromStock();
        if (!quantities.isEmpty()) {
            shelf.release(tx, session.merchant(), quantities);
        }
        if (session.cart().discount().isPresent()) {
            discounts.release(tx, session.merchant(), session.id().text());
        }
    }

    /// Sells what was set aside, and finds or makes the customer who bought it.
    ///
    /// @param charge the id of the charge, or of the session where nothing was charged
    Optional<Customer> sell(Tx tx, Session session, Optional<PaidCard> card, String charge) {
        var quantities = session.cart().fromStock();
        if (!quantities.isEmpty()) {
            shelf.sold(tx, session.merchant(), quantities);
        }
        if (session.cart().discount().isPresent()) {
            discounts.redeemed(tx, session.merchant(), session.id().text());
        }
        var customer = customers.purchased(tx, session.merchant(), purchase(session, card, charge));
        customer.ifPresent(buyer -> store.payer(tx, session.merchant(), session.id(), buyer.id()));
        return customer;
    }

    void refunded(Tx tx, Session session, Money amount) {
        session.payer().ifPresent(id -> customers.refunded(tx, session.merchant(), new CustomerId(id), amount));
    }

    private static Purchase purchase(Session session, Optional<PaidCard> card, String charge) {
        var buyer = session.terms().buyer();
        var update = buyer.update().orElse(new Buyer.Update(false, false, false));
        return new Purchase(
                buyer.customer().map(CustomerId::new),
                buyer.creation() == Buyer.Creation.ALWAYS,
                new Purchase.Updates(update.name(), update.address(), update.shipping()),
                GivenDetails.of(buyer.details()),
                session.total(),
                card,
                charge);
    }
}
