package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Outcome;
import java.time.Duration;
import java.util.Optional;

/// Writes down what becomes of money that the bank took too late, or took a part of: it is nobody's here until it
/// has been given back.
final class Reversals {
    private static final System.Logger LOG = System.getLogger(Reversals.class.getName());

    /// Between two tries of a refund that the bank declines; each next pause is twice as long, up to a day.
    private static final Duration FIRST_PAUSE = Duration.ofMinutes(1);

    private final Database database;
    private final Settlement settlement;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Statements statements;
    private final ChargeStore charges = new ChargeStore();
    private final IntentStore intents = new IntentStore();

    Reversals(Database database, Settlement settlement, Ledger ledger, Outbox outbox, Statements statements) {
        this.database = database;
        this.settlement = settlement;
        this.ledger = ledger;
        this.outbox = outbox;
        this.statements = statements;
    }

    /// The money of this charge cannot be kept: it is to be given back, at once. The caller holds the session's lock,
    /// and the charge has failed as far as anybody knows.
    void begin(Tx tx, Charge charge) {
        begin(tx, charge, Optional.empty(), "late success is reversed");
    }

    /// As [#begin], of a charge of which the bank took this part only.
    void beginPart(Tx tx, Charge charge, Money part) {
        begin(tx, charge, Optional.of(part), "part of a charge is reversed");
    }

    private void begin(Tx tx, Charge charge, Optional<Money> part, String what) {
        LOG.log(System.Logger.Level.WARNING, "{0} charge={1} session={2}", what, charge.id(), charge.session());
        charges.reverse(tx, charge, part);
        ledger.strayCaptured(tx, charge.merchant(), charge.id().text(), part.orElse(charge.amount()));
        intents.touch(tx, charge.merchant(), charge.intent());
    }

    /// The bank has given the money back by this step. Where the order was paid by another charge, an event says
    /// so, unless this one never came to all of what was owed.
    void reversed(Charge asked, Charge.Reversal how) {
        database.inTransaction(tx -> {
            var charge = charges.lock(tx, asked.merchant(), asked.id()).orElseThrow();
            if (charge.status() == Charge.Status.REVERSING) {
                charges.reversed(tx, charge, how);
                ledger.strayReversed(tx, charge.merchant(), charge.id().text(), charge.taken());
                intents.touch(tx, charge.merchant(), charge.intent());
                if (charge.part().isEmpty()) {
                    settlement
                            .orderPaid(tx, charge.merchant(), charge.session())
                            .ifPresent(order -> announce(tx, charge, order));
                }
            }
            return true;
        });
    }

    /// The bank will not do this step: the next one is due.
    ///
    /// @param mayTurnOut whether the bank may find out later that it has done it after all, and is given time to
    void refused(Charge asked, Charge.Reversal done, Outcome.Decline decline, boolean mayTurnOut) {
        database.inTransaction(tx -> {
            var charge = charges.lock(tx, asked.merchant(), asked.id()).orElseThrow();
            // Somebody else may have gone on to the next step with the same refusal.
            if (charge.status() == Charge.Status.REVERSING && charge.reversal().equals(Optional.of(done))) {
                var next = done.next();
                boolean isVoid = done.step() == Charge.Reversal.Step.VOID;
                var pause = isVoid && !mayTurnOut ? Duration.ZERO : pause(done.round());
                LOG.log(
                        System.Logger.Level.WARNING,
                        "reversal refused charge={0} step={1} round={2} why={3}",
                        charge.id(),
                        done.step(),
                        done.round(),
                        decline.code());
                charges.reverseBy(tx, charge, next, pause);
            }
            return true;
        });
    }

    private static Duration pause(int round) {
        return FIRST_PAUSE.multipliedBy(1L << Math.min(round, 10));
    }

    private void announce(Tx tx, Charge charge, Settlement.PaidOrder order) {
        var json = Json.object();
        json.put("object", "order");
        json.put("orderReference", order.reference());
        json.put("paidCheckoutSessionId", order.session());
        json.put("checkoutSessionId", charge.session());
        json.set("charge", statements.of(tx, charge.merchant(), charge.intent()).showCharge(charge.id()));
        outbox.add(
                tx,
                charge.merchant(),
                EventType.ORDER_DUPLICATE_CHARGE_REVERSED,
                charge.id().text(),
                Json.write(json));
    }
}
