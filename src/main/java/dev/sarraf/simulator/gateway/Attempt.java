package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.faults.Fault;
import java.time.Instant;
import java.util.Optional;

/// An operation on an order about to be decided: everything the decision depends on.
///
/// @param order   the order so far, nothing where this is its first operation
/// @param fields  the request's, over those of its card session
/// @param session the card session that the request names
/// @param fault   what a merchant wants to go wrong with it
record Attempt(
        Merchant merchant,
        Instant now,
        Command command,
        Optional<Order> order,
        Fields fields,
        CardSecrets secrets,
        Optional<CardSession> session,
        Fault fault) {
    /// The order's currency as the request gives it, which must be what it was before.
    String currency(String field) {
        var currency = fields.currency(field);
        order.ifPresent(it -> {
            if (!it.head().currency().equals(currency)) {
                throw GatewayError.invalid(field, "The currency of an order cannot change");
            }
        });
        return currency;
    }

    /// The order's head, or that of a new order.
    OrderHead head(String currency) {
        return order.map(Order::head).orElseGet(() -> OrderHead.begin(command.orderId(), currency, now));
    }

    /// An order that is there already.
    Order existingOrder() {
        return order.orElseThrow(() -> GatewayError.invalid("order.id", "Unable to find order " + command.orderId()));
    }

    Optional<String> reference(String field) {
        return fields.text(field, 200);
    }

    Card card() {
        return Card.of(fields, secrets);
    }

    Optional<Transaction> previous() {
        return order.flatMap(it -> it.transaction(command.transactionId()));
    }

    /// The line of this attempt in the record, with the order as it is afterwards.
    Fact fact(OrderHead head, Transaction transaction) {
        return new Fact(
                merchant.id(),
                head,
                transaction,
                Optional.of(new Fact.Asked(command.operation(), command.fingerprint())));
    }
}
