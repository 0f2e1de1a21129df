package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;

/// The queue of events on their way: the tables `deliveries` and `delivery_attempts`.
///
/// Each endpoint has a lane of its own, and lanes are taken in turn, so that what piles up for one endpoint delays
/// no other. Taking is by lease: a sender that dies keeps nothing, its deliveries are due again when the lease
/// ends. So every delivery is made at least once, and only by one sender at a time.
public final class Deliveries {
    /// How much may be sent at once, which the database enforces for all senders together, and how long a sender
    /// has.
    ///
    /// @param perLane how many deliveries of one endpoint may be on their way
    /// @param lease real time after which a delivery that was not finished may be taken by another sender
    public record Limits(int perLane, Duration lease) {}

    /// Picks up to `max` lanes that have something due and are not full, in the order of lanes, after this one, and
    /// keeps other senders off them until the transaction ends. Lanes that another sender is looking at are left
    /// out, as are those of endpoints that are not enabled.
    ///
    /// Walks from lane to lane through the index of what waits, so that a long queue costs no more than a short
    /// one.
    public List<Lane> lockDueLanes(Tx tx, Optional<Lane> after, int perLane, int max) {
        return tx.query("""
                WITH RECURSIVE lane (merchant_id, endpoint_id) AS (
                    (SELECT d.merchant_id, d.endpoint_id
                       FROM deliveries AS d
                      WHERE d.state = 'PENDING'
                        AND (d.merchant_id, d.endpoint_id) > (:merchant, :endpoint)
                      ORDER BY d.merchant_id, d.endpoint_id
                      LIMIT 1)
                    UNION ALL
                    SELECT next.merchant_id, next.endpoint_id
                      FROM lane
                     CROSS JOIN LATERAL (
                           SELECT d.merchant_id, d.endpoint_id
                             FROM deliveries AS d
                            WHERE d.state = 'PENDING'
                              AND (d.merchant_id, d.endpoint_id) > (lane.merchant_id, lane.endpoint_id)
                            ORDER BY d.merchant_id, d.endpoint_id
                            LIMIT 1) AS next
                )
                SELECT open.merchant_id, open.endpoint_id
                  FROM lane
                 CROSS JOIN LATERAL (SELECT business_now(lane.merchant_id) AS moment) AS clock
                 CROSS JOIN LATERAL (
                       SELECT s.merchant_id, s.endpoint_id
                         FROM event_subscriptions AS s
                        WHERE s.merchant_id = lane.merchant_id
                          AND s.endpoint_id = lane.endpoint_id
                          AND s.enabled
                          AND NOT s.fetched
                          AND EXISTS (SELECT
                                        FROM deliveries AS d
                                       WHERE d.merchant_id = lane.merchant_id
                                         AND d.endpoint_id = lane.endpoint_id
                                         AND d.state = 'PENDING'
                                         AND d.due_at <= clock.moment
                                         AND (d.locked_until IS NULL OR d.locked_until <= clock_timestamp()))
                          AND (SELECT count(*)
                                 FROM deliveries AS d
                                WHERE d.merchant_id = lane.merchant_id
                                  AND d.endpoint_id = lane.endpoint_id
                                  AND d.locked_until > clock_timestamp()) < :perLane
                          FOR NO KEY UPDATE SKIP LOCKED) AS open
                 LIMIT :max
                """)
                .bind("merchant", after.map(lane -> lane.merchant().text()).orElse(""))
                .bind("endpoint", after.map(lane -> lane.endpoint().text()).orElse(""))
                .bind("perLane", perLane)
                .bind("max", max)
                .map((row, _) -> new Lane(merchant(row), endpoint(row)))
                .list();
    }

    /// Takes what is due in lanes that this transaction has locked: of each the oldest first, up to its limit, and
    /// `max` in all.
    ///
    /// It is a statement of its own because it has to see what other senders took before the lanes were locked.
    public List<Delivery> take(Tx tx, List<Lane> lanes, Limits limits, int max) {
        return tx.query("""
                WITH lane AS (
                    SELECT l.merchant_id, l.endpoint_id, business_now(l.merchant_id) AS moment
                      FROM unnest(CAST(:merchants AS text[]), CAST(:endpoints AS text[]))
                        AS l (merchant_id, endpoint_id)
                ), due AS (
                    SELECT oldest.merchant_id, oldest.event_id, oldest.endpoint_id
                      FROM lane
                     CROSS JOIN LATERAL (
                           SELECT d.merchant_id, d.event_id, d.endpoint_id
                             FROM deliveries AS d
                            WHERE d.merchant_id = lane.merchant_id
                              AND d.endpoint_id = lane.endpoint_id
                              AND d.state = 'PENDING'
                              AND d.due_at <= lane.moment
                              AND (d.locked_until IS NULL OR d.locked_until <= clock_timestamp())
                            ORDER BY d.due_at
                            LIMIT (SELECT greatest(0, :perLane - count(*))
                                     FROM deliveries AS f
                                    WHERE f.merchant_id = lane.merchant_id
                                      AND f.endpoint_id = lane.endpoint_id
                                      AND f.locked_until > clock_timestamp())
                              FOR UPDATE SKIP LOCKED) AS oldest
                     LIMIT :max
                )
                UPDATE deliveries AS d
                   SET locked_until = clock_timestamp() + :lease,
                       fence = d.fence + 1
                  FROM due
                  JOIN events AS e
                    ON e.merchant_id = due.merchant_id
                   AND e.id = due.event_id
                 WHERE d.merchant_id = due.merchant_id
                   AND d.event_id = due.event_id
                   AND d.endpoint_id = due.endpoint_id
                RETURNING d.merchant_id, d.event_id, d.endpoint_id, d.fence, d.attempts, d.attempts_before, e.type,
                          e.payload
                """)
                .bindArray(
                        "merchants",
                        String.class,
                        lanes.stream().map(lane -> lane.merchant().text()).toList())
                .bindArray(
                        "endpoints",
                        String.class,
                        lanes.stream().map(lane -> lane.endpoint().text()).toList())
                .bind("perLane", limits.perLane())
                .bind("lease", limits.lease())
                .bind("max", max)
                .map((row, _) -> delivery(row))
                .list();
    }

    /// Keeps others off a lane that is fetched until the transaction ends. False where somebody else is looking
    /// at it, or where it is gone.
    public boolean lockFetched(Tx tx, Lane lane) {
        return tx.query("""
                SELECT true
                  FROM event_subscriptions
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                   AND fetched
                   FOR NO KEY UPDATE SKIP LOCKED
                """)
                .bind("merchant", lane.merchant().text())
                .bind("endpoint", lane.endpoint().text())
                .mapTo(Boolean.class)
                .findOne()
                .isPresent();
    }

    /// Ends all leases of a lane, whose deliveries are due at once: for a lane that one party fetches, which
    /// has begun anew.
    public void release(Tx tx, Lane lane) {
        tx.update("""
                UPDATE deliveries
                   SET locked_until = NULL
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                   AND locked_until IS NOT NULL
                """)
                .bind("merchant", lane.merchant().text())
                .bind("endpoint", lane.endpoint().text())
                .execute();
    }

    /// The delivery that was taken under this fence, unless somebody took it since or it is finished.
    public Optional<Delivery> taken(Tx tx, Lane lane, EventId event, long fence) {
        return tx.query("""
                SELECT d.merchant_id, d.event_id, d.endpoint_id, d.fence, d.attempts, d.attempts_before, e.type, e.payload
                  FROM deliveries AS d
                  JOIN events AS e
                    ON e.merchant_id = d.merchant_id
                   AND e.id = d.event_id
                 WHERE d.merchant_id = :merchant
                   AND d.event_id = :event
                   AND d.endpoint_id = :endpoint
                   AND d.state = 'PENDING'
                   AND d.fence = :fence
                """)
                .bind("merchant", lane.merchant().text())
                .bind("event", event.text())
                .bind("endpoint", lane.endpoint().text())
                .bind("fence", fence)
                .map((row, _) -> delivery(row))
                .findOne();
    }

    /// Writes down the attempt and what it means, and ends the lease. False, with nothing written, where the
    /// delivery is no longer ours: the lease ran out and somebody else took it, or did and finished it. False,
    /// too, where a new round has begun meanwhile, in which the attempt means something else: see
    /// [#inNewRound].
    public boolean finish(Tx tx, Delivery delivery, Attempt attempt, Verdict verdict) {
        return tx.update("""
                        WITH finished AS (
                            UPDATE deliveries
                               SET state = :state,
                                   attempts = attempts + 1,
                                   due_at = CASE WHEN :state = 'PENDING'
                                                 THEN business_now(merchant_id) + :wait
                                                 ELSE due_at
                                            END,
                                   locked_until = NULL
                             WHERE merchant_id = :merchant
                               AND event_id = :event
                               AND endpoint_id = :endpoint
                               AND state = 'PENDING'
                               AND fence = :fence
                               AND attempts_before = :before
                            RETURNING merchant_id, event_id, endpoint_id, attempts
                        )
                        INSERT INTO delivery_attempts (
                            merchant_id, event_id, endpoint_id, number, started_at, duration_ms, status, failure, answer)
                        SELECT merchant_id, event_id, endpoint_id, attempts, :startedAt, :millis, :status, :failure, :answer
                          FROM finished
                        """)
                        .bind("merchant", delivery.merchant().text())
                        .bind("event", delivery.event().text())
                        .bind("endpoint", delivery.endpoint().text())
                        .bind("fence", delivery.fence())
                        .bind("before", delivery.attemptsBefore())
                        .bind("state", state(verdict))
                        .bind("wait", verdict instanceof Verdict.Retry(var after) ? after : Duration.ZERO)
                        .bind("startedAt", attempt.startedAt().atOffset(ZoneOffset.UTC))
                        .bind("millis", Math.toIntExact(attempt.duration().toMillis()))
                        .bind("status", attempt.status())
                        .bind("failure", attempt.failure().map(Enum::name))
                        .bind("answer", attempt.answer())
                        .execute()
                == 1;
    }

    /// A delivery that is still ours, in the round that the merchant has begun since it was taken; empty where
    /// there is no such round.
    public Optional<Delivery> inNewRound(Tx tx, Delivery delivery) {
        return tx.query("""
                SELECT attempts_before
                  FROM deliveries
                 WHERE merchant_id = :merchant
                   AND event_id = :event
                   AND endpoint_id = :endpoint
                   AND state = 'PENDING'
                   AND fence = :fence
                   AND attempts_before <> :before
                """)
                .bind("merchant", delivery.merchant().text())
                .bind("event", delivery.event().text())
                .bind("endpoint", delivery.endpoint().text())
                .bind("fence", delivery.fence())
                .bind("before", delivery.attemptsBefore())
                .mapTo(Integer.class)
                .findOne()
                .map(delivery::inRoundAfter);
    }

    /// Ends up to `max` deliveries that wait for endpoints which are gone; returns how many.
    public int cancelOrphans(Tx tx, int max) {
        return tx.update("""
                WITH orphan AS (
                    SELECT d.merchant_id, d.event_id, d.endpoint_id
                      FROM deliveries AS d
                     WHERE d.state = 'PENDING'
                       AND (d.locked_until IS NULL OR d.locked_until <= clock_timestamp())
                       AND NOT EXISTS (SELECT
                                         FROM event_subscriptions AS s
                                        WHERE s.merchant_id = d.merchant_id
                                          AND s.endpoint_id = d.endpoint_id)
                     LIMIT :max
                       FOR UPDATE OF d SKIP LOCKED
                )
                UPDATE deliveries AS d
                   SET state = 'CANCELED',
                       locked_until = NULL
                  FROM orphan
                 WHERE d.merchant_id = orphan.merchant_id
                   AND d.event_id = orphan.event_id
                   AND d.endpoint_id = orphan.endpoint_id
                """).bind("max", max).execute();
    }

    private static String state(Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered _ -> "DELIVERED";
            case Verdict.Retry _ -> "PENDING";
            case Verdict.Failed _ -> "FAILED";
        };
    }

    private static Delivery delivery(ResultSet row) throws SQLException {
        return new Delivery(
                merchant(row),
                new EventId(row.getString("event_id")),
                row.getString("type"),
                endpoint(row),
                row.getLong("fence"),
                row.getInt("attempts"),
                row.getInt("attempts_before"),
                row.getString("payload"));
    }

    private static MerchantId merchant(ResultSet row) throws SQLException {
        return new MerchantId(row.getString("merchant_id"));
    }

    private static EndpointId endpoint(ResultSet row) throws SQLException {
        return new EndpointId(row.getString("endpoint_id"));
    }
}
