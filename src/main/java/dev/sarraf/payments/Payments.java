package dev.sarraf.payments;

import dev.sarraf.cards.Card;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/// Attempts to pay, from the pressed button to an outcome.
///
/// Here an attempt is admitted, found again and given up, always under the lock of what is paid for; an
/// [AttemptRun] takes it to the bank.
public final class Payments implements AutoCloseable {
    /// A refund that failed for technical reasons is asked about for so many times the wait before a repeat:
    /// about ten minutes by default. A charge is not held up so long, since it can be given back.
    private static final int REFUND_DOUBT = 8;

    private final Database database;
    private final Mode mode;
    private final ProcessorAccounts accounts;
    private final Settlement settlement;
    private final PaymentSettings settings;
    private final AttemptRun run;
    private final LocalCharges local;
    private final CardFingerprints fingerprints;
    private final AddressKeys addresses;
    private final CardTesting cardTesting;
    private final Steps steps;
    private final Refunds refunds;
    private final Reconciler reconciler;
    private final AttemptStore attempts = new AttemptStore();
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();

    public Payments(
            Database database,
            Mode mode,
            Processor processor,
            LocalProvider provider,
            ProcessorAccounts accounts,
            Settlement settlement,
            Ledger ledger,
            Outbox outbox,
            MasterKey masterKey,
            CardTesting cardTesting,
            PaymentSettings settings) {
        this.fingerprints = new CardFingerprints(masterKey);
        this.addresses = new AddressKeys(masterKey);
        this.cardTesting = cardTesting;
        this.database = database;
        this.mode = mode;
        this.accounts = accounts;
        this.settlement = settlement;
        this.settings = settings;
        this.steps = new Steps(settings.patience());
        var clock = InstantSource.system();
        var desk = new Desk(database, processor, provider, accounts, settings.pages());
        var bank = new Bank(settings.resendAfter(), clock);
        var statements = new Statements(ledger, new ReceiptAddress(settings.pages()));
        var reversals = new Reversals(database, settlement, ledger, outbox, statements);
        var recorder =
                new Recorder(database, settlement, ledger, outbox, statements, reversals, mode, cardTesting, settings);
        var refundRecorder = new RefundRecorder(
                database,
                settlement,
                ledger,
                outbox,
                statements,
                settings.resendAfter().multipliedBy(REFUND_DOUBT),
                clock);
        this.local = new LocalCharges(desk, bank, recorder, settlement, steps);
        this.run = new AttemptRun(desk, settlement, recorder, bank, settings.patience());
        this.refunds = new Refunds(mode, ledger, outbox, desk, bank, refundRecorder, steps);
        this.reconciler = new Reconciler(
                database,
                recorder,
                settings.authenticationLimit(),
                List.of(
                        new ChargeBacklog(
                                bank,
                                desk,
                                recorder,
                                reversals,
                                new Watch(desk, recorder, settings.resendAfter(), clock)),
                        new RefundBacklog(bank, desk, refundRecorder),
                        new ChallengeBacklog(run)));
    }

    /// The mode that a token of ours was made in: of an attempt that a browser comes back to, or of a receipt.
    public static Mode modeOf(String token) {
        return token.startsWith(Mode.LIVE.text() + "_") ? Mode.LIVE : Mode.TEST;
    }

    /// Refuses what would lead to a payment that no bank can take.
    ///
    /// @throws Refusal in live mode, where the merchant has no account at a bank
    public void requireBank(MerchantId merchant) {
        if (mode.isLive() && !accounts.has(merchant)) {
            throw Refusal.of(
                    Reason.FORBIDDEN,
                    ErrorCode.MERCHANT_NOT_ACTIVATED,
                    "No bank is connected for live payments of this merchant yet, so nobody could pay.");
        }
    }

    public Refunds refunds() {
        return refunds;
    }

    /// What customers do about charges that a provider of local methods has asked them for.
    public LocalCharges local() {
        return local;
    }

    public Reconciler reconciler() {
        return reconciler;
    }

    /// Starts an attempt at the amount that was shown, or finds the one that this display of the form has made
    /// already. Returns once the outcome is known, a challenge is needed, or the customer has waited long
    /// enough; the attempt goes on in any case.
    ///
    /// `language` is the one that the issuer sends the customer back to. `first` is done before anything else in
    /// the transaction that begins the attempt: a refusal undoes it.
    public Standing submit(
            MerchantId merchant,
            String session,
            FormDisplay form,
            Card card,
            Browser browser,
            Optional<Locale> language,
            Consumer<Tx> first) {
        var returnToken = mode.text() + "_" + Random62.text(32);
        var begun = database.inTransaction(tx -> {
            first.accept(tx);
            var summary = CardSummary.of(card, fingerprints.of(merchant, card));
            var address = addresses.of(browser.ipAddress());
            return begin(
                    tx,
                    merchant,
                    session,
                    new Press(
                            form, new Means.OfCard(summary), new AttemptState.Authenticating(), returnToken, address));
        });
        if (begun.isNew()) {
            steps.run(() -> run.start(begun.attempt(), card, browser, settings.returnAddress(returnToken, language)));
        }
        return standing(merchant, session, begun.attempt().charge());
    }

    /// As [#submit] of a card, for a method that a provider of local methods takes the money by.
    ///
    /// @param phone who pays, in E.164, where the method asks for it
    public Standing submit(
            MerchantId merchant,
            String session,
            FormDisplay form,
            PaymentMethod method,
            Optional<String> phone,
            Consumer<Tx> first) {
        var means = new Means.Local(method, phone, settings.lifetime(method).toSeconds(), Optional.empty());
        // Nobody is sent away, so nobody comes back by it.
        var returnToken = mode.text() + "_" + Random62.text(32);
        var begun = database.inTransaction(tx -> {
            first.accept(tx);
            var press = new Press(form, means, new AttemptState.Charging(), returnToken, Optional.empty());
            var made = begin(tx, merchant, session, press);
            if (made.isNew()) {
                local.intend(tx, made.attempt(), made.cartRevision());
            }
            return made;
        });
        if (begun.isNew()) {
            local.ask(begun.attempt());
        }
        return standing(merchant, session, begun.attempt().charge());
    }

    /// How an attempt stands.
    public Optional<Progress> follow(MerchantId merchant, String session, ChargeId charge) {
        return database.inOneQuery(tx -> attempts.find(tx, merchant, session, charge))
                .map(Attempt::progress);
    }

    /// The token of the receipt for what this session was paid with; empty where nothing was taken.
    public Optional<String> receiptOf(MerchantId merchant, String session) {
        return database.inOneQuery(tx -> charges.findReceiptToken(tx, merchant, session));
    }

    /// The receipt with this token.
    public Optional<Receipt> receipt(String receiptToken) {
        return database.inOneQuery(tx -> charges.findByReceiptToken(tx, receiptToken))
                .flatMap(charge -> charge.capturedAt()
                        .map(paidAt -> new Receipt(
                                charge.session(),
                                charge.id(),
                                charge.amount(),
                                charge.refunded(),
                                charge.means(),
                                paidAt)));
    }

    /// Gives up an attempt that has not come to charging, because the session ends.
    public void abandon(Tx tx, MerchantId merchant, String session) {
        attempts.findLiving(tx, merchant, session)
                .filter(attempt -> attempt.state().isAuthenticating())
                .ifPresent(attempt -> advance(tx, attempt, new AttemptState.Event.Abandoned()));
    }

    /// The browser is back from the issuer. Only the bank's own word on the check counts; where the check
    /// passed, the card is charged. Empty where nobody was sent away with this token.
    public Optional<Standing> returned(String returnToken) {
        return database.inOneQuery(tx -> attempts.findByReturnToken(tx, hash(returnToken)))
                .map(attempt -> {
                    if (attempt.state() instanceof AttemptState.Challenged) {
                        steps.run(() -> run.resume(attempt));
                    }
                    return standing(attempt.merchant(), attempt.session(), attempt.charge());
                });
    }

    /// Lets attempts that are under way come to an end for some seconds.
    @Override
    public void close() {
        steps.close();
    }

    /// A press of the button.
    ///
    /// @param state how its attempt begins
    /// @param address names the address that it comes from, where that tells one customer from another
    private record Press(
            FormDisplay form, Means means, AttemptState state, String returnToken, Optional<String> address) {}

    /// @param cartRevision which state of the session's cart can be paid for now
    private record Begun(Attempt attempt, int cartRevision, boolean isNew) {}

    private Begun begin(Tx tx, MerchantId merchant, String session, Press press) {
        var payable = settlement.lock(tx, merchant, session);
        var existing =
                attempts.findByFormToken(tx, merchant, session, press.form().token());
        if (existing.isPresent()) {
            return new Begun(existing.get(), payable.cartRevision(), false);
        }
        payable.requireOpen();
        payable.requireShown(press.form().shown());
        settlement.requireForSale(tx, merchant, session);
        press.means()
                .ifCard()
                .flatMap(CardSummary::fingerprint)
                .ifPresent(card -> cardTesting.admit(tx, merchant, press.address(), card));
        attempts.findLiving(tx, merchant, session).ifPresent(living -> replace(tx, living));
        var intent = intents.ensure(
                tx,
                merchant,
                session,
                IntentId.random(mode),
                payable.amount(),
                payable.breakdown(),
                Random62.text(24),
                payable.metadata());
        settlement.attach(tx, merchant, session, intent);
        var attempt = new Attempt(
                merchant,
                ChargeId.random(mode),
                intent,
                session,
                press.state(),
                payable.amount(),
                payable.breakdown(),
                press.means(),
                Optional.empty());
        attempts.insert(tx, attempt, press.form().token(), hash(press.returnToken()), press.address());
        return new Begun(attempt, payable.cartRevision(), true);
    }

    private void replace(Tx tx, Attempt living) {
        if (!living.state().isAuthenticating()) {
            throw Refusal.of(
                    Reason.BUSY,
                    ErrorCode.PAYMENT_STILL_CONFIRMING,
                    "A payment of this session is with the bank. Wait until its outcome is known.");
        }
        advance(tx, living, new AttemptState.Event.Abandoned());
    }

    private void advance(Tx tx, Attempt attempt, AttemptState.Event event) {
        attempts.update(tx, attempt.with(attempt.state().on(event)));
    }

    private Standing standing(MerchantId merchant, String session, ChargeId charge) {
        var progress = follow(merchant, session, charge)
                .orElseThrow(() -> new IllegalStateException("bug: no attempt " + charge));
        return new Standing(session, charge, progress);
    }

    private static byte[] hash(String returnToken) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(returnToken.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    /// An attempt of a session, and how it stands.
    public record Standing(String session, ChargeId attempt, Progress progress) {}
}
