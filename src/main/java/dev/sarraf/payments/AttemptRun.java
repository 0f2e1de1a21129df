package dev.sarraf.payments;

import dev.sarraf.cards.Card;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.AuthenticationOrder.Browser;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorUnavailable;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/// Takes an attempt from the card to the bank's word: the bank holds the card, 3-D Secure is asked, the charge is
/// written down, and the bank is asked to charge.
///
/// Every step that moves money is written down before the bank is asked and after it answered, and the bank is
/// asked with no transaction open. The card is in memory for one step and then only at the bank. Each step
/// looks under the session's lock whether the attempt is still wanted.
final class AttemptRun {
    private static final System.Logger LOG = System.getLogger(AttemptRun.class.getName());

    /// The reconciler looks for the first time so long after the bank was asked. Looking is harmless while the
    /// request is still on its way.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    /// Between two questions about a challenge that the bank does not answer; each next one is twice as long.
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);

    private final Desk desk;
    private final Database database;
    private final Processor processor;
    private final Settlement settlement;
    private final Recorder recorder;
    private final Bank bank;
    private final Duration patience;
    private final AttemptStore attempts = new AttemptStore();
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();

    /// `patience` is how long a bank that does not answer about a challenge is asked again.
    AttemptRun(Desk desk, Settlement settlement, Recorder recorder, Bank bank, Duration patience) {
        this.desk = desk;
        this.database = desk.database();
        this.processor = desk.processor();
        this.settlement = settlement;
        this.recorder = recorder;
        this.bank = bank;
        this.patience = patience;
    }

    /// Takes a new attempt as far as it goes. One that breaks off before the bank was asked to charge is over, so
    /// that the customer can try again; one that breaks off later is the reconciler's.
    void start(Attempt attempt, Card card, Browser browser, URI returnTo) {
        try {
            authenticate(attempt, card, browser, returnTo);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "attempt broke off charge=" + attempt.charge(), e);
            recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
        }
    }

    /// The customer is back from the issuer: asks the bank how the check went, and goes on from there.
    void resume(Attempt challenged) {
        conclude(challenged, checked(challenged));
    }

    /// The customer has been with the issuer for too long: asks the bank for the last time. Who passed
    /// meanwhile, and lost the way back, has agreed to pay, so the charge is made.
    void lapse(Attempt challenged) {
        var answer = processor.authentication(
                desk.account(challenged.merchant()), challenged.authenticationIds(), challenged.amount());
        if (answer instanceof Authentication.Pending) {
            recorder.failedBefore(challenged, Declines.ABANDONED, Optional.empty());
        } else {
            conclude(challenged, answer);
        }
    }

    private void authenticate(Attempt attempt, Card card, Browser browser, URI returnTo) {
        var account = desk.account(attempt.merchant());
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
                                holding.authenticationIds(), holding.amount(), held, browser, returnTo)));
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
                intend(attempt, Optional.of(details)).ifPresent(this::charge);
            case Authentication.ChallengeRequired(var acsUrl, var creq) -> challenge(attempt, acsUrl, creq);
            case Authentication.Failed(var why, var details) ->
                recorder.failedBefore(attempt, Declines.of(why), Optional.of(details));
            case Authentication.Pending _ -> {}
            case Authentication.Unanswered(var detail) -> unanswered(attempt, detail);
        }
    }

    private void charge(Charge charge) {
        bank.tell(new ChargeInstruction(desk, recorder, charge));
    }

    /// How a challenge went. The customer is back only once, so a bank that does not answer is asked again.
    private Authentication checked(Attempt attempt) {
        var account = desk.account(attempt.merchant());
        for (var pause = FIRST_PAUSE; ; pause = pause.multipliedBy(2)) {
            var answer = processor.authentication(account, attempt.authenticationIds(), attempt.amount());
            if (!(answer instanceof Authentication.Unanswered) || pause.compareTo(patience) > 0) {
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

    /// A challenge whose result cannot be read now stays open: the customer comes back to it. A check that
    /// never got so far is over.
    private void unanswered(Attempt attempt, String detail) {
        LOG.log(System.Logger.Level.WARNING, "3-D Secure unanswered charge={0} why={1}", attempt.charge(), detail);
        if (attempt.state() instanceof AttemptState.Authenticating) {
            recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
        }
    }

    /// Writes down that the bank is about to be asked, after which no other attempt may start until it has
    /// answered. Empty where the session can no longer take it.
    private Optional<Charge> intend(Attempt attempt, Optional<ThreeDSecure> threeDSecure) {
        return database.inTransaction(tx -> {
            var payable = settlement.lock(tx, attempt.merchant(), attempt.session());
            var current = current(tx, attempt);
            if (!current.state().isAuthenticating()) {
                return Optional.empty();
            }
            if (!payable.isOpen()
                    || !payable.amount().equals(current.amount())
                    || !settlement.hold(tx, attempt.merchant(), attempt.session())) {
                advance(tx, current, new AttemptState.Event.Abandoned());
                return Optional.empty();
            }
            charges.insertPending(tx, current, payable.cartRevision(), threeDSecure, FIRST_CHECK);
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
}
