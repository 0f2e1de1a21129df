package dev.sarraf.ledger;

import dev.sarraf.http.Json;
import dev.sarraf.merchants.MerchantId;
import tools.jackson.databind.node.ObjectNode;

/// A balance transaction as the API shows it.
public final class BalanceTransactionView {
    private BalanceTransactionView() {}

    public static ObjectNode of(MerchantId merchant, BalanceTransaction transaction) {
        var json = Json.object();
        json.put("id", transaction.id());
        json.put("object", "balance_transaction");
        json.put("amount", transaction.signedAmount());
        json.put("availableOn", Json.time(transaction.availableOn()));
        json.put("createdAt", Json.time(transaction.createdAt()));
        json.put("currency", transaction.amount().currency().name());
        json.putNull("description");
        json.put("fee", transaction.fee().minorUnits());
        json.put("net", transaction.signedNet());
        addFeeDetails(json, transaction);
        json.put("status", transaction.available() ? "AVAILABLE" : "PENDING");
        json.put("type", transaction.type().name());
        json.put("reportingCategory", transaction.type().reportingCategory());
        json.putNull("exchangeRate");
        json.put("source", transaction.source());
        json.putNull("payoutBatch");
        json.put("paymentIntentId", transaction.intent());
        json.put("merchantId", merchant.text());
        return json;
    }

    private static void addFeeDetails(ObjectNode json, BalanceTransaction transaction) {
        var details = json.putArray("feeDetails");
        if (!transaction.fee().isZero()) {
            var currency = transaction.amount().currency().name();
            long processing = transaction.fee().minus(transaction.feeVat()).minorUnits();
            details.add(detail(processing, currency, "processing_fee", "Processing fee"));
            details.add(detail(transaction.feeVat().minorUnits(), currency, "tax", "VAT on the processing fee"));
        }
    }

    private static ObjectNode detail(long amount, String currency, String type, String description) {
        var json = Json.object();
        json.put("amount", amount);
        json.put("currency", currency);
        json.put("type", type);
        json.putNull("application");
        json.put("description", description);
        return json;
    }
}
