package dev.sarraf.payments;

import dev.sarraf.cards.Card;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccounts;
import dev.sarraf.processors.ProcessorUnavailable;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Attempts to pay, from the pressed button to an outcome.
///
/// Every step that moves money is written down before the bank is asked and after it answered, and the bank is
/// asked
/// with no transaction open. The card is in memory for one request and then only at the bank.
public final class Payments implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Payments.class.getName());

    /// The reconciler looks for the first time so long after the bank was asked. Looking is harmless while the
    /// request
    /// is still on its way.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    /// Between two questions about a challenge that the bank does not answer; each next one is twice as long.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Database database;
    private final Mode mode;
    private final Processor processor;
    private final ProcessorAccounts accounts;
    private final Settlement settlement;
    private final PaymentSettings settings;
    private final Recorder recorder;
    private final Bank bank;
    private final AttemptStore attempts = new AttemptStore();
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();
    private final ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    public Payments(
            Database database,
            Mode mode,
            Processor processor,
            ProcessorAccounts accounts,
            Settlement settlement,
            Ledger ledger,
            Outbox outbox,
            PaymentSettings settings) {
        this.database = database;
        this.mode = mode;
        this.processor = processor;
        this.accounts = accounts;
        this.settlement = settlement;
        this.settings = settings;
        this.recorder = new Recorder(
                database,
                settlement,
                ledger,
                outbox,
                new Statements(ledger),
                new PaymentErrorView(settings.docs().toString()));
        this.bank = new Bank(processor, accounts, recorder);
    }

    public Reconciler reconciler() {
        return new Reconciler(database, bank, recorder, settings.resendAfter(), InstantSource.system());
    }

    /// Starts an attempt, or finds the one that this display of the form has made already. Returns once the
    /// outcome is
    /// known, a challenge is needed, or the customer has waited long enough; the attempt goes on in any case.
    public Standing submit(MerchantId merchant, String session, String formToken, Card card, Browser browser) {
        var returnToken = Random62.text(32);
        var begun = database.inTransaction(tx -> begin(tx, merchant, session, formToken, card, returnToken));
        if (begun.isNew()) {
            wait(() -> carryOn(begun.attempt(), card, browser, returnToken));
        }
        return standing(merchant, session, begun.attempt().charge());
    }

    /// How an attempt stands.
    public Optional<Progress> follow(MerchantId merchant, String session, ChargeId charge) {
        return database.inOneStatement(tx -> attempts.find(tx, merchant, session, charge))
                .map(attempt -> attempt.state().progress());
    }

    /// The attempt of this session that the bank has been asked to charge without an answer yet.
    public Optional<ChargeId> unresolved(Tx tx, MerchantId merchant, String session) {
        return charges.findPending(tx, merchant, session);
    }

    /// Gives up an attempt that has not come to charging, because the session ends.
    public void abandon(Tx tx, MerchantId merchant, String session) {
        attempts.findLiving(tx, merchant, session)
                .filter(attempt -> attempt.state().isAuthenticating())
                .ifPresent(attempt -> advance(tx, attempt, new AttemptState.Event.Abandoned()));
    }

    /// The browser is back from the issuer. Only the bank's own word on the check counts; where the check passed,
    /// the
    /// card is charged. Empty where nobody was sent away with this token.
    public Optional<Standing> returned(String returnToken) {
        return database.inOneStatement(tx -> attempts.findByReturnToken(tx, hash(returnToken)))
                .map(attempt -> {
                    if (attempt.state() instanceof AttemptState.Challenged) {
                        wait(() -> conclude(attempt, checked(attempt)));
                    }
                    return standing(attempt.merchant(), attempt.session(), attempt.charge());
                });
    }

    /// Lets attempts that are under way come to an end for some seconds. What does not is finished by the
    /// reconciler.
    @Override
    public void close() {
        steps.shutdown();
        try {
            if (!steps.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.INFO, "stopping with attempts under way; the reconciler finishes them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private record Begun(Attempt attempt, boolean isNew) {}

    private Begun begin(Tx tx, MerchantId merchant, String session, String formToken, Card card, String returnToken) {
        var payable = settlement.lock(tx, merchant, session);
        var existing = attempts.findByFormToken(tx, merchant, session, formToken);
        if (existing.isPresent()) {
            return new Begun(existing.get(), false);
        }
        payable.requireOpen();
        attempts.findLiving(tx, merchant, session).ifPresent(living -> replace(tx, living));
        var intent = intents.ensure(
                tx, merchant, session, IntentId.random(mode), payable.amount(), Random62.text(24), payable.metadata());
        settlement.attach(tx, merchant, session, intent);
        var attempt = new Attempt(
                merchant,
                ChargeId.random(mode),
                intent,
                session,
                new AttemptState.Authenticating(),
                payable.amount(),
                CardSummary.of(card),
                Optional.empty());
        attempts.insert(tx, attempt, formToken, hash(returnToken));
        return new Begun(attempt, true);
    }

    private void replace(Tx tx, Attempt living) {
        if (!living.state().isAuthenticating()) {
            throw Refusal.conflict(
                    ErrorCode.PAYMENT_STILL_CONFIRMING,
                    "A payment of this session is with the bank. Wait until its outcome is known.");
        }
        advance(tx, living, new AttemptState.Event.Abandoned());
    }

    /// Takes a new attempt as far as it goes. One that breaks off before the bank was asked to charge is over, so
    /// that
    /// the customer can try again; one that breaks off later is the reconciler's.
    private void carryOn(Attempt attempt, Card card, Browser browser, String returnToken) {
        try {
            authenticate(attempt, card, browser, returnToken);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "attempt broke off charge=" + attempt.charge(), e);
            recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
        }
    }

    private void authenticate(Attempt attempt, Card card, Browser browser, String returnToken) {
        var account = accounts.get(attempt.merchant());
        CardSession held;
        try {
            held = processor.hold(account, card);
        } catch (ProcessorUnavailable e) {
            LOG.log(System.Logger.Level.WARNING, "card not held charge={0} why={1}", attempt.charge(), e.getMessage());
            recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
            return;
        }
        var holding = attempt.with(held);
        if (!stillAuthenticating(holding)) {
            return;
        }
        conclude(
                holding,
                processor.authenticate(
                        account,
                        new AuthenticationOrder(
                                holding.authenticationIds(),
                                holding.amount(),
                                held,
                                browser,
                                settings.returnAddress(returnToken))));
    }

    /// Writes down the card session of an attempt, unless another has taken its place.
    private boolean stillAuthenticating(Attempt holding) {
        return database.inTransaction(tx -> {
            settlement.lock(tx, holding.merchant(), holding.session());
            boolean wanted = current(tx, holding).state() instanceof AttemptState.Authenticating;
            if (wanted) {
                attempts.update(tx, holding);
            }
            return wanted;
        });
    }

    private void conclude(Attempt attempt, Authentication authentication) {
        switch (authentication) {
            case Authentication.Passed(var details) ->
                intend(attempt, Optional.of(details)).ifPresent(bank::charge);
            case Authentication.ChallengeRequired(var acsUrl, var creq) -> challenge(attempt, acsUrl, creq);
            case Authentication.Failed(var why, var details) ->
                recorder.failedBefore(attempt, Declines.of(why), Optional.of(details));
            case Authentication.Pending _ -> {}
            case Authentication.Unanswered(var detail) -> unanswered(attempt, detail);
        }
    }

    /// How a challenge went. The customer is back only once, so a bank that does not answer is asked again.
    private Authentication checked(Attempt attempt) {
        var account = accounts.get(attempt.merchant());
        for (var pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            var answer = processor.authentication(account, attempt.authenticationIds(), attempt.amount());
            if (!(answer instanceof Authentication.Unanswered) || pause.compareTo(settings.patience()) > 0) {
                return answer;
            }
            pause(pause);
        }
    }

    private static void pause(Duration duration) {
        try {
            Thread.sleep(duration);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted between two questions to the bank", e);
        }
    }

    private void challenge(Attempt attempt, URI acsUrl, String creq) {
        database.inTransaction(tx -> {
            settlement.lock(tx, attempt.merchant(), attempt.session());
            var current = current(tx, attempt);
            if (current.state() instanceof AttemptState.Authenticating) {
                advance(tx, current, new AttemptState.Event.ChallengeAsked(acsUrl, creq));
            }
            return true;
        });
    }

    /// A challenge whose result cannot be read now stays open: the customer comes back to it. A check that never
    /// got
    /// so far is over.
    private void unanswered(Attempt attempt, String detail) {
        LOG.log(System.Logger.Level.WARNING, "3-D Secure unanswered charge={0} why={1}", attempt.charge(), detail);
        if (attempt.state() instanceof AttemptState.Authenticating) {
            recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
        }
    }

    /// Writes down that the bank is about to be asked, after which no other attempt may start until it has
    /// answered.
    /// Empty where the session can no longer take it.
    private Optional<Charge> intend(Attempt attempt, Optional<ThreeDSecure> threeDSecure) {
        return database.inTransaction(tx -> {
            var payable = settlement.lock(tx, attempt.merchant(), attempt.session());
            var current = current(tx, attempt);
            if (!current.state().isAuthenticating()) {
                return Optional.empty();
            }
            if (!payable.isOpen() || !payable.amount().equals(current.amount())) {
                advance(tx, current, new AttemptState.Event.Abandoned());
                return Optional.empty();
            }
            charges.insertPending(tx, current, threeDSecure, FIRST_CHECK);
            intents.processing(tx, current.merchant(), current.intent(), current.charge());
            advance(tx, current, new AttemptState.Event.ChargeIntended());
            return charges.find(tx, current.merchant(), current.charge());
        });
    }

    private Attempt current(Tx tx, Attempt attempt) {
        return attempts.find(tx, attempt.merchant(), attempt.session(), attempt.charge())
                .orElseThrow(() -> new IllegalStateException("bug: no attempt " + attempt.charge()));
    }

    private void advance(Tx tx, Attempt attempt, AttemptState.Event event) {
        attempts.update(tx, attempt.with(attempt.state().on(event)));
    }

    private Standing standing(MerchantId merchant, String session, ChargeId charge) {
        var progress = follow(merchant, session, charge)
                .orElseThrow(() -> new IllegalStateException("bug: no attempt " + charge));
        return new Standing(session, charge, progress);
    }

    /// Runs a step to its end, but keeps the customer waiting no longer than the setting says.
    private void wait(Runnable step) {
        var running = steps.submit(step);
        try {
            running.get(settings.patience().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.INFO, "an attempt goes on behind a waiting page");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new IllegalStateException("an attempt to pay broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a payment was under way", e);
        }
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
