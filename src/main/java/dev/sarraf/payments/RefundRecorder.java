package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.processors.Outcome;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/// Writes down what became of a refund: the refund, its charge, the books and the events, in one transaction
/// under the charge's lock. An outcome counts once, whoever brings it.
final class RefundRecorder {
    private static final System.Logger LOG = System.getLogger(RefundRecorder.class.getName());

    private final Database database;
    private final Settlement settlement;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Statements statements;
    private final Duration doubt;
    private final InstantSource clock;
    private final RefundStore refunds = new RefundStore();
    private final ChargeStore charges = new ChargeStore();
    private final IntentStore intents = new IntentStore();

    /// `doubt` is how long after the request a failure for technical reasons is not believed.
    RefundRecorder(
            Database database,
            Settlement settlement,
            Ledger ledger,
            Outbox outbox,
            Statements statements,
            Duration doubt,
            InstantSource clock) {
        this.database = database;
        this.settlement = settlement;
        this.ledger = ledger;
        this.outbox = outbox;
        this.statements = statements;
        this.doubt = doubt;
        this.clock = clock;
    }

    void succeed(Refund asked, Outcome.Receipt receipt) {
        database.inTransaction(tx -> {
            var charge = lock(tx, asked);
            var refund = read(tx, asked);
            if (refund.isPending()) {
                refunds.succeed(tx, refund, receipt);
                charges.refunded(tx, charge, refund.amount());
                settlement.refunded(tx, charge, refund.amount());
                ledger.refundSettled(tx, refund.merchant(), refund.id().text(), refund.amount());
                intents.touch(tx, refund.merchant(), refund.intent());
                outbox.add(
                        tx,
                        refund.merchant(),
                        EventType.CHARGE_REFUNDED,
                        refund.charge().text(),
                        Json.write(statements
                                .of(tx, refund.merchant(), refund.intent())
                                .showCharge(refund.charge())));
            }
            return true;
        });
    }

    /// The bank has not given the money back. Where it says so for technical reasons, it may find out that it
    /// has: the refund stays open for a while, its amount reserved, since money that has been given back twice
    /// is gone.
    void fail(Refund asked, Outcome.Decline decline, Optional<Outcome.Receipt> receipt) {
        if (receipt.isPresent() && Declines.isTechnical(decline) && isDoubtful(asked)) {
            LOG.log(System.Logger.Level.INFO, "refund={0} may turn out to be done, asked again", asked.id());
            return;
        }
        database.inTransaction(tx -> {
            var charge = lock(tx, asked);
            var refund = read(tx, asked);
            if (refund.isPending()) {
                var movement = ledger.refundFailed(
                        tx,
                        refund.merchant(),
                        refund.id().text(),
                        refund.intent().text(),
                        refund.amount());
                refunds.fail(tx, refund, decline, receipt, movement);
                charges.refundFailed(tx, charge, refund.amount());
                intents.touch(tx, refund.merchant(), refund.intent());
                outbox.add(
                        tx,
                        refund.merchant(),
                        EventType.REFUND_FAILED,
                        refund.id().text(),
                        Json.write(RefundView.of(read(tx, refund))));
            }
            return true;
        });
    }

    private boolean isDoubtful(Refund refund) {
        return refund.sentAt()
                .filter(sent -> sent.plus(doubt).isAfter(clock.instant()))
                .isPresent();
    }

    private Charge lock(Tx tx, Refund refund) {
        return charges.lock(tx, refund.merchant(), refund.charge())
                .orElseThrow(() -> new IllegalStateException("bug: no charge " + refund.charge()));
    }

    private Refund read(Tx tx, Refund refund) {
        return refunds.find(tx, refund.merchant(), refund.id())
                .orElseThrow(() -> new IllegalStateException("bug: no refund " + refund.id()));
    }
}
