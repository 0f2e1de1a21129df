package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/// What became of events so far: reads what [Deliveries] wrote.
public final class DeliveryHistory {
    private final EventStore events = new EventStore();

    /// Whether the merchant has heard of the latest event of this type and object. It asks after first attempts
    /// only: where one has failed, nobody should be kept waiting for the next.
    public Acknowledgement acknowledgement(Tx tx, MerchantId merchant, EventType type, String objectId) {
        return tx.query("""
                SELECT count(*) AS deliveries,
                       count(*) FILTER (WHERE d.state <> 'DELIVERED' AND d.attempts = 0) AS pending,
                       count(*) FILTER (WHERE d.state <> 'DELIVERED' AND d.attempts > 0) AS failed
                  FROM (SELECT e.merchant_id, e.id
                          FROM events AS e
                         WHERE e.merchant_id = :merchant
                           AND e.object_id = :object
                           AND e.type = :type
                         ORDER BY e.sequence DESC
                         LIMIT 1) AS event
                  JOIN deliveries AS d
                    ON d.merchant_id = event.merchant_id
                   AND d.event_id = event.id
                  LEFT JOIN event_subscriptions AS s
                    ON s.merchant_id = d.merchant_id
                   AND s.endpoint_id = d.endpoint_id
                 WHERE s.enabled
                    OR d.state = 'DELIVERED'
                """)
                .bind("merchant", merchant.text())
                .bind("object", objectId)
                .bind("type", type.text())
                .map((row, _) -> acknowledgement(row))
                .one();
    }

    /// Whether somebody may be kept waiting for the merchant to hear of the latest event of this type and object: it is
    /// no older than `most` by the merchant's clock, and its first attempts are still out.
    public boolean isAwaited(Tx tx, MerchantId merchant, EventType type, String objectId, Duration most) {
        return isYounger(tx, merchant, type, objectId, most)
                && acknowledgement(tx, merchant, type, objectId) == Acknowledgement.PENDING;
    }

    private static boolean isYounger(Tx tx, MerchantId merchant, EventType type, String objectId, Duration most) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM events
                                WHERE merchant_id = :merchant
                                  AND object_id = :object
                                  AND type = :type
                                  AND created_at > business_now(:merchant) - make_interval(secs => :seconds))
                """)
                .bind("merchant", merchant.text())
                .bind("object", objectId)
                .bind("type", type.text())
                .bind("seconds", most.toMillis() / 1000.0)
                .mapTo(Boolean.class)
                .one();
    }

    /// What became of an event at one endpoint.
    ///
    /// @param attempts how many were made
    /// @param dueAt when the next one is due by the merchant's clock; empty where none is
    /// @param latest the last of them, at most [#SHOWN], the oldest first
    public record Fate(
            EndpointId endpoint, State state, int attempts, Optional<Instant> dueAt, List<Numbered> latest) {}

    /// An attempt with its number, 1 for the first.
    public record Numbered(int number, Attempt attempt) {}

    /// Where a delivery stands.
    public enum State {
        PENDING,
        DELIVERED,
        FAILED,
        CANCELED
    }

    /// Each can be 4 KiB long.
    public static final int SHOWN = 100;

    public boolean exists(Tx tx, MerchantId merchant, EventId event) {
        return events.find(tx, merchant, event).isPresent();
    }

    /// To how many endpoints the event was to be sent.
    public long count(Tx tx, MerchantId merchant, EventId event) {
        return tx.query("SELECT count(*) FROM deliveries WHERE merchant_id = :merchant AND event_id = :event")
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .mapTo(Long.class)
                .one();
    }

    /// What became of the event, endpoint by endpoint.
    public List<Fate> fates(Tx tx, MerchantId merchant, EventId event, Page page) {
        return fates(
                tx,
                merchant,
                event,
                tx.query("""
                                SELECT endpoint_id
                                  FROM deliveries
                                 WHERE merchant_id = :merchant
                                   AND event_id = :event
                                 ORDER BY endpoint_id
                                 LIMIT :limit
                                OFFSET :offset
                                """)
                        .bind("merchant", merchant.text())
                        .bind("event", event.text())
                        .bind("limit", page.limit())
                        .bind("offset", page.offset())
                        .mapTo(String.class)
                        .map(EndpointId::new)
                        .list());
    }

    /// What became of the event at these endpoints.
    public List<Fate> fates(Tx tx, MerchantId merchant, EventId event, List<EndpointId> endpoints) {
        var ids = endpoints.stream().map(EndpointId::text).toList();
        var attempts = latest(tx, merchant, event, ids);
        return tx.query("""
                SELECT endpoint_id, state, attempts, due_at
                  FROM deliveries
                 WHERE merchant_id = :merchant
                   AND event_id = :event
                   AND endpoint_id = ANY(CAST(:endpoints AS text[]))
                 ORDER BY endpoint_id
                """)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .bindArray("endpoints", String.class, ids)
                .map((row, _) -> fate(row, attempts.getOrDefault(row.getString("endpoint_id"), List.of())))
                .list();
    }

    private static Map<String, List<Numbered>> latest(
            Tx tx, MerchantId merchant, EventId event, List<String> endpoints) {
        Map<String, List<Numbered>> found = new HashMap<>();
        tx.query("""
                SELECT a.endpoint_id, a.number, a.started_at, a.duration_ms, a.status, a.failure, a.answer
                  FROM unnest(CAST(:endpoints AS text[])) AS wanted (endpoint_id)
                 CROSS JOIN LATERAL (
                       SELECT *
                         FROM delivery_attempts
                        WHERE merchant_id = :merchant
                          AND event_id = :event
                          AND endpoint_id = wanted.endpoint_id
                        ORDER BY number DESC
                        LIMIT :shown) AS a
                 ORDER BY a.endpoint_id, a.number
                """)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .bindArray("endpoints", String.class, endpoints)
                .bind("shown", SHOWN)
                .map((row, _) -> found.computeIfAbsent(row.getString("endpoint_id"), _ -> new ArrayList<>())
                        .add(new Numbered(row.getInt("number"), attempt(row))))
                .list();
        return found;
    }

    private static Fate fate(ResultSet row, List<Numbered> attempts) throws SQLException {
        var state = State.valueOf(row.getString("state"));
        return new Fate(
                new EndpointId(row.getString("endpoint_id")),
                state,
                row.getInt("attempts"),
                Optional.of(row.getTimestamp("due_at").toInstant()).filter(_ -> state == State.PENDING),
                attempts);
    }

    /// The attempts at delivering an event to an endpoint, the first first.
    public List<Attempt> attempts(Tx tx, MerchantId merchant, EventId event, EndpointId endpoint) {
        return tx.query("""
                SELECT started_at, duration_ms, status, failure, answer
                  FROM delivery_attempts
                 WHERE merchant_id = :merchant
                   AND event_id = :event
                   AND endpoint_id = :endpoint
                 ORDER BY number
                """)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .bind("endpoint", endpoint.text())
                .map((row, _) -> attempt(row))
                .list();
    }

    private static Acknowledgement acknowledgement(ResultSet row) throws SQLException {
        if (row.getInt("deliveries") == 0) {
            return Acknowledgement.NOBODY_SUBSCRIBED;
        }
        if (row.getInt("failed") > 0) {
            return Acknowledgement.FAILED;
        }
        return row.getInt("pending") > 0 ? Acknowledgement.PENDING : Acknowledgement.ACKNOWLEDGED;
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        int status = row.getInt("status");
        return new Attempt(
                row.getTimestamp("started_at").toInstant(),
                Duration.ofMillis(row.getInt("duration_ms")),
                status == 0 ? OptionalInt.empty() : OptionalInt.of(status),
                Optional.ofNullable(row.getString("failure")).map(Attempt.Failure::valueOf),
                Optional.ofNullable(row.getString("answer")).orElse(""));
    }
}
