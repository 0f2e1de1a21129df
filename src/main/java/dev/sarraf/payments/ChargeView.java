package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.ledger.BalanceTransaction;
import dev.sarraf.ledger.BalanceTransactionView;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A charge as the API shows it: all its keys, always.
final class ChargeView {
    private ChargeView() {}

    /// @param refunds newest first
    /// @param balance how the charge moved the merchant's balance
    /// @param receiptUrl where its receipt is read
    static ObjectNode of(
            Charge charge, List<Refund> refunds, Optional<BalanceTransaction> balance, Optional<URI> receiptUrl) {
        boolean captured = charge.status() == Charge.Status.SUCCEEDED;
        var json = Json.object();
        json.put("id", charge.id().text());
        json.put("object", "charge");
        json.put("amount", charge.amount().minorUnits());
        json.put("amountCaptured", captured ? charge.amount().minorUnits() : 0);
        json.put("amountRefunded", charge.refunded().minorUnits());
        json.put("currency", charge.amount().currency().name());
        json.put("createdAt", Json.time(charge.createdAt()));
        json.put("status", status(charge));
        json.put("paid", captured);
        json.put("refunded", isRefunded(charge));
        json.put("captured", captured);
        json.put("capturedAt", charge.capturedAt().map(Json::time).orElse(null));
        json.put(
                "failureCode",
                charge.decline()
                        .map(decline -> decline.declineCode().orElse(decline.code()))
                        .orElse(null));
        json.put(
                "failureMessage",
                charge.decline().map(PaymentErrorView::customerMessage).orElse(null));
        json.put("receiptUrl", receiptUrl.map(URI::toString).orElse(null));
        json.put("receiptEmail", BreakdownView.email(charge.breakdown()));
        json.set("billingDetails", BreakdownView.billing(charge.breakdown()));
        json.set("paymentMethodDetails", PaymentDetailsView.of(charge));
        json.set("outcome", outcome(charge));
        if (balance.isPresent()) {
            json.set("balanceTransaction", BalanceTransactionView.of(charge.merchant(), balance.get()));
        } else {
            json.putNull("balanceTransaction");
        }
        json.set("presentmentDetails", BreakdownView.presentmentDetails(charge.breakdown()));
        json.putArray("refunds").addAll(refunds.stream().map(RefundView::of).toList());
        json.put("paymentIntentId", charge.intent().text());
        json.put("paymentMethodId", PaymentMethodView.id(charge));
        json.putNull("calculatedStatementDescriptor");
        json.put("disputed", false);
        json.put(
                "externalChargeId",
                charge.receipt().flatMap(receipt -> receipt.externalId()).orElse(null));
        json.set(
                "config",
                BreakdownView.config(
                        charge.breakdown(),
                        balance.map(movement -> movement.fee())
                                .orElseGet(() -> charge.amount().times(0))));
        json.putNull("geocoding");
        json.putNull("session");
        json.putNull("merchantOrigin");
        json.putNull("merchantDomain");
        var capabilities = json.putObject("processorCapabilities");
        boolean refundable = charge.means().method().isRefundable();
        capabilities.put("supportsRefund", refundable);
        capabilities.put("supportsPartialRefund", refundable);
        json.putNull("activeHoldId");
        json.put("settlementModel", "direct");
        return json;
    }

    /// As the API tells it: with what has been given back. A charge that came too late, or in part, and is given
    /// back whole never counted.
    static String status(Charge charge) {
        return switch (charge.status()) {
            case PENDING -> "PENDING";
            case FAILED -> "FAILED";
            case REVERSING, REVERSED -> "CANCELED";
            case SUCCEEDED ->
                charge.refunded().isZero() ? "SUCCEEDED" : isRefunded(charge) ? "REFUNDED" : "PARTIALLY_REFUNDED";
        };
    }

    private static boolean isRefunded(Charge charge) {
        return charge.refunded().equals(charge.amount());
    }

    private static ObjectNode outcome(Charge charge) {
        var json = Json.object();
        json.put(
                "networkStatus",
                switch (charge.status()) {
                    case SUCCEEDED -> "approved_by_network";
                    case REVERSING, REVERSED -> "reversed_after_approval";
                    case FAILED -> charge.receipt().isPresent() ? "declined_by_network" : "not_sent_to_network";
                    case PENDING -> null;
                });
        json.put(
                "reason",
                charge.decline()
                        .map(decline -> decline.declineCode().orElse(decline.code()))
                        .orElse(null));
        json.put("riskLevel", "not_assessed");
        json.put("riskScore", 0);
        json.put("sellerMessage", sellerMessage(charge));
        json.put(
                "type",
                switch (charge.status()) {
                    case SUCCEEDED, REVERSING, REVERSED -> "authorized";
                    case FAILED -> charge.receipt().isPresent() ? "issuer_declined" : "invalid";
                    case PENDING -> "pending";
                });
        return json;
    }

    private static @Nullable String sellerMessage(Charge charge) {
        return switch (charge.status()) {
            case REVERSING ->
                charge.part()
                        .map(part -> "The bank took only " + part + ". It is asked to give that back.")
                        .orElse("The bank approved the charge too late. It is asked to give the money back.");
            case REVERSED ->
                charge.part()
                        .map(part -> "The bank took only " + part + " and has given that back.")
                        .orElse("The bank approved the charge too late and has given the money back.");
            case PENDING, SUCCEEDED, FAILED ->
                charge.decline().map(decline -> decline.merchantMessage()).orElse(null);
        };
    }
}
