package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;

/// The table `events`, what it tells of itself, and the first rows of `deliveries` that belong to an event.
final class EventStore {
    record NewEvent(
            EventId id, EventType type, boolean livemode, String apiVersion, String objectId, String objectJson) {}

    /// Failed, or still to be tried; or given up with its endpoint, and no other endpoint has taken the event.
    /// Each branch reads the few rows of an index of its own.
    private static final String NOT_DELIVERED = """
               AND e.id IN (SELECT d.event_id
                              FROM deliveries AS d
                             WHERE d.merchant_id = :merchant
                               AND d.state = 'PENDING'
                             UNION ALL
                            SELECT d.event_id
                              FROM deliveries AS d
                             WHERE d.merchant_id = :merchant
                               AND d.state = 'FAILED'
                             UNION ALL
                            SELECT d.event_id
                              FROM deliveries AS d
                             WHERE d.merchant_id = :merchant
                               AND d.state = 'CANCELED'
                               AND NOT EXISTS (SELECT
                                                 FROM deliveries AS o
                                                WHERE o.merchant_id = d.merchant_id
                                                  AND o.event_id = d.event_id
                                                  AND o.state = 'DELIVERED'))
            """;

    private static final String DELIVERED = """
               AND EXISTS (SELECT
                             FROM deliveries AS d
                            WHERE d.merchant_id = e.merchant_id
                              AND d.event_id = e.id
                              AND d.state = 'DELIVERED')
               AND NOT EXISTS (SELECT
                                 FROM deliveries AS d
                                WHERE d.merchant_id = e.merchant_id
                                  AND d.event_id = e.id
                                  AND d.state IN ('PENDING', 'FAILED'))
            """;

    /// The payload of an event.
    Optional<String> find(Tx tx, MerchantId merchant, EventId id) {
        return tx.query("SELECT payload FROM events WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne();
    }

    /// The payloads of a page of events, the newest first.
    List<String> list(Tx tx, MerchantId merchant, EventSearch search, Page page) {
        return bind(tx.query("SELECT e.payload" + matching(search) + """
                         ORDER BY e.created_at DESC, e.id DESC
                         LIMIT :limit
                        OFFSET :offset
                        """), merchant, search)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .mapTo(String.class)
                .list();
    }

    long count(Tx tx, MerchantId merchant, EventSearch search) {
        return bind(tx.query("SELECT count(*)" + matching(search)), merchant, search)
                .mapTo(Long.class)
                .one();
    }

    /// What is not asked for is left out, so that the planner knows by what to look up.
    private static String matching(EventSearch search) {
        return "\n" + """
              FROM events AS e
             WHERE e.merchant_id = :merchant
               AND (CAST(:object AS text) IS NULL OR e.object_id = :object)
               AND (CAST(:from AS timestamptz) IS NULL OR e.created_at >= :from)
               AND (CAST(:before AS timestamptz) IS NULL OR e.created_at < :before)
               AND (CAST(:last AS text) IS NULL
                    OR e.created_at >= (SELECT business_now(:merchant) - CAST(:last AS interval)))
            """
                + (search.types().isPresent() ? "AND e.type = ANY(CAST(:types AS text[]))\n" : "")
                + search.delivered()
                        .map(done -> done ? DELIVERED : NOT_DELIVERED)
                        .orElse("");
    }

    private static Query bind(Query query, MerchantId merchant, EventSearch search) {
        search.types().ifPresent(types -> query.bindArray("types", String.class, types));
        return query.bind("merchant", merchant.text())
                .bind("object", search.object())
                .bind("from", search.date().from().map(moment -> moment.atOffset(ZoneOffset.UTC)))
                .bind("before", search.date().before().map(moment -> moment.atOffset(ZoneOffset.UTC)))
                .bind("last", search.date().last());
    }

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
