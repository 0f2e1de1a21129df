package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.processors.Outcome.Decline;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A refund as the API shows it.
final class RefundView {
    private RefundView() {}

    static ObjectNode of(Refund refund) {
        var external = refund.receipt().flatMap(receipt -> receipt.externalId());
        var json = Json.object();
        json.put("id", refund.id().text());
        json.put("object", "refund");
        json.put("amount", refund.amount().minorUnits());
        json.put("currency", refund.amount().currency().name());
        json.put("chargeId", refund.charge().text());
        json.put("paymentIntentId", refund.intent().text());
        json.put("balanceTransactionId", refund.balanceTransaction());
        json.put(
                "failureBalanceTransactionId",
                refund.failureBalanceTransaction().orElse(null));
        json.put("externalRefundId", external.orElse(null));
        json.put("createdAt", Json.time(refund.createdAt()));
        json.put("status", refund.status().name());
        json.put("reason", refund.reason().map(Enum::name).orElse(null));
        json.put("failureReason", refund.decline().map(RefundView::reason).orElse(null));
        json.put(
                "failureCode",
                refund.decline()
                        .map(decline -> decline.declineCode().orElse(decline.code()))
                        .orElse(null));
        json.put(
                "failureMessage", refund.decline().map(Decline::merchantMessage).orElse(null));
        json.put("pendingReason", refund.isPending() ? "processing" : null);
        json.put("description", refund.description().orElse(null));
        json.put("instructionsEmail", refund.instructionsEmail().orElse(null));
        if (refund.status() == Refund.Status.SUCCEEDED) {
            json.set("destinationDetails", destination(refund, external));
        }
        return json;
    }

    private static ObjectNode destination(Refund refund, Optional<String> external) {
        var json = Json.object();
        if (refund.method().isLocal()) {
            var type = refund.method().category();
            json.put("type", type);
            json.putObject(type)
                    .put("reference", external.orElse(null))
                    .put("provider", refund.method().text());
            return json;
        }
        json.put("type", "card");
        var card = json.putObject("card");
        card.put("reference", external.orElse(null));
        card.put("referenceStatus", external.isPresent() ? "available" : "unavailable");
        card.put("referenceType", "acquirer_reference_number");
        card.put("type", "refund");
        return json;
    }

    /// In the words that the contract has for refunds.
    private static String reason(Decline decline) {
        return switch (decline.declineCode().orElse(decline.code())) {
            case "insufficient_funds" -> "insufficient_funds";
            case "expired_card" -> "expired_or_canceled_card";
            case "processing_error" -> "unknown";
            default -> "declined";
        };
    }
}
