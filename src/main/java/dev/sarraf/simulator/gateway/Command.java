package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.record.Fingerprint;
import dev.sarraf.simulator.web.Bytes;
import dev.sarraf.simulator.web.Json;
import java.util.Optional;

/// A PUT on an order's transaction, read and checked as far as it can be without knowing the order.
///
/// @param secrets     the card it brings itself
/// @param fingerprint the same for every spelling of the same body; a card given by session counts as the session's id
record Command(
        Operation operation,
        String orderId,
        String transactionId,
        Fields fields,
        CardSecrets secrets,
        String fingerprint,
        Optional<String> correlationId) {
    private static final int MAX_ID = 40;

    static Command read(String orderId, String transactionId, Bytes body, Fingerprint fingerprints) {
        requireId("order.id", orderId);
        requireId("transaction.id", transactionId);
        var tree = Json.parse(body.array());
        var fingerprint = fingerprints.of(Json.canonical(tree));
        var fields = new Fields(tree);
        var name = fields.required("apiOperation");
        var operation = Operation.find(name)
                .filter(Operation::onTransaction)
                .orElseThrow(() -> GatewayError.unsupported("apiOperation", "The operation is not supported"));
        if (operation == Operation.REFUND && fields.has("sourceOfFunds")) {
            throw GatewayError.unsupported("sourceOfFunds", "A refund goes back to where the money came from");
        }
        return new Command(
                operation,
                orderId,
                transactionId,
                fields,
                CardSecrets.takeFrom(tree),
                fingerprint,
                fields.text("correlationId", 100));
    }

    static void requireId(String field, String id) {
        Fields.requireLength(field, id, MAX_ID);
        if (id.chars().anyMatch(Character::isISOControl)) {
            throw GatewayError.invalid(field, "Value holds a control character");
        }
    }
}
