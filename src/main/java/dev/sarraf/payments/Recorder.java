package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Slip;
import java.time.Duration;
import java.util.Optional;

/// Writes down what became of a charge: the charge, its intent, the balance, the session and the events, in one
/// transaction under the session's lock.
///
/// An outcome counts once. Whoever comes second with one, be it the request, the reconciler or another node,
/// finds the charge no longer pending and changes nothing.
final class Recorder {
    private final Database database;
    private final Mode mode;
    private final Settlement settlement;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Statements statements;
    private final PaymentErrorView errors;
    private final Reversals reversals;
    private final Duration firstLook;
    private final CardTesting cardTesting;
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();
    private final AttemptStore attempts = new AttemptStore();

    Recorder(
            Database database,
            Settlement settlement,
            Ledger ledger,
            Outbox outbox,
            Statements statements,
            Reversals reversals,
            Mode mode,
            CardTesting cardTesting,
            PaymentSettings settings) {
        this.database = database;
        this.mode = mode;
        this.settlement = settlement;
        this.ledger = ledger;
        this.outbox = outbox;
        this.statements = statements;
        this.errors = new PaymentErrorView(settings.docs().toString());
        this.reversals = reversals;
        // A failure for technical reasons is looked at again once a repeat could have been made.
        this.firstLook = settings.resendAfter();
        this.cardTesting = cardTesting;
    }

    /// The attempt ended before the bank was asked to charge. Does nothing where it has ended or moved on
    /// meanwhile.
    void failedBefore(Attempt attempt, Outcome.Decline decline, Optional<ThreeDSecure> threeDSecure) {
        database.inTransaction(tx -> {
            settlement.lock(tx, attempt.merchant(), attempt.session());
            var current = attempt(tx, attempt.merchant(), attempt.session(), attempt.charge());
            if (current.state().isAuthenticating()) {
                charges.insertFailed(tx, current, threeDSecure, decline);
                conclude(tx, charge(tx, attempt.merchant(), attempt.charge()), decline);
            }
            return true;
        });
    }

    /// The bank has taken the money. Where the session cannot take it any more, it is to be given back.
    void succeed(Charge asked, Outcome.Receipt receipt) {
        database.inTransaction(tx -> {
            var payable = settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending()) {
                if (canTake(payable, charge)) {
                    charges.succeed(tx, charge, receipt, ReceiptAddress.newToken(mode));
                    keep(tx, charge);
                } else {
                    settlement.letGo(tx, charge.merchant(), charge.session());
                    charges.fail(tx, charge, Declines.TOO_LATE, Optional.of(receipt), Optional.empty());
                    conclude(tx, charge, Declines.TOO_LATE);
                    reversals.begin(tx, charge(tx, charge.merchant(), charge.id()));
                }
            }
            return true;
        });
    }

    /// A provider has asked the customer and waits. Who leaves with a promise to pay later has done what this
    /// session was for.
    void waiting(Charge asked, Slip slip) {
        if (asked.means().given().equals(Optional.of(slip))) {
            return;
        }
        database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending() && !charge.means().given().equals(Optional.of(slip))) {
                var local = charge.means()
                        .ifLocal()
                        .orElseThrow(() -> new IllegalStateException("bug: a card waits for its customer"))
                        .with(slip);
                charges.given(tx, charge, local);
                attempts.update(
                        tx,
                        attempt(tx, charge.merchant(), charge.session(), charge.id())
                                .with(local));
                if (local.method().isPaidLater() && charge.means().given().isEmpty()) {
                    intents.requiresAction(tx, charge.merchant(), charge.intent(), charge.id());
                    settlement.promised(tx, charge);
                } else {
                    intents.touch(tx, charge.merchant(), charge.intent());
                }
            }
            return true;
        });
    }

    /// The bank has not taken the money. Where it says so for technical reasons, it is asked later whether it
    /// still does.
    void fail(Charge asked, Outcome.Decline decline, Optional<Outcome.Receipt> receipt) {
        database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending()) {
                var watch = Optional.of(firstLook).filter(_ -> Declines.mayTurnOut(decline));
                charges.fail(tx, charge, decline, receipt, watch);
                settlement.letGo(tx, charge.merchant(), charge.session());
                conclude(tx, charge, decline);
            }
            return true;
        });
    }

    /// The bank has taken less than it was asked for. Nothing is sold in part: it is given back, and the customer
    /// may try another card meanwhile.
    void takePart(Charge asked, Outcome.PartlyApproved answer) {
        database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.isPending()) {
                charges.fail(tx, charge, answer.decline(), Optional.of(answer.receipt()), Optional.empty());
                settlement.letGo(tx, charge.merchant(), charge.session());
                conclude(tx, charge, answer.decline());
                reversals.beginPart(tx, charge(tx, charge.merchant(), charge.id()), answer.taken());
            }
            return true;
        });
    }

    /// As [#overturn], of a charge that was done in part, which can never be kept.
    Optional<Charge> overturnPart(Charge asked, Outcome.PartlyApproved answer) {
        return database.inTransaction(tx -> {
            settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.status() != Charge.Status.FAILED) {
                return Optional.empty();
            }
            reversals.beginPart(tx, charge, answer.taken());
            return Optional.of(charge(tx, charge.merchant(), charge.id()));
        });
    }

    /// The bank has taken its word back: a charge that failed was done after all. It counts where the session
    /// can still take it; where not, the charge is returned, to be reversed.
    Optional<Charge> overturn(Charge asked, Outcome.Receipt receipt) {
        return database.inTransaction(tx -> {
            var payable = settlement.lock(tx, asked.merchant(), asked.session());
            var charge = charge(tx, asked.merchant(), asked.id());
            if (charge.status() != Charge.Status.FAILED) {
                return Optional.empty();
            }
            var living = attempts.findLiving(tx, asked.merchant(), asked.session());
            boolean nothingElseAtTheBank = living.filter(
                            attempt -> !attempt.state().isAuthenticating())
                    .isEmpty();
            if (canTake(payable, charge)
                    && nothingElseAtTheBank
                    && settlement.hold(tx, charge.merchant(), charge.session())) {
                living.ifPresent(attempt -> advance(tx, attempt, new AttemptState.Event.Abandoned()));
                charges.overturn(tx, charge, receipt, ReceiptAddress.newToken(mode));
                keep(tx, charge);
                return Optional.empty();
            }
            reversals.begin(tx, charge);
            return Optional.of(charge(tx, charge.merchant(), charge.id()));
        });
    }

    /// Nobody gets other things than they paid for, or at another price.
    private static boolean canTake(Settlement.Payable payable, Charge charge) {
        return (payable.isOpen() || payable.isPromised())
                && payable.cartRevision() == charge.cartRevision()
                && payable.amount().equals(charge.amount());
    }

    private void keep(Tx tx, Charge charge) {
        intents.succeeded(tx, charge.merchant(), charge.intent(), charge.id());
        ledger.charged(
                tx,
                charge.merchant(),
                charge.id().text(),
                charge.intent().text(),
                charge.means().method(),
                charge.amount(),
                charge.breakdown().fee());
        advance(tx, attempt(tx, charge.merchant(), charge.session(), charge.id()), new AttemptState.Event.Approved());
        settlement
                .sold(tx, charge)
                .ifPresent(payer -> intents.customer(tx, charge.merchant(), charge.intent(), show(payer)));
        settlement.paid(tx, charge);
        announce(tx, charge, EventType.PAYMENT_INTENT_SUCCEEDED, EventType.CHARGE_SUCCEEDED);
    }

    private static String show(Settlement.Payer payer) {
        var json = Json.object();
        json.put("id", payer.id());
        json.put("name", payer.name().orElse(null));
        json.put("email", payer.email().orElse(null));
        json.put("phone", payer.phone().orElse(null));
        return Json.write(json);
    }

    /// The attempt is over, whose charge is written down as failed.
    private void conclude(Tx tx, Charge failed, Outcome.Decline decline) {
        var charge = charge(tx, failed.merchant(), failed.id());
        intents.failed(tx, charge.merchant(), charge.intent(), charge.id(), Json.write(errors.of(charge, decline)));
        advance(
                tx,
                attempt(tx, charge.merchant(), charge.session(), charge.id()),
                new AttemptState.Event.Refused(decline.code(), Declines.reason(decline)));
        settlement.failed(tx, charge);
        announce(tx, charge, EventType.PAYMENT_INTENT_PAYMENT_FAILED, EventType.CHARGE_FAILED);
        int most = cardTesting.perSession();
        if (most > 0 && attempts.countDeclined(tx, charge.merchant(), charge.session()) >= most) {
            settlement.exhausted(tx, charge.merchant(), charge.session());
        }
    }

    private void advance(Tx tx, Attempt attempt, AttemptState.Event event) {
        attempts.update(tx, attempt.with(attempt.state().on(event)));
    }

    private void announce(Tx tx, Charge charge, EventType ofIntent, EventType ofCharge) {
        var statement = statements.of(tx, charge.merchant(), charge.intent());
        outbox.add(tx, charge.merchant(), ofIntent, charge.intent().text(), Json.write(statement.showIntent()));
        outbox.add(tx, charge.merchant(), ofCharge, charge.id().text(), Json.write(statement.showCharge(charge.id())));
    }

    private Charge charge(Tx tx, MerchantId merchant, ChargeId id) {
        return charges.find(tx, merchant, id).orElseThrow(() -> new IllegalStateException("bug: no charge " + id));
    }

    private Attempt attempt(Tx tx, MerchantId merchant, String session, ChargeId id) {
        return attempts.find(tx, merchant, session, id)
                .orElseThrow(() -> new IllegalStateException("bug: no attempt " + id));
    }
}
