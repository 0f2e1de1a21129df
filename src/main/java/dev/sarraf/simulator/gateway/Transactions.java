package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.faults.Fault;
import dev.sarraf.simulator.faults.FaultKind;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Bytes;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Pause;
import java.util.Optional;

/// What becomes of a PUT: a repeat gets what it got before, everything else is decided once and kept.
///
/// Only what was decided uses up a transaction's id; a request that does not fit, or that came at a bad moment, can be
/// sent again.
final class Transactions {
    private static final int CREATED = 201;

    private final CardSessions sessions;
    private final Authentications authentications;
    private final Pause pause;

    Transactions(CardSessions sessions, Authentications authentications, Pause pause) {
        this.sessions = sessions;
        this.authentications = authentications;
        this.pause = pause;
    }

    Answer.Whole put(Merchant merchant, Command command, Fault fault) {
        var orders = merchant.orders();
        if (!orders.enter(command.orderId())) {
            return told(merchant, command).orElseGet(() -> lockFailure(merchant, command));
        }
        try {
            fault.before(pause);
            return switch (fault.kind()) {
                case SERVER_BUSY -> throw GatewayError.busy();
                case LOCK_FAILURE -> lockFailure(merchant, command);
                default -> told(merchant, command).orElseGet(() -> act(merchant, command, fault));
            };
        } finally {
            orders.leave(command.orderId());
        }
    }

    private Answer.Whole act(Merchant merchant, Command command, Fault fault) {
        var session = command.fields()
                .text("session.id")
                .map(id -> sessions.get(merchant, id, command.fields().text("session.version")));
        var bytes = merchant.orders().change(command.orderId(), order -> {
            var decision = decide(attempt(merchant, command, order, session, fault));
            command.correlationId().ifPresent(it -> decision.answer().put("correlationId", it));
            return decision;
        });
        if (command.operation().charges() || merchant.faults().wipesSecurityCodeAtOnce()) {
            session.ifPresent(it -> sessions.forgetSecurityCode(merchant, it));
        }
        return Answer.json(CREATED, new Bytes(bytes));
    }

    private static Attempt attempt(
            Merchant merchant, Command command, Optional<Order> order, Optional<CardSession> session, Fault fault) {
        return new Attempt(
                merchant,
                merchant.now(),
                command,
                order,
                command.fields().over(session.map(CardSession::fields).orElseGet(Json::object)),
                command.secrets().over(session.map(CardSession::secrets).orElse(CardSecrets.NONE)),
                session,
                fault);
    }

    private Orders.Decision decide(Attempt attempt) {
        return switch (attempt.command().operation()) {
            case INITIATE_AUTHENTICATION -> authentications.initiate(attempt);
            case AUTHENTICATE_PAYER -> authentications.authenticate(attempt);
            case PAY, AUTHORIZE, VERIFY -> Charges.decide(attempt);
            case CAPTURE -> FollowUps.capture(attempt);
            case REFUND -> FollowUps.refund(attempt);
            case VOID -> FollowUps.cancel(attempt);
            case CREATE_SESSION, UPDATE_SESSION, RETRIEVE_SESSION, RETRIEVE_TRANSACTION, RETRIEVE_ORDER ->
                throw new IllegalStateException("bug: not an operation on a transaction");
        };
    }

    /// The answer that the same request got before.
    ///
    /// @throws GatewayError if another request has used up the transaction's id
    private static Optional<Answer.Whole> told(Merchant merchant, Command command) {
        var step = merchant.orders().find(command.orderId()).flatMap(it -> it.step(command.transactionId()));
        if (step.isEmpty()) {
            return Optional.empty();
        }
        for (var told : step.get().told()) {
            if (told.operation() == command.operation() && told.body().equals(command.fingerprint())) {
                return Optional.of(
                        Answer.json(CREATED, new Bytes(merchant.orders().bytes(told.answer()))));
            }
        }
        if (continues(step.get(), command)) {
            return Optional.empty();
        }
        throw GatewayError.invalid(
                "transaction.id", "The order already has a transaction of this id, made by another request");
    }

    /// The two operations of an authentication share one transaction.
    private static boolean continues(Order.Step step, Command command) {
        return command.operation() == Operation.AUTHENTICATE_PAYER
                && step.told().stream().allMatch(it -> it.operation() == Operation.INITIATE_AUTHENTICATION);
    }

    /// Another operation is under way on the order. Nothing is kept of the request.
    private static Answer.Whole lockFailure(Merchant merchant, Command command) {
        var head = merchant.orders().find(command.orderId()).map(Order::head);
        var order = head.map(OrderHead::view).orElseGet(() -> Json.object().put("id", command.orderId()));
        var answer = Json.object()
                .put("result", "FAILURE")
                .put("merchant", merchant.id())
                .put("version", "100");
        answer.set("order", order);
        answer.putObject("transaction").put("id", command.transactionId());
        answer.putObject("response")
                .put("gatewayCode", FaultKind.LOCK_FAILURE.name())
                .put("gatewayRecommendation", "RESUBMIT_LATER");
        return Answer.json(CREATED, answer);
    }
}
