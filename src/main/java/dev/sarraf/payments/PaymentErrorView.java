package dev.sarraf.payments;

import dev.sarraf.http.Json;
import dev.sarraf.processors.Outcome.Decline;
import tools.jackson.databind.node.ObjectNode;

/// Why an attempt failed, as `lastPaymentError` shows it: all its keys, always.
final class PaymentErrorView {
    private final String docs;

    /// `docs` is the page whose anchors explain the codes.
    PaymentErrorView(String docs) {
        this.docs = docs;
    }

    ObjectNode of(Charge charge, Decline decline) {
        var json = Json.object();
        json.put("type", type(charge, decline));
        json.put("code", decline.code());
        json.put("declineCode", decline.declineCode().orElse(null));
        json.put(
                "networkDeclineCode",
                charge.receipt().flatMap(receipt -> receipt.acquirerCode()).orElse(null));
        json.put("message", customerMessage(decline));
        json.put("merchantMessage", decline.merchantMessage());
        json.put("adviceCode", decline.advice().orElse(null));
        json.put("docUrl", docs + "#" + decline.declineCode().orElse(decline.code()));
        json.putNull("param");
        json.put("chargeId", charge.id().text());
        json.put("paymentMethodType", charge.means().method().text());
        json.set("paymentMethod", PaymentMethodView.of(charge));
        json.put(
                "processorCode",
                charge.receipt().map(receipt -> receipt.gatewayCode()).orElse(null));
        json.put(
                "processorMessage",
                charge.receipt().flatMap(receipt -> receipt.acquirerMessage()).orElse(null));
        return json;
    }

    private static String type(Charge charge, Decline decline) {
        if (decline.code().equals("processing_error")) {
            return "processor_error";
        }
        return charge.means().method().isLocal() ? "payment_method_error" : "card_error";
    }

    /// Safe to show to the customer: what happened, and that no money moved.
    static String customerMessage(Decline decline) {
        return switch (decline.declineCode().orElse(decline.code())) {
            case "insufficient_funds" -> "The card has not enough funds. Nothing was charged.";
            case "expired_card" -> "The card has expired. Nothing was charged.";
            case "incorrect_cvc" -> "The security code is not right. Nothing was charged.";
            case "authentication_required" -> "The bank could not confirm the payment. Nothing was charged.";
            case "processing_error" -> "The payment could not be processed. Nothing was charged.";
            case "voucher_expired" -> "The voucher was not paid in time. Nothing was charged.";
            case "voucher_failed" -> "The voucher cannot be paid any more. Nothing was charged.";
            case "payment_rejected" -> "The payment was rejected on the phone. Nothing was charged.";
            case "payment_timed_out" -> "The payment was not approved in time. Nothing was charged.";
            case "payment_canceled" -> "The payment was canceled. Nothing was charged.";
            case "credit_refused" -> "There is no credit for this amount. Nothing was charged.";
            case "verification_failed" -> "The code was not right. Nothing was charged.";
            default -> "The bank declined the card. Nothing was charged.";
        };
    }
}
