package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.ThreeDSecure;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// INITIATE_AUTHENTICATION and AUTHENTICATE_PAYER: the card's number decides how its issuer behaves.
final class Authentications {
    private final AuthenticationAnswers answers;

    Authentications(AuthenticationAnswers answers) {
        this.answers = answers;
    }

    Orders.Decision initiate(Attempt attempt) {
        var currency = attempt.currency("order.currency");
        requireBrowserChannel(attempt.fields());
        var card = attempt.card();
        if (card.row().threeDSecure() == ThreeDSecure.INITIATE_ERROR) {
            throw GatewayError.failed(500);
        }
        var amount = attempt.fields().amount("order.amount", currency);
        var status = card.row().threeDSecure() == ThreeDSecure.NOT_ENROLLED
                ? AuthenticationStatus.AUTHENTICATION_NOT_SUPPORTED
                : AuthenticationStatus.AUTHENTICATION_AVAILABLE;
        var authentication = new Authentication(status, card.row().brand(), Tokens.uuid(), false, Optional.empty());
        return decision(attempt, card, currency, amount.orElse(Money.zero(currency)), authentication, false);
    }

    Orders.Decision authenticate(Attempt attempt) {
        var currency = attempt.currency("order.currency");
        var amount = attempt.fields().positiveAmount("order.amount", currency);
        var card = attempt.card();
        var before = initiated(attempt, card);
        var browser = PayerBrowser.of(attempt.fields());
        if (card.row().threeDSecure() == ThreeDSecure.AUTHENTICATE_ERROR) {
            throw GatewayError.failed(500);
        }
        var status = end(card.row().threeDSecure());
        var challenge = status == AuthenticationStatus.AUTHENTICATION_PENDING
                ? Optional.of(new Challenge(
                        Tokens.secret(),
                        before.serverTransactionId(),
                        Tokens.uuid(),
                        browser.returnUrl(),
                        attempt.session().map(CardSession::id),
                        Optional.empty()))
                : Optional.<Challenge>empty();
        return decision(attempt, card, currency, amount, before.with(status, challenge), true);
    }

    /// What the initiated authentication of this transaction said.
    private static Authentication initiated(Attempt attempt, Card card) {
        var before = attempt.previous()
                .orElseThrow(() -> GatewayError.invalid(
                        "transaction.id", "INITIATE_AUTHENTICATION comes first, with the same ids"));
        if (!before.card().equals(Optional.of(card.number().masked()))) {
            throw GatewayError.invalid(CardSecrets.NUMBER_FIELD, "The authentication was initiated for another card");
        }
        return before.authentication().orElseThrow(() -> new IllegalStateException("bug: not an authentication"));
    }

    private static AuthenticationStatus end(ThreeDSecure issuer) {
        return switch (issuer) {
            case CHALLENGE -> AuthenticationStatus.AUTHENTICATION_PENDING;
            case FRICTIONLESS -> AuthenticationStatus.AUTHENTICATION_SUCCESSFUL;
            case ATTEMPTED -> AuthenticationStatus.AUTHENTICATION_ATTEMPTED;
            case REJECTED -> AuthenticationStatus.AUTHENTICATION_REJECTED;
            case NOT_AUTHENTICATED -> AuthenticationStatus.AUTHENTICATION_FAILED;
            case UNAVAILABLE -> AuthenticationStatus.AUTHENTICATION_UNAVAILABLE;
            case EXEMPT -> AuthenticationStatus.AUTHENTICATION_EXEMPT;
            case NOT_ENROLLED -> AuthenticationStatus.AUTHENTICATION_NOT_SUPPORTED;
            case INITIATE_ERROR, AUTHENTICATE_ERROR ->
                throw new IllegalStateException("bug: such a card is refused before");
        };
    }

    private static void requireBrowserChannel(Fields fields) {
        var field = "authentication.channel";
        if (!fields.required(field).equals("PAYER_BROWSER")) {
            throw GatewayError.unsupported(field, "Only PAYER_BROWSER is supported");
        }
    }

    private Orders.Decision decision(
            Attempt attempt,
            Card card,
            String currency,
            BigDecimal amount,
            Authentication authentication,
            boolean ofPayer) {
        var status = authentication.status();
        var transaction = new Transaction(
                attempt.command().transactionId(),
                attempt.command().operation(),
                "AUTHENTICATION",
                status.result(),
                status.gatewayCode(),
                amount,
                attempt.now(),
                Optional.of(card.number().masked()),
                Optional.empty(),
                Optional.of(authentication),
                Optional.empty());
        var head = attempt.head(currency)
                .attempted(amount, attempt.reference("order.reference"), attempt.now())
                .authenticated(status, attempt.now());
        var answer = ofPayer
                ? answers.authenticated(attempt, head, transaction, card, authentication)
                : answers.initiated(attempt, head, transaction, card, authentication);
        return new Orders.Decision(attempt.fact(head, transaction), answer);
    }

    /// The fact that the payer has ended a challenge, and how the authentication is told of from now on.
    ///
    /// @param told the answer that was last given of it
    static Orders.Decision chosen(
            Merchant merchant, Order order, Order.Step step, ChallengeOutcome outcome, ObjectNode told) {
        var before = step.transaction();
        var authentication = before.authentication()
                .map(it -> it.with(outcome.status(), it.challenge().map(challenge -> challenge.chosen(outcome))))
                .orElseThrow(() -> new IllegalStateException("bug: not an authentication"));
        var transaction = new Transaction(
                before.id(),
                before.operation(),
                before.type(),
                outcome.status().result(),
                outcome.status().gatewayCode(),
                before.amount(),
                merchant.now(),
                before.card(),
                before.target(),
                Optional.of(authentication),
                before.awaited());
        var head = order.head().authenticated(outcome.status(), merchant.now());
        return new Orders.Decision(
                new Fact(merchant.id(), head, transaction, Optional.empty()),
                AuthenticationAnswers.chosen(merchant, head, transaction, authentication, outcome, told));
    }
}
