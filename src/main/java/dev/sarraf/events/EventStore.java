package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;

/// The table `events`, and the first rows of `deliveries` that belong to an event.
final class EventStore {
    record NewEvent(
            EventId id, EventType type, boolean livemode, String apiVersion, String objectId, String objectJson) {}

    /// Writes the event with its payload, and what the subscriptions make of it; returns the number of deliveries.
    ///
    /// The payload is put together here because its time and sequence come from the database, and a second round
    /// trip would be paid by every payment. The pieces need no escaping: they are ids, names of types and rendered
    /// JSON.
    int insert(Tx tx, MerchantId merchant, NewEvent event) {
        return tx.update("""
                WITH moment AS MATERIALIZED (
                    SELECT date_trunc('milliseconds', business_now(:merchant)) AS created_at,
                           (SELECT coalesce(max(e.sequence), 0) + 1
                              FROM events AS e
                             WHERE e.merchant_id = :merchant
                               AND e.object_id = :object) AS sequence
                ), event AS (
                    INSERT INTO events (merchant_id, id, type, object_id, sequence, created_at, payload)
                    SELECT :merchant, :id, :type, :object, sequence, created_at,
                           format('{"id":"%s","object":"event","api_version":"%s","created":"%s","type":"%s",'
                                  '"livemode":%s,"sequence":%s,"data":{"object":%s}}',
                                  :id,
                                  :version,
                                  to_char(created_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
                                  :type,
                                  :livemode,
                                  sequence,
                                  :json)
                      FROM moment
                    RETURNING merchant_id, id, created_at
                )
                INSERT INTO deliveries (merchant_id, event_id, endpoint_id, due_at)
                SELECT event.merchant_id, event.id, s.endpoint_id, event.created_at
                  FROM event
                  JOIN event_subscriptions AS s ON s.merchant_id = event.merchant_id
                 WHERE s.enabled
                   AND (s.event_types = '{}' OR s.event_types && CAST(:selectors AS text[]))
                """)
                .bind("merchant", merchant.text())
                .bind("id", event.id().text())
                .bind("type", event.type().text())
                .bind("object", event.objectId())
                .bind("version", event.apiVersion())
                .bind("livemode", event.livemode() ? "true" : "false")
                .bind("json", event.objectJson())
                .bindArray("selectors", String.class, event.type().selectors())
                .execute();
    }
}
