package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/// Who wants which events: the table `event_subscriptions`.
public final class Subscriptions {
    /// Adds the endpoint's subscription or replaces it. It holds for events written after this transaction.
    public void put(Tx tx, MerchantId merchant, Subscription subscription) {
        tx.update("""
                INSERT INTO event_subscriptions (merchant_id, endpoint_id, enabled, event_types)
                VALUES (:merchant, :endpoint, :enabled, CAST(:types AS text[]))
                ON CONFLICT (merchant_id, endpoint_id)
                DO UPDATE SET enabled = EXCLUDED.enabled, event_types = EXCLUDED.event_types
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", subscription.endpoint().text())
                .bind("enabled", subscription.enabled())
                .bindArray("types", String.class, subscription.filter().selectors())
                .execute();
    }

    /// As [#put], for somebody who fetches events: they wait in the same queue, but no sender takes them.
    public void putFetched(Tx tx, MerchantId merchant, Subscription subscription) {
        put(tx, merchant, subscription);
        tx.update("""
                UPDATE event_subscriptions
                   SET fetched = true
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", subscription.endpoint().text())
                .execute();
    }

    /// From now on nothing is queued for the endpoint, and what waits is never sent.
    public void remove(Tx tx, MerchantId merchant, EndpointId endpoint) {
        tx.update("""
                DELETE FROM event_subscriptions
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", endpoint.text())
                .execute();
    }

    public Optional<Subscription> find(Tx tx, MerchantId merchant, EndpointId endpoint) {
        return tx.query("""
                SELECT endpoint_id, enabled, event_types
                  FROM event_subscriptions
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", endpoint.text())
                .map((row, _) -> subscription(row))
                .findOne();
    }

    /// All subscriptions of the merchant.
    public Map<EndpointId, Subscription> all(Tx tx, MerchantId merchant) {
        return tx.query("""
                        SELECT endpoint_id, enabled, event_types
                          FROM event_subscriptions
                         WHERE merchant_id = :merchant
                        """).bind("merchant", merchant.text()).map((row, _) -> subscription(row)).stream()
                .collect(Collectors.toMap(Subscription::endpoint, Function.identity()));
    }

    private static Subscription subscription(ResultSet row) throws SQLException {
        var selectors = (String[]) row.getArray("event_types").getArray();
        return new Subscription(
                new EndpointId(row.getString("endpoint_id")),
                row.getBoolean("enabled"),
                new EventFilter(List.of(selectors)));
    }
}
