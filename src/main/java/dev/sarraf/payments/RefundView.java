package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.processors.Outcome.Decline;
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
            var destination = json.putObject("destinationDetails");
            destination.put("type", "card");
            var card = destination.putObject("card");
            card.put("reference", external.orElse(null));
            card.put("referenceStatus", external.isPresent() ? "available" : "unavailable");
            card.put("referenceType", "acquirer_reference_number");
            card.put("type", "refund");
        }
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
