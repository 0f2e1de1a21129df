package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.TestTables;
import dev.sarraf.simulator.cards.TestTables.CodeMatch;
import dev.sarraf.simulator.cards.Verdict;
import dev.sarraf.simulator.faults.FaultKind;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// PAY, AUTHORIZE and VERIFY: a card is shown to the bank, and the test tables are what the bank knows.
final class Charges {
    /// How long an unknown answer stays so where nothing else was asked for.
    private static final Duration UNKNOWN_FOR = Duration.ofSeconds(10);

    private Charges() {}

    static Orders.Decision decide(Attempt attempt) {
        var operation = attempt.command().operation();
        var currency = attempt.currency("order.currency");
        var amount = operation == Operation.VERIFY
                ? Money.zero(currency)
                : attempt.fields().positiveAmount("order.amount", currency);
        var card = attempt.card();
        var expiry = card.requiredExpiry();
        var authentication = authentication(attempt, card, amount);
        var verdict = authentication.filter(it -> !it.status().carriesPayment()).isPresent()
                ? Verdict.NOT_AUTHENTICATED
                : byRequest(attempt, byTables(TestTables.verdict(expiry), card));

        var transaction = transaction(attempt, verdict, approved(verdict, amount), card);
        var before = attempt.head(currency).attempted(amount, attempt.reference("order.reference"), attempt.now());
        var head = after(before, transaction, verdict);
        return new Orders.Decision(
                attempt.fact(head, transaction), answer(attempt, head, transaction, verdict, card, authentication));
    }

    /// The order after the bank's word on one of these operations.
    static OrderHead after(OrderHead head, Transaction transaction, Verdict verdict) {
        var totals = head.totals();
        var amount = transaction.amount();
        if (!verdict.approved()) {
            return head.settled(totals, verdict.unknown() ? "INITIATED" : "FAILED", transaction.time());
        }
        return switch (transaction.operation()) {
            case PAY -> head.settled(totals.authorize(amount).capture(amount), "", transaction.time());
            case AUTHORIZE -> head.settled(totals.authorize(amount), "", transaction.time());
            case VERIFY -> head.settled(totals, "VERIFIED", transaction.time());
            default -> throw new IllegalStateException("bug: not a charge");
        };
    }

    /// What a charge comes to. Half of the least amount that there is would be nothing.
    private static BigDecimal approved(Verdict verdict, BigDecimal amount) {
        var half = amount.divide(BigDecimal.TWO, RoundingMode.DOWN);
        return verdict.equals(Verdict.PARTIALLY_APPROVED) && half.signum() > 0 ? half : amount;
    }

    private static Verdict byTables(Verdict byExpiry, Card card) {
        boolean wrongCode = card.securityCode().map(TestTables::match).equals(Optional.of(CodeMatch.NO_MATCH));
        return byExpiry.approved() && wrongCode ? Verdict.WRONG_SECURITY_CODE : byExpiry;
    }

    private static Verdict byRequest(Attempt attempt, Verdict verdict) {
        return switch (attempt.fault().kind()) {
            case UNKNOWN_THEN_APPROVED, UNKNOWN_THEN_DECLINED -> Verdict.UNKNOWN;
            case TIMED_OUT_THEN_APPROVED -> Verdict.TIMED_OUT;
            case PARTIALLY_APPROVED -> verdict.approved() ? Verdict.PARTIALLY_APPROVED : verdict;
            case DECLINE -> Verdict.DECLINED;
            default -> verdict;
        };
    }

    /// The authentication that the request rests on.
    ///
    /// @throws GatewayError if it is not one of this order, or was made for other money or another card
    private static Optional<Authentication> authentication(Attempt attempt, Card card, BigDecimal amount) {
        var field = "authentication.transactionId";
        return attempt.fields().text(field).map(id -> {
            var transaction = attempt.order()
                    .flatMap(it -> it.transaction(id))
                    .orElseThrow(() -> GatewayError.invalid(field, "The order has no such authentication"));
            var authentication = transaction
                    .authentication()
                    .orElseThrow(() -> GatewayError.invalid(field, "The transaction is not an authentication"));
            if (authentication.amountKnown()
                    && attempt.command().operation() != Operation.VERIFY
                    && transaction.amount().compareTo(amount) != 0) {
                throw GatewayError.invalid(field, "The authentication was made for another amount");
            }
            if (!transaction.card().equals(Optional.of(card.number().masked()))) {
                throw GatewayError.invalid(field, "The authentication was made for another card");
            }
            return authentication;
        });
    }

    private static Transaction transaction(Attempt attempt, Verdict verdict, BigDecimal amount, Card card) {
        var type = switch (attempt.command().operation()) {
            case PAY -> "PAYMENT";
            case AUTHORIZE -> "AUTHORIZATION";
            default -> "VERIFICATION";
        };
        return new Transaction(
                attempt.command().transactionId(),
                attempt.command().operation(),
                type,
                verdict.result(),
                verdict.gatewayCode(),
                amount,
                attempt.now(),
                Optional.of(card.number().masked()),
                Optional.empty(),
                Optional.empty(),
                awaited(attempt, verdict));
    }

    /// What an answer that is not the bank's last word will turn out to be.
    static Optional<Awaited> awaited(Attempt attempt, Verdict verdict) {
        var fault = attempt.fault();
        if (!verdict.unknown() && fault.kind() != FaultKind.TIMED_OUT_THEN_APPROVED) {
            return Optional.empty();
        }
        return Optional.of(
                switch (fault.kind()) {
                    case UNKNOWN_THEN_DECLINED ->
                        new Awaited(attempt.now().plus(fault.resolveAfter()), Verdict.DECLINED);
                    case UNKNOWN_THEN_APPROVED, TIMED_OUT_THEN_APPROVED ->
                        new Awaited(attempt.now().plus(fault.resolveAfter()), Verdict.APPROVED);
                    default -> new Awaited(attempt.now().plus(UNKNOWN_FOR), Verdict.APPROVED);
                });
    }

    private static ObjectNode answer(
            Attempt attempt,
            OrderHead head,
            Transaction transaction,
            Verdict verdict,
            Card card,
            Optional<Authentication> authentication) {
        var answer = Answers.about(attempt.merchant(), head, transaction);
        var view = (ObjectNode) answer.path("transaction");
        attempt.reference("transaction.reference").ifPresent(it -> view.put("reference", it));
        authentication.ifPresent(
                it -> view.put("authenticationStatus", it.status().name()));
        answer.set("response", response(attempt, verdict, card));
        Answers.authorization(attempt.merchant(), head, transaction, verdict)
                .ifPresent(it -> answer.set("authorizationResponse", it));
        authentication.ifPresent(it -> answer.set(
                "authentication",
                it.proof().put("transactionId", attempt.fields().required("authentication.transactionId"))));
        answer.set("sourceOfFunds", card.view());
        return answer;
    }

    /// The bank's words, with how the security code and the street compare. A card without a code on it, or a request
    /// without one, has nothing to compare.
    private static ObjectNode response(Attempt attempt, Verdict verdict, Card card) {
        var response = Answers.response(verdict);
        if (!verdict.equals(Verdict.NOT_AUTHENTICATED) && card.row().brand().hasSecurityCode()) {
            card.securityCode()
                    .map(TestTables::match)
                    .ifPresent(it -> response.putObject("cardSecurityCode")
                            .put("acquirerCode", it.acquirerCode())
                            .put("gatewayCode", it.name()));
        }
        attempt.fields()
                .text("billing.address.street")
                .ifPresent(street -> response.putObject("cardholderVerification")
                        .putObject("avs")
                        .put("acquirerCode", "X")
                        .put("gatewayCode", TestTables.addressMatch(street).orElse("NOT_VERIFIED")));
        return response;
    }
}
