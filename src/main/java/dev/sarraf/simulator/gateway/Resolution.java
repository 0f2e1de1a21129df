package dev.sarraf.simulator.gateway;

import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What was unknown becomes known.
final class Resolution {
    private Resolution() {}

    /// The fact that the awaited answer has come, and how the transaction is told of from now on.
    ///
    /// @param told the answer that was last given of it
    static Orders.Decision of(Merchant merchant, Order order, Order.Step step, ObjectNode told) {
        var before = step.transaction();
        var awaited = before.awaited().orElseThrow();
        var verdict = awaited.becomes();
        var transaction = new Transaction(
                before.id(),
                before.operation(),
                before.type(),
                verdict.result(),
                verdict.gatewayCode(),
                before.amount(),
                awaited.at(),
                before.card(),
                before.target(),
                before.authentication(),
                Optional.empty());
        var head = before.operation().charges()
                ? Charges.after(order.head(), transaction, verdict)
                : FollowUps.after(order, order.head(), transaction, verdict);
        var answer = told.deepCopy();
        var fresh = Answers.about(merchant, head, transaction);
        fresh.properties().forEach(member -> answer.set(member.getKey(), member.getValue()));
        if (told.path("transaction") instanceof ObjectNode old
                && answer.path("transaction") instanceof ObjectNode view) {
            var merged = old.deepCopy();
            Fields.merge(merged, view);
            answer.set("transaction", merged);
        }
        if (answer.path("response") instanceof ObjectNode response) {
            Fields.merge(response, Answers.response(verdict));
        }
        answer.put("timeOfRecord", told.path("timeOfRecord").stringValue(""));
        return new Orders.Decision(new Fact(merchant.id(), head, transaction, Optional.empty()), answer);
    }
}
