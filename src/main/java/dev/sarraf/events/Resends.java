package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// Deliveries that begin a new round because their merchant wants it: due now, with a fresh schedule, as the
/// same event and with attempts that count on.
///
/// One that waits for the first attempt of a round already is left as it is, so that asking twice sends once.
/// So is the lease of one that is on its way: its attempt becomes the first of the round.
public final class Resends {
    /// Waits for its first attempt, which is due.
    private static final String IS_QUEUED = """
            (d.state = 'PENDING' AND d.attempts = d.attempts_before AND d.due_at <= business_now(d.merchant_id))
            """;

    /// Which failed deliveries of an endpoint are meant.
    ///
    /// @param since when their events happened at the earliest
    public record Failed(EndpointId endpoint, Optional<Instant> since, EventFilter filter) {}

    /// An event as a list names it.
    public record Named(EventId id, String type, Instant createdAt) {}

    /// Sends the event again to every endpoint that was to get it and is still there; returns those.
    public List<EndpointId> toAll(Tx tx, MerchantId merchant, EventId event) {
        tx.update("""
                UPDATE deliveries AS d
                   SET state = 'PENDING',
                       attempts_before = d.attempts,
                       due_at = business_now(d.merchant_id)
                 WHERE d.merchant_id = :merchant
                   AND d.event_id = :event
                   AND EXISTS (SELECT
                                 FROM event_subscriptions AS s
                                WHERE s.merchant_id = d.merchant_id
                                  AND s.endpoint_id = d.endpoint_id)
                   AND NOT
                """ + IS_QUEUED)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .execute();
        return tx.query("""
                        SELECT d.endpoint_id
                          FROM deliveries AS d
                          JOIN event_subscriptions AS s
                            ON s.merchant_id = d.merchant_id
                           AND s.endpoint_id = d.endpoint_id
                         WHERE d.merchant_id = :merchant
                           AND d.event_id = :event
                        """)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .mapTo(String.class)
                .map(EndpointId::new)
                .list();
    }

    /// Sends the event again to this endpoint, or for the first time where it did not want it when it happened.
    public void toOne(Tx tx, MerchantId merchant, EventId event, EndpointId endpoint) {
        tx.update("""
                INSERT INTO deliveries AS d (merchant_id, event_id, endpoint_id, due_at)
                VALUES (:merchant, :event, :endpoint, business_now(:merchant))
                ON CONFLICT (merchant_id, event_id, endpoint_id) DO UPDATE
                   SET state = 'PENDING',
                       attempts_before = d.attempts,
                       due_at = EXCLUDED.due_at
                 WHERE NOT
                """ + IS_QUEUED)
                .bind("merchant", merchant.text())
                .bind("event", event.text())
                .bind("endpoint", endpoint.text())
                .execute();
    }

    /// How many deliveries have failed and are meant.
    public long count(Tx tx, MerchantId merchant, Failed failed) {
        return bind(tx.query("SELECT count(*)" + meant(failed)), merchant, failed)
                .mapTo(Long.class)
                .one();
    }

    /// The oldest of the events that are meant.
    public List<Named> oldest(Tx tx, MerchantId merchant, Failed failed, int most) {
        return bind(tx.query("SELECT e.id, e.type, e.created_at" + meant(failed) + """
                         ORDER BY e.created_at, e.id
                         LIMIT :most
                        """), merchant, failed)
                .bind("most", most)
                .map((row, _) -> new Named(
                        new EventId(row.getString("id")),
                        row.getString("type"),
                        row.getTimestamp("created_at").toInstant()))
                .list();
    }

    /// Sends up to `most` of the failed deliveries again, those of the oldest events first; returns how many.
    public int begin(Tx tx, MerchantId merchant, Failed failed, int most) {
        return bind(tx.update("""
                        WITH meant AS (
                            SELECT d.merchant_id, d.event_id, d.endpoint_id
                        """ + meant(failed) + """
                             ORDER BY e.created_at, e.id
                             LIMIT :most
                               FOR UPDATE OF d SKIP LOCKED
                        )
                        UPDATE deliveries AS d
                           SET state = 'PENDING',
                               attempts_before = d.attempts,
                               due_at = business_now(d.merchant_id)
                          FROM meant
                         WHERE d.merchant_id = meant.merchant_id
                           AND d.event_id = meant.event_id
                           AND d.endpoint_id = meant.endpoint_id
                        """), merchant, failed)
                .bind("most", most)
                .execute();
    }

    private static String meant(Failed failed) {
        return "\n" + """
              FROM deliveries AS d
              JOIN events AS e
                ON e.merchant_id = d.merchant_id
               AND e.id = d.event_id
             WHERE d.merchant_id = :merchant
               AND d.endpoint_id = :endpoint
               AND d.state = 'FAILED'
            """
                + (failed.filter().names().isPresent() ? "AND e.type = ANY(CAST(:types AS text[]))\n" : "")
                + (failed.since().isPresent() ? "AND e.created_at >= :since\n" : "");
    }

    private static <S extends SqlStatement<S>> S bind(S statement, MerchantId merchant, Failed failed) {
        failed.since().ifPresent(since -> statement.bind("since", since.atOffset(ZoneOffset.UTC)));
        failed.filter().names().ifPresent(names -> statement.bindArray("types", String.class, names));
        return statement
                .bind("merchant", merchant.text())
                .bind("endpoint", failed.endpoint().text());
    }
}
