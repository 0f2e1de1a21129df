package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.Verdict;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// CAPTURE, REFUND and VOID: what can be done with money that a charge has reserved or moved.
final class FollowUps {
    /// The bank's batch closes so long after a transaction; until then it can be taken back as if it had never been.
    private static final Duration BATCH = Duration.ofHours(24);

    private FollowUps() {}

    static Orders.Decision capture(Attempt attempt) {
        var order = attempt.existingOrder();
        var amount = amount(attempt);
        requireAtMost(
                amount,
                order.head().totals().capturable().subtract(order.awaited(Operation.CAPTURE)),
                "left to capture");
        return decision(attempt, order, "CAPTURE", amount, Optional.empty());
    }

    static Orders.Decision refund(Attempt attempt) {
        var order = attempt.existingOrder();
        var amount = amount(attempt);
        requireAtMost(
                amount, order.head().totals().refundable().subtract(order.awaited(Operation.REFUND)), "left to refund");
        return decision(attempt, order, "REFUND", amount, Optional.empty());
    }

    static Orders.Decision cancel(Attempt attempt) {
        var order = attempt.existingOrder();
        var target = target(attempt, order);
        var type = switch (target.operation()) {
            case PAY -> "VOID_PAYMENT";
            case AUTHORIZE -> "VOID_AUTHORIZATION";
            case CAPTURE -> "VOID_CAPTURE";
            default -> "VOID_REFUND";
        };
        return decision(attempt, order, type, target.amount(), Optional.of(target));
    }

    private static Transaction target(Attempt attempt, Order order) {
        var field = "transaction.targetTransactionId";
        var id = attempt.fields().required(field);
        var target = order.transaction(id)
                .orElseThrow(() -> GatewayError.invalid(field, "The order has no such transaction"));
        if (!order.lastMove().equals(Optional.of(target))) {
            throw GatewayError.invalid(field, "Only the order's last approved transaction can be voided");
        }
        if (order.awaitsAnything()) {
            throw GatewayError.invalid(field, "The order waits for the bank's answer to another transaction");
        }
        if (!attempt.now().isBefore(target.time().plus(BATCH))) {
            throw GatewayError.invalid(field, "The transaction is settled and can only be refunded");
        }
        return target;
    }

    private static BigDecimal amount(Attempt attempt) {
        return attempt.fields().positiveAmount("transaction.amount", attempt.currency("transaction.currency"));
    }

    private static void requireAtMost(BigDecimal amount, BigDecimal available, String what) {
        if (amount.compareTo(available) > 0) {
            throw GatewayError.invalid(
                    "transaction.amount", "Value is more than the " + available.toPlainString() + " " + what);
        }
    }

    private static Orders.Decision decision(
            Attempt attempt, Order order, String type, BigDecimal amount, Optional<Transaction> target) {
        var verdict = verdict(attempt);
        var transaction = new Transaction(
                attempt.command().transactionId(),
                attempt.command().operation(),
                type,
                verdict.result(),
                verdict.gatewayCode(),
                amount,
                attempt.now(),
                order.transactions().flatMap(it -> it.card().stream()).findFirst(),
                target.map(Transaction::id),
                Optional.empty(),
                Charges.awaited(attempt, verdict));
        var head = after(order, order.head(), transaction, verdict);
        var answer = Answers.about(attempt.merchant(), head, transaction);
        answer.set("response", Answers.response(verdict));
        attempt.reference("transaction.reference")
                .ifPresent(it -> ((ObjectNode) answer.path("transaction")).put("reference", it));
        return new Orders.Decision(attempt.fact(head, transaction), answer);
    }

    /// The bank grants all of these unless it was asked not to.
    private static Verdict verdict(Attempt attempt) {
        return switch (attempt.fault().kind()) {
            case TIMED_OUT_THEN_APPROVED -> Verdict.TIMED_OUT;
            case DECLINE -> Verdict.DECLINED;
            case UNKNOWN_THEN_APPROVED, UNKNOWN_THEN_DECLINED -> Verdict.UNKNOWN;
            default -> Verdict.APPROVED;
        };
    }

    /// The order after the bank's word on one of these operations.
    static OrderHead after(Order order, OrderHead head, Transaction transaction, Verdict verdict) {
        if (!verdict.approved()) {
            return head.settled(head.totals(), head.status(), transaction.time());
        }
        var totals = head.totals();
        var amount = transaction.amount();
        return switch (transaction.operation()) {
            case CAPTURE -> head.settled(totals.capture(amount), "", transaction.time());
            case REFUND -> head.settled(totals.refund(amount), "", transaction.time());
            case VOID -> head.settled(takenBack(order, totals, transaction), "CANCELLED", transaction.time());
            default -> throw new IllegalStateException("bug: not a follow-up");
        };
    }

    private static Totals takenBack(Order order, Totals totals, Transaction transaction) {
        var target = transaction.target().flatMap(order::transaction).orElseThrow();
        var back = target.amount().negate();
        return switch (target.operation()) {
            case PAY -> totals.authorize(back).capture(back);
            case AUTHORIZE -> totals.authorize(back);
            case CAPTURE -> totals.capture(back);
            case REFUND -> totals.refund(back);
            default -> throw new IllegalStateException("bug: nothing to take back");
        };
    }
}
