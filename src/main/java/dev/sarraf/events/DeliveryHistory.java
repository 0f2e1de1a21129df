package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// What became of events so far: reads what [Deliveries] wrote.
public final class DeliveryHistory {
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
