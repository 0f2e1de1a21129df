package dev.sarraf.checkout;

import dev.sarraf.checkout.Session.PaymentStatus;
import dev.sarraf.checkout.Session.Status;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.Payments;
import java.util.Optional;
import java.util.function.Function;

/// What a merchant can do with checkout sessions. Answers are rendered JSON, since their bytes are the contract.
public final class Sessions {
    private static final System.Logger LOG = System.getLogger(Sessions.class.getName());
    private static final int SWEEP = 100;

    private final Database database;
    private final Mode mode;
    private final SessionBook book;
    private final Payments payments;
    private final Closing closing;
    private final Orders orders;
    private final Pricing pricing;
    private final Holdings holdings;
    private final Sale sale;
    private final Collecting collecting = new Collecting();
    private final SessionStore store = new SessionStore();

    public Sessions(Database database, Mode mode, SessionBook book, Payments payments, Outbox outbox, Sale sale) {
        this.database = database;
        this.mode = mode;
        this.book = book;
        this.payments = payments;
        this.closing = new Closing(book, outbox);
        this.orders = new Orders(payments, closing);
        this.pricing = sale.pricing();
        this.holdings = sale.holdings();
        this.sale = sale;
    }

    /// Opens a session in one insert. What it names is looked up first, and the open session of its order is
    /// superseded.
    ///
    /// @throws Refusal where the order is paid, or a payment of it is with the bank
    String create(Tx tx, MerchantId merchant, NewSession request) {
        return book.render(tx, open(tx, merchant, request));
    }

    /// As [#create].
    Session open(Tx tx, MerchantId merchant, NewSession asked) {
        var id = SessionId.random(mode);
        // Sessions are locked before prices, as they are by whoever pays.
        asked.orderReference().ifPresent(reference -> orders.makeWay(tx, merchant, reference, id));
        sale.requireCustomer(tx, merchant, asked.terms().buyer());
        var request = asked.on(
                asked.terms().paidBy(sale.offered(tx, merchant, asked.terms().methods())));
        var cart = pricing.first(tx, merchant, request);
        request.terms().methods().requireSome(cart.totals().shown().total().currency());
        sale.askForPictures(tx, merchant, cart);
        var clientSecret = id + "_secret_" + Random62.text(24);
        var times = store.insert(tx, merchant, id, request, cart, clientSecret);
        return opened(merchant, id, request, cart, clientSecret, times);
    }

    /// Refuses a session that nobody could pay, since no bank is connected.
    void requireBank(MerchantId merchant) {
        payments.requireBank(merchant);
    }

    /// The session and its payments as they were at one moment: what reading it over the API answers with.
    ///
    /// @throws Refusal where this merchant has no such session
    public String get(MerchantId merchant, SessionId id) {
        return database.inSnapshot(tx -> store.find(tx, merchant, id).map(session -> book.render(tx, session)))
                .orElseThrow(() -> missing(id.text()));
    }

    /// What a PATCH is read against: an open session's terms, and the currency of its prices.
    ///
    /// @throws Refusal where this merchant has no such session
    Session find(MerchantId merchant, SessionId id) {
        return database.inOneQuery(tx -> store.find(tx, merchant, id)).orElseThrow(() -> missing(id.text()));
    }

    /// Changes an open session. What it costs may change until a charge is with the bank; an attempt that has
    /// not come so far is given up, since its customer agreed to something else.
    ///
    /// @param change read against the session as it is now
    String update(Tx tx, MerchantId merchant, SessionId id, Function<Session, SessionChange> change) {
        var session = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
        if (session.current() != Status.OPEN) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE, "Cannot update a checkout session that is not open.");
        }
        var asked = change.apply(session);
        sale.requireCustomer(tx, merchant, asked.terms().buyer());
        var terms = asked.terms();
        if (!terms.methods().equals(session.terms().methods())) {
            terms = terms.paidBy(sale.offered(tx, merchant, terms.methods()));
        }
        var cart = session.cart();
        if (asked.isAboutMoney()) {
            requireNothingPending(session);
            cart = pricing.changed(tx, merchant, cart, asked);
            sale.askForPictures(tx, merchant, cart);
            payments.abandon(tx, merchant, id.text());
        }
        terms.methods().requireSome(cart.totals().shown().total().currency());
        store.change(tx, merchant, id, cart, terms);
        return book.render(tx, store.find(tx, merchant, id).orElseThrow(() -> missing(id.text())));
    }

    /// Completes an order that costs nothing, which takes no payment. A complete session stays as it is.
    ///
    /// @throws Refusal where there is something to pay, nothing to order, an answer missing, or no time left
    void completeFree(MerchantId merchant, SessionId id, Answers answers) {
        database.inTransaction(tx -> {
            var found = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
            boolean open = found.current() != Status.COMPLETE;
            if (open) {
                requireFree(found);
                var session = collecting.note(tx, found, answers);
                Collecting.requireAnswered(session);
                holdings.requireForSale(tx, session);
                if (!holdings.hold(tx, session)) {
                    throw Refusal.conflict(
                            ErrorCode.PRICE_SOLD_OUT, "Something of this order, or its discount, is no longer there.");
                }
                holdings.sell(tx, session, Optional.empty(), id.text());
                payments.abandon(tx, merchant, id.text());
                closing.complete(tx, merchant, id, PaymentStatus.NO_PAYMENT_REQUIRED);
            }
            return open;
        });
    }

    /// Ends an open session before its time. Refused while the bank is at work on it, and once it has ended.
    String expire(Tx tx, MerchantId merchant, SessionId id) {
        var session = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
        if (session.status() != Status.OPEN) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "Cannot expire a checkout session that is already completed or expired.");
        }
        requireNothingPending(session);
        return expire(tx, session);
    }

    /// Writes down what is true already: that sessions whose time is up have expired, with the event that says so.
    /// Returns how many there were.
    public int expireDue() {
        var due = database.inOneQuery(tx -> store.findDue(tx, SWEEP));
        for (var key : due) {
            try {
                database.inTransaction(tx -> store.lock(tx, key.merchant(), key.id())
                        .filter(session -> session.status() == Status.OPEN && session.current() == Status.EXPIRED)
                        .map(session -> expire(tx, session)));
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "expiry failed session=" + key.id(), e);
            }
        }
        return due.size();
    }

    static Refusal missing(String id) {
        return Refusal.missing("checkout_session", id);
    }

    private String expire(Tx tx, Session session) {
        payments.abandon(tx, session.merchant(), session.id().text());
        return closing.expire(tx, session.merchant(), session.id());
    }

    private static void requireFree(Session session) {
        if (session.current() == Status.EXPIRED) {
            throw Refusal.conflict(ErrorCode.CHECKOUT_SESSION_EXPIRED, "The session has expired.");
        }
        if (session.cart().isEmpty()) {
            throw Refusal.conflict(
                    ErrorCode.CHECKOUT_EMPTY_CART, "The session has no line items, so nothing can be ordered.");
        }
        if (!session.isFree()) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE, "The session costs something, so it completes by a payment.");
        }
        requireNothingPending(session);
    }

    private static void requireNothingPending(Session session) {
        if (session.pending().isPresent()) {
            throw Refusal.of(
                    Reason.BUSY,
                    ErrorCode.PAYMENT_STILL_CONFIRMING,
                    "A payment of this session is with the bank. Try again once the outcome is known.");
        }
    }

    private static Session opened(
            MerchantId merchant,
            SessionId id,
            NewSession request,
            Cart cart,
            String clientSecret,
            SessionStore.Times times) {
        return new Session(
                merchant,
                id,
                Status.OPEN,
                PaymentStatus.UNPAID,
                request.submitType(),
                request.terms(),
                cart,
                request.orderReference(),
                Optional.empty(),
                request.link().map(NewSession.Opening::link),
                Optional.empty(),
                clientSecret,
                Optional.empty(),
                times.createdAt(),
                times.createdAt(),
                times.expiresAt(),
                0,
                false,
                false,
                Optional.empty());
    }
}
