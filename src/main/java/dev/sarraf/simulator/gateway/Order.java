package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.record.Span;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// An order with everything that happened to it, oldest first.
record Order(OrderHead head, List<Step> steps) {
    Order {
        steps = List.copyOf(steps);
    }

    /// A transaction with where its answers lie.
    ///
    /// @param told   what was answered to which request, for repeats
    /// @param latest the answer that shows the transaction as it is now
    record Step(Transaction transaction, List<Told> told, Span latest) {
        Step {
            told = List.copyOf(told);
        }
    }

    /// What was answered to a request.
    ///
    /// @param body the fingerprint of the request's body
    record Told(Operation operation, String body, Span answer) {}

    /// The order after a fact whose answer lies at `answer`. Replaying the record does the same as living through it.
    static Order after(Optional<Order> before, Fact fact, Span answer) {
        var id = fact.transaction().id();
        var old = before.flatMap(order -> order.step(id));
        var told = Stream.concat(
                        old.stream().flatMap(step -> step.told().stream()),
                        fact.request().stream().map(it -> new Told(it.operation(), it.body(), answer)))
                .toList();
        var step = new Step(fact.transaction(), told, answer);
        var others = before.map(Order::steps).orElse(List.of());
        var steps = old.isPresent()
                ? others.stream()
                        .map(it -> it.transaction().id().equals(id) ? step : it)
                        .toList()
                : Stream.concat(others.stream(), Stream.of(step)).toList();
        return new Order(fact.head(), steps);
    }

    Optional<Step> step(String transactionId) {
        return steps.stream()
                .filter(it -> it.transaction().id().equals(transactionId))
                .findFirst();
    }

    Optional<Transaction> transaction(String id) {
        return step(id).map(Step::transaction);
    }

    Stream<Transaction> transactions() {
        return steps.stream().map(Step::transaction);
    }

    boolean voided(Transaction transaction) {
        return transactions()
                .anyMatch(it -> it.operation() == Operation.VOID
                        && it.approved()
                        && it.target().equals(Optional.of(transaction.id())));
    }

    boolean awaitsAnything() {
        return transactions().anyMatch(it -> it.awaited().isPresent());
    }

    /// The sum of the operations of this kind whose outcome is not known yet.
    BigDecimal awaited(Operation operation) {
        return transactions()
                .filter(it -> it.operation() == operation && it.awaited().isPresent())
                .map(Transaction::amount)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    /// The last transaction that moved money and was not taken back.
    Optional<Transaction> lastMove() {
        return transactions()
                .filter(it -> it.movesMoney() && it.approved() && !voided(it))
                .reduce((_, later) -> later);
    }
}
