package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.ledger.Ledger;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Money;
import dev.sarraf.payments.NewRefund.Target;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Refunds, from the request to the bank's word. Answers are rendered JSON, since their bytes are the contract.
///
/// The amount is reserved under the charge's lock before the bank is asked, so that refunds together never exceed what
/// was taken, and leaves the merchant's balance at once. The refunds of one charge follow one another.
public final class Refunds {
    /// As the contract has it: a second refund of a charge waits so long for the first.
    private static final Duration TURN = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    /// The reconciler looks for the first time so long after the bank was asked.
    private static final Duration FIRST_CHECK = Duration.ofSeconds(2);

    private final Mode mode;
    private final Database database;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Desk desk;
    private final Bank bank;
    private final RefundRecorder recorder;
    private final Steps steps;
    private final RefundStore refunds = new RefundStore();
    private final ChargeStore charges = new ChargeStore();
    private final IntentStore intents = new IntentStore();

    Refunds(Mode mode, Ledger ledger, Outbox outbox, Desk desk, Bank bank, RefundRecorder recorder, Steps steps) {
        this.mode = mode;
        this.database = desk.database();
        this.ledger = ledger;
        this.outbox = outbox;
        this.desk = desk;
        this.bank = bank;
        this.recorder = recorder;
        this.steps = steps;
    }

    /// Writes a refund down and reserves its amount. The bank is asked by [#carryOut], once this is durable.
    ///
    /// @throws Refusal with [Reason#BUSY] while another refund of the charge is with the bank
    RefundId intend(Tx tx, NewRefund request) {
        var charge = charges.lock(tx, request.merchant(), target(tx, request))
                .orElseThrow(() -> new IllegalStateException("bug: a charge is gone"));
        if (refunds.hasPending(tx, request.merchant(), charge.id())) {
            throw Refusal.of(
                    Reason.BUSY,
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "The resource is in a state that does not allow this operation: another refund of this charge is with"
                            + " the bank.");
        }
        var amount = amount(charge, request);
        var id = RefundId.random(mode);
        var movement = ledger.refundReserved(
                tx, request.merchant(), id.text(), charge.intent().text(), amount);
        charges.reserveRefund(tx, charge, amount);
        refunds.insertPending(tx, id, charge, amount, request, movement, FIRST_CHECK);
        intents.touch(tx, request.merchant(), charge.intent());
        outbox.add(
                tx,
                request.merchant(),
                EventType.REFUND_CREATED,
                id.text(),
                Json.write(RefundView.of(existing(tx, request.merchant(), id))));
        return id;
    }

    /// Asks the bank, and returns the refund once its word is certain, or as it stands when the merchant's request has
    /// waited long enough; it goes on in any case.
    ///
    /// @param isNew whether this call has written it down. Where not, the bank may have been asked before
    String carryOut(MerchantId merchant, RefundId id, boolean isNew) {
        var refund = database.inOneQuery(tx -> existing(tx, merchant, id));
        if (refund.isPending()) {
            var instruction = new RefundInstruction(desk, recorder, refund);
            steps.run(() -> {
                if (isNew) {
                    bank.tell(instruction);
                } else {
                    bank.pursue(instruction);
                }
            });
        }
        return get(merchant, id);
    }

    /// The refund where its end is known.
    Optional<String> finished(MerchantId merchant, RefundId id) {
        return Optional.of(database.inOneQuery(tx -> existing(tx, merchant, id)))
                .filter(refund -> !refund.isPending())
                .map(Refunds::show);
    }

    String get(MerchantId merchant, RefundId id) {
        return database.inOneQuery(tx -> refunds.find(tx, merchant, id))
                .map(Refunds::show)
                .orElseThrow(() -> Refusal.missing("refund", id.text()));
    }

    /// Newest first.
    List<Refund> list(MerchantId merchant, Optional<String> charge, int limit, int offset) {
        return database.inSearch(tx -> refunds.list(tx, merchant, charge, limit, offset));
    }

    /// Runs work that is refused as long as another refund of the charge is under way, again and again for five
    /// seconds.
    <T> T inTurn(Supplier<T> work) {
        long start = System.nanoTime();
        while (true) {
            try {
                return work.get();
            } catch (Refusal refusal) {
                boolean isBusy = refusal.reason() == Reason.BUSY && refusal.code() == ErrorCode.RESOURCE_INVALID_STATE;
                if (!isBusy || System.nanoTime() - start > TURN.toNanos()) {
                    throw refusal;
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while a refund waited for its turn", e);
        }
    }

    private ChargeId target(Tx tx, NewRefund request) {
        return switch (request.target()) {
            case Target.OfCharge(var id) ->
                Optional.of(id)
                        .filter(ChargeId::matches)
                        .map(ChargeId::new)
                        .filter(charge ->
                                charges.find(tx, request.merchant(), charge).isPresent())
                        .orElseThrow(() -> Refusal.missing("charge", id, Optional.of("chargeId")));
            case Target.OfIntent(var id) -> onlyChargeOf(tx, request.merchant(), id);
        };
    }

    private ChargeId onlyChargeOf(Tx tx, MerchantId merchant, String id) {
        var intent = Optional.of(id)
                .filter(IntentId::matches)
                .map(IntentId::new)
                .flatMap(known -> intents.find(tx, merchant, known))
                .orElseThrow(() -> Refusal.missing("payment_intent", id, Optional.of("paymentIntentId")));
        var succeeded = charges.ofIntent(tx, merchant, intent.id()).stream()
                .filter(charge -> charge.status() == Charge.Status.SUCCEEDED)
                .toList();
        if (succeeded.size() != 1) {
            throw Refusal.invalid(
                    ErrorCode.CHARGE_NOT_CAPTURED,
                    "paymentIntentId",
                    "The payment intent has no charge that succeeded, so there is nothing to refund.");
        }
        return succeeded.getFirst().id();
    }

    private static Money amount(Charge charge, NewRefund request) {
        if (charge.status() != Charge.Status.SUCCEEDED) {
            throw Refusal.invalid(
                    ErrorCode.CHARGE_NOT_CAPTURED,
                    "chargeId",
                    "The charge took no money, so there is nothing to refund.");
        }
        if (!charge.means().method().isRefundable()) {
            throw Refusal.invalid(
                    ErrorCode.PAYMENT_METHOD_MISMATCH,
                    "chargeId",
                    "A payment by " + charge.means().method().displayName()
                            + " cannot be refunded here. Arrange it with the provider.");
        }
        var left = charge.refundable();
        var amount = new Money(request.amount().orElse(left.minorUnits()), left.currency());
        if (amount.isZero() || amount.minorUnits() > left.minorUnits()) {
            throw Refusal.invalid(
                    ErrorCode.AMOUNT_INVALID,
                    "amount",
                    left.isZero()
                            ? "The charge has been refunded already: nothing is left to refund."
                            : "The amount is more than what is left to refund, which is %d."
                                    .formatted(left.minorUnits()));
        }
        return amount;
    }

    private Refund existing(Tx tx, MerchantId merchant, RefundId id) {
        return refunds.find(tx, merchant, id).orElseThrow(() -> new IllegalStateException("bug: no refund " + id));
    }

    private static String show(Refund refund) {
        return Json.write(RefundView.of(refund));
    }
}
