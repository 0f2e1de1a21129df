package dev.sarraf.audit;

import static dev.sarraf.audit.Invariant.L8;

import java.util.List;

/// Test and live apart: L8. A mode's schema bears the mode's name, and so does every id that was made in it.
final class ModeChecks {
    static final List<Check> ALL = List.of(
            strangers(
                    "checkout sessions",
                    "checkout_sessions",
                    "id",
                    "intent_id",
                    "superseded_by",
                    "customer_id",
                    "payer_id"),
            strangers("payment intents", "payment_intents", "id", "session_id", "latest_charge_id"),
            strangers("attempts", "payment_attempts", "charge_id", "intent_id", "session_id"),
            strangers("charges", "charges", "id", "intent_id", "session_id"),
            strangers("refunds", "refunds", "id", "charge_id", "intent_id", "balance_transaction_id"),
            strangers("idempotency keys", "idempotency_keys", "object_id"),
            strangers("journal entries", "journal_entries", "id", "source_id"),
            strangers("balance transactions", "balance_transactions", "id", "source_id", "intent_id"),
            strangers("events", "events", "id", "object_id"),
            strangers("deliveries", "deliveries", "event_id", "endpoint_id"),
            strangers("products", "products", "id", "default_price_id"),
            strangers("prices", "prices", "id", "product_id"),
            strangers("coupons", "coupons", "id"),
            strangers("promotion codes", "promotion_codes", "id", "coupon_id", "customer_id"),
            strangers("redemptions", "discount_redemptions", "session_id", "coupon_id", "promotion_code_id"),
            strangers("customers", "customers", "id"),
            strangers("webhook endpoints", "webhook_endpoints", "id"));

    private ModeChecks() {}

    /// Rows of a table with an id of the other mode in one of these columns.
    private static Check strangers(String subject, String table, String... columns) {
        return new Check(
                L8, subject, "SELECT count(*) FROM " + table, """
                SELECT foreign_id
                  FROM %s
                 CROSS JOIN LATERAL unnest(ARRAY[%s]) AS foreign_id
                 WHERE split_part(foreign_id, '_', 2) IN ('test', 'live')
                   AND split_part(foreign_id, '_', 2) <> current_schema()
                """.formatted(table, String.join(", ", columns)));
    }
}
