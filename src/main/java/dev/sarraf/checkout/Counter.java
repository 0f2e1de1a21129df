package dev.sarraf.checkout;

import dev.sarraf.cards.Card;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.DeliveryHistory;
import dev.sarraf.events.EventType;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.merchants.Merchants;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.payments.AddressKeys;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.FormDisplay;
import dev.sarraf.payments.Payments;
import dev.sarraf.payments.Progress;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.local.TestCustomers;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The till of one mode: finds the merchant behind a session and lets its customer pay.
public final class Counter implements Till {
    /// How long a customer who has paid is kept for the shop to hear of it.
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);

    private final Database database;
    private final Merchants merchants;
    private final Payments payments;
    private final Sessions sessions;
    private final Sale sale;
    private final Optional<Rehearsals> rehearsals;
    private final Wishes wishes;
    private final AddressKeys addresses;
    private final CodeGuesses guesses = new CodeGuesses();
    private final Collecting collecting = new Collecting();
    private final DeliveryHistory history = new DeliveryHistory();
    private final SessionStore store = new SessionStore();

    /// @param rehearsals what test customers can be made to do; empty in live mode
    public Counter(
            Database database,
            Merchants merchants,
            Payments payments,
            Sessions sessions,
            Sale sale,
            AddressKeys addresses,
            Optional<Rehearsals> rehearsals) {
        this.addresses = addresses;
        this.rehearsals = rehearsals;
        this.database = database;
        this.merchants = merchants;
        this.payments = payments;
        this.sessions = sessions;
        this.sale = sale;
        this.wishes = new Wishes(payments, sale);
    }

    @Override
    public Optional<Storefront> show(SessionId session) {
        return database.inOneQuery(
                        tx -> store.findMerchant(tx, session).flatMap(merchant -> store.find(tx, merchant, session)))
                .map(this::shown);
    }

    private Storefront shown(Session session) {
        var merchant = merchants.get(session.merchant());
        var gallery = database.inOneQuery(
                tx -> sale.gallery(tx, merchant, session.cart().lines()));
        return StorefrontView.of(
                session, merchant, gallery, known(session), awaited(session), receiptOf(session), isAwaited(session));
    }

    @Override
    public Submitted pay(
            SessionId session,
            FormDisplay form,
            Answers answers,
            Card card,
            Browser browser,
            Optional<Locale> language) {
        var merchant = merchantOf(session).orElseThrow(() -> Sessions.missing(session.text()));
        var standing = payments.submit(
                merchant, session.text(), form, card, browser, language, tx -> note(tx, merchant, session, answers));
        return new Submitted(standing.attempt(), standing.progress());
    }

    /// While the bank is at work on a charge, what it was made with stays.
    private void note(Tx tx, MerchantId merchant, SessionId session, Answers answers) {
        if (!answers.isEmpty()) {
            store.lock(tx, merchant, session)
                    .filter(found -> found.current() == Session.Status.OPEN
                            && found.pending().isEmpty())
                    .ifPresent(found -> collecting.note(tx, found, answers));
        }
    }

    @Override
    public void complete(SessionId session, Answers answers) {
        sessions.completeFree(
                merchantOf(session).orElseThrow(() -> Sessions.missing(session.text())), session, answers);
    }

    @Override
    public void grant(SessionId session, Wish wish, String address) {
        var merchant = merchantOf(session).orElseThrow(() -> Sessions.missing(session.text()));
        boolean guessing = wish instanceof Wish.Code;
        var known = addresses.of(address);
        try {
            database.inTransaction(tx -> {
                if (guessing) {
                    guesses.requireFew(tx, merchant, session, known);
                }
                wishes.grant(tx, merchant, session, wish);
                return true;
            });
        } catch (Refusal refusal) {
            if (guessing && refusal.code() == ErrorCode.PROMOTION_CODE_NOT_FOUND) {
                database.inTransaction(tx -> {
                    guesses.note(tx, merchant, session, known);
                    return true;
                });
            }
            throw refusal;
        }
    }

    /// Forgets promotion codes that were guessed long ago.
    public void purge() {
        database.inTransaction(guesses::purge);
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

    @Override
    public Optional<Settled> receipt(String receiptToken) {
        return payments.receipt(receiptToken)
                .flatMap(receipt -> show(new SessionId(receipt.session())).map(shop -> new Settled(shop, receipt)));
    }

    /// Of a session that shows its own confirmation.
    private Optional<String> receiptOf(Session session) {
        return session.status() == Session.Status.COMPLETE
                        && session.terms().afterCompletion() instanceof AfterCompletion.HostedConfirmation
                ? payments.receiptOf(session.merchant(), session.id().text())
                : Optional.empty();
    }

    /// Of a session that leads back to the shop: its page of thanks should know of the order.
    private boolean isAwaited(Session session) {
        return session.status() == Session.Status.COMPLETE
                && session.terms().afterCompletion() instanceof AfterCompletion.Redirect
                && database.inOneQuery(tx -> history.isAwaited(
                        tx,
                        session.merchant(),
                        EventType.CHECKOUT_SESSION_COMPLETED,
                        session.id().text(),
                        LONGEST_WAIT));
    }

    @Override
    public Submitted pay(
            SessionId session, FormDisplay form, Answers answers, PaymentMethod method, Optional<String> phone) {
        var merchant = merchantOf(session).orElseThrow(() -> Sessions.missing(session.text()));
        var standing = payments.submit(merchant, session.text(), form, method, phone, tx -> {
            requireOffered(tx, merchant, session, method);
            note(tx, merchant, session, answers);
        });
        return new Submitted(standing.attempt(), standing.progress());
    }

    @Override
    public void tell(SessionId session, ChargeId attempt, CustomerStep step) {
        merchantOf(session).ifPresent(merchant -> payments.local().tell(merchant, session.text(), attempt, step));
    }

    @Override
    public void hint(SessionId session, ChargeId attempt) {
        merchantOf(session).ifPresent(merchant -> payments.local().hint(merchant, session.text(), attempt));
    }

    @Override
    public boolean rehearse(SessionId session, TestCustomers.Act act) {
        return merchantOf(session)
                .map(merchant -> rehearsals
                        .orElseThrow(() -> new IllegalStateException("bug: a rehearsal in live mode"))
                        .act(merchant, session.text(), act))
                .orElse(false);
    }

    private void requireOffered(Tx tx, MerchantId merchant, SessionId session, PaymentMethod method) {
        var found = store.lock(tx, merchant, session).orElseThrow(() -> Sessions.missing(session.text()));
        if (!found.methods().contains(method)) {
            throw Refusal.invalid(
                    ErrorCode.PAYMENT_METHOD_MISMATCH,
                    "paymentMethodType",
                    "The session does not offer " + method.displayName() + ".");
        }
    }

    /// A provider is asked for nothing here: what it said last is known.
    private Optional<Progress.Awaiting> awaited(Session session) {
        return session.pending()
                .flatMap(attempt ->
                        payments.follow(session.merchant(), session.id().text(), attempt))
                .filter(Progress.Awaiting.class::isInstance)
                .map(Progress.Awaiting.class::cast);
    }

    private Optional<MerchantId> merchantOf(SessionId session) {
        return database.inOneQuery(tx -> store.findMerchant(tx, session));
    }

    /// A customer who is registered is looked up where something is asked of them, and nowhere else.
    private Map<String, String> known(Session session) {
        var questionnaire = session.questionnaire();
        if (questionnaire.questions().isEmpty()) {
            return Map.of();
        }
        var buyer = session.terms().buyer();
        return questionnaire.known(
                buyer.customer().isEmpty()
                        ? Optional.empty()
                        : database.inOneQuery(tx -> sale.customer(tx, session.merchant(), buyer)));
    }
}
