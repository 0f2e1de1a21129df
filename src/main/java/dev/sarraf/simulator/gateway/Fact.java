package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// Something that happened to an order: one line of the record.
///
/// @param head        the order as it is afterwards
/// @param transaction the transaction as it is afterwards
/// @param request     what asked for it; nothing where time or the payer did
record Fact(String merchant, OrderHead head, Transaction transaction, Optional<Asked> request) {
    /// A request, recognisable when it comes again.
    record Asked(Operation operation, String body) {}

    /// The line: what the bank did, readable by anybody, and under `state` what this simulator needs to go on from it.
    ObjectNode json() {
        var line = Json.object()
                .put("time", Times.text(transaction.time()))
                .put("merchant", merchant)
                .put("kind", transaction.operation().name())
                .put("order", head.id())
                .put("transaction", transaction.id())
                .put("type", transaction.type())
                .put("result", transaction.result())
                .put("gatewayCode", transaction.gatewayCode())
                .put("amount", transaction.amount().toPlainString())
                .put("currency", head.currency());
        transaction.card().ifPresent(it -> line.put("card", it));
        transaction.target().ifPresent(it -> line.put("targetTransaction", it));
        transaction
                .authentication()
                .ifPresent(it -> line.put("authenticationStatus", it.status().name()));
        line.set("state", Json.tree(new State(head, transaction, request)));
        return line;
    }

    /// Reads a line of [#json].
    static Fact of(ObjectNode line) {
        var state = Json.convert(line.path("state"), State.class);
        return new Fact(line.path("merchant").stringValue(""), state.head(), state.transaction(), state.request());
    }

    private record State(OrderHead head, Transaction transaction, Optional<Asked> request) {}
}
