package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.Outcome;
import java.util.Optional;

/// Writes down what became of a charge: the charge, its intent, the balance, the session and the events, in one
/// transaction under the session's lock.
///
/// An outcome counts once. Whoever comes second with one, be it the request, the reconciler or another node,
/// finds the charge no longer pending and changes nothing.
final class Recorder {
    private static final System.Logger LOG = System.getLogger(Recorder.class.getName());

    private final Database database;
    private final Settlement settlement;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Statements statements;
    private final PaymentErrorView errors;
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();
    private final AttemptStore attempts = new AttemptStore();

    Recorder(
            Database database,
            Settlement settlement,
            Ledger ledger,
            Outbox outbox,
            Statements statements,
            PaymentErrorView errors) {
        this.database = database;
        this.settlement = settlement;
        this.ledger = ledger;
        this.outbox = outbox;
        this.statements = statements;
        this.errors = errors;
    }

    /// Applies an outcome. One that is not final leaves the charge to the reconciler, which asks again.
    void record(Charge charge, Outcome outcome) {
        LOG.log(
                System.Logger.Level.INFO,
                "charge id={0} session={1} outcome={2} detail={3}",
                charge.id(),
                charge.session(),
                outcome.getClass().getSimpleName(),
                detail(outcome));
        switch (outcome) {
            case Outcome.Approved(var receipt) -> succeed(charge, receipt);
            case Outcome.Declined(var decline, var receipt) -> fail(charge, decline, Optional.of(receipt));
            case Outcome.Unconfirmed _, Outcome.Unknown _, Outcome.TryLater _, Outcome.Refused _ -> {}
        }
    }

    /// The bank refuses the charge and has no trace of it: nothing was taken and nothing will be.
    void neverProcessed(Charge charge) {
        fail(charge, Declines.NOT_PROCESSED, Optional.empty());
    }

    /// The attempt ended before the bank was asked to charge. Does nothing where it has ended or moved on
    /// meanwhile.
    void failedBefore(Attempt attempt, Outcome.Decline decline, Optional<ThreeDSecure> threeDSecure) {
        database.inTransaction(tx -> {
            settlement.lock(tx, attempt.merchant(), attempt.session());
            var current = attempt(tx, attempt.merchant(), attempt.session(), attempt.charge());
            if (current.state().isAuthenticating()) {
                charges.insertFailed(tx, current, threeDSecure, decline);
                conclude(tx, charge(tx, attempt.merchant(), attempt.charge()), current, decline);
            }
            return true;
        });
    }

    private void succeed(Charge asked, Outcome.Receipt receipt) {
        database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending()) {
                charges.succeed(tx, charge, receipt);
                intents.succeeded(tx, charge.merchant(), charge.intent(), charge.id());
                ledger.charged(
                        tx,
                        charge.merchant(),
                        charge.id().text(),
                        charge.intent().text(),
                        charge.amount());
                advance(tx, charge, new AttemptState.Event.Approved());
                settlement.paid(tx, charge);
                announce(tx, charge, EventType.PAYMENT_INTENT_SUCCEEDED, EventType.CHARGE_SUCCEEDED);
            }
            return true;
        });
    }

    private void fail(Charge asked, Outcome.Decline decline, Optional<Outcome.Receipt> receipt) {
        database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending()) {
                charges.fail(tx, charge, decline, receipt);
                conclude(
                        tx,
                        charge(tx, charge.merchant(), charge.id()),
                        attempt(tx, charge.merchant(), charge.session(), charge.id()),
                        decline);
            }
            return true;
        });
    }

    private void conclude(Tx tx, Charge charge, Attempt attempt, Outcome.Decline decline) {
        intents.failed(tx, charge.merchant(), charge.intent(), charge.id(), Json.write(errors.of(charge, decline)));
        attempts.update(
                tx,
                attempt.with(
                        attempt.state().on(new AttemptState.Event.Refused(decline.code(), decline.declineCode()))));
        announce(tx, charge, EventType.PAYMENT_INTENT_PAYMENT_FAILED, EventType.CHARGE_FAILED);
    }

    private void advance(Tx tx, Charge charge, AttemptState.Event event) {
        var attempt = attempt(tx, charge.merchant(), charge.session(), charge.id());
        attempts.update(tx, attempt.with(attempt.state().on(event)));
    }

    private void announce(Tx tx, Charge charge, EventType ofIntent, EventType ofCharge) {
        outbox.add(tx, charge.merchant(), ofIntent, charge.intent().text(), Json.write(statements.intent(tx, charge)));
        outbox.add(tx, charge.merchant(), ofCharge, charge.id().text(), Json.write(statements.charge(tx, charge)));
    }

    private Charge charge(Tx tx, MerchantId merchant, ChargeId id) {
        return charges.find(tx, merchant, id).orElseThrow(() -> new IllegalStateException("bug: no charge " + id));
    }

    private Attempt attempt(Tx tx, MerchantId merchant, String session, ChargeId id) {
        return attempts.find(tx, merchant, session, id)
                .orElseThrow(() -> new IllegalStateException("bug: no attempt " + id));
    }

    private static String detail(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Approved(var receipt) -> receipt.gatewayCode();
            case Outcome.Declined(var _, var receipt) -> receipt.gatewayCode();
            case Outcome.Unconfirmed(var _, var receipt) -> receipt.gatewayCode();
            case Outcome.Unknown(var detail) -> detail;
            case Outcome.TryLater(var detail) -> detail;
            case Outcome.Refused(var detail) -> detail;
        };
    }
}
