package dev.sarraf.webhooks;

import dev.sarraf.db.Tx;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.Lane;
import dev.sarraf.events.Subscription;
import dev.sarraf.http.Json;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables `webhook_endpoints` and `webhook_secrets`, and the only class that names them.
final class WebhookEndpointStore {
    /// An endpoint without its subscription, which another table holds.
    record Row(
            EndpointId id,
            String url,
            Optional<String> description,
            Map<String, String> metadata,
            Sending sending,
            Instant createdAt,
            Instant updatedAt,
            Optional<Instant> overlapEndsAt) {
        WebhookEndpoint with(Subscription subscription) {
            return new WebhookEndpoint(
                    id,
                    url,
                    description,
                    subscription.enabled(),
                    subscription.filter(),
                    metadata,
                    sending,
                    createdAt,
                    updatedAt,
                    overlapEndsAt);
        }
    }

    private static final String ENDPOINTS = """
            SELECT e.id, e.url, e.description, e.metadata, e.retry_policy, e.standard_headers,
                   e.created_at, e.updated_at,
                   (SELECT s.ends_at
                      FROM webhook_secrets AS s
                     WHERE s.merchant_id = e.merchant_id
                       AND s.endpoint_id = e.id
                       AND s.ends_at > business_now(s.merchant_id)) AS overlap_ends_at
              FROM webhook_endpoints AS e
             WHERE e.merchant_id = :merchant
            """;

    /// Where an endpoint's deliveries go, how, and one of the secrets that they are signed with.
    record TargetRow(Lane lane, String url, Sending sending, SealedSecret secret) {}

    /// Waits until no other transaction is changing this merchant's endpoints.
    void lockAll(Tx tx, MerchantId merchant) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended('webhook_endpoints ' || :merchant, 0))")
                .bind("merchant", merchant.text())
                .map((_, _) -> merchant)
                .one();
    }

    int count(Tx tx, MerchantId merchant) {
        return tx.query("SELECT count(*) FROM webhook_endpoints WHERE merchant_id = :merchant")
                .bind("merchant", merchant.text())
                .mapTo(Integer.class)
                .one();
    }

    boolean hasUrl(Tx tx, MerchantId merchant, String url) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM webhook_endpoints
                                WHERE merchant_id = :merchant
                                  AND url = :url)
                """)
                .bind("merchant", merchant.text())
                .bind("url", url)
                .mapTo(Boolean.class)
                .one();
    }

    void insert(Tx tx, MerchantId merchant, EndpointId id, WebhookEndpoints.Draft draft) {
        tx.update("""
                INSERT INTO webhook_endpoints (
                    merchant_id, id, url, description, metadata, retry_policy, standard_headers, created_at, updated_at)
                SELECT :merchant, :id, :url, :description, :metadata, :retryPolicy, :standardHeaders, moment, moment
                  FROM business_now(:merchant) AS moment
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("url", draft.url())
                .bind("description", draft.description())
                .bind("metadata", json(draft.metadata()))
                .bind("retryPolicy", draft.sending().retryPolicy().name())
                .bind("standardHeaders", draft.sending().standardHeaders())
                .execute();
    }

    void insertSecret(Tx tx, MerchantId merchant, EndpointId id, SealedSecret secret) {
        tx.update("""
                INSERT INTO webhook_secrets (merchant_id, endpoint_id, number, sealed)
                VALUES (:merchant, :endpoint, :number, :sealed)
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", id.text())
                .bind("number", secret.number())
                .bind("sealed", secret.bytes())
                .execute();
    }

    /// Lets the current secret sign for this long only, and takes those away that were replaced before. Returns
    /// the number of the one that comes next; empty where there is no such endpoint.
    Optional<Integer> limitSecret(Tx tx, MerchantId merchant, EndpointId id, Duration overlap) {
        endOverlap(tx, merchant, id);
        return tx.query("""
                UPDATE webhook_secrets
                   SET ends_at = business_now(merchant_id) + :overlap
                 WHERE merchant_id = :merchant
                   AND endpoint_id = :endpoint
                   AND ends_at IS NULL
                RETURNING number + 1
                """)
                .bind("merchant", merchant.text())
                .bind("endpoint", id.text())
                .bind("overlap", overlap)
                .mapTo(Integer.class)
                .findOne();
    }

    /// Takes the secrets away that were replaced, so that the current one signs alone. Whether there were any.
    boolean endOverlap(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.update("""
                        DELETE FROM webhook_secrets
                         WHERE merchant_id = :merchant
                           AND endpoint_id = :endpoint
                           AND ends_at IS NOT NULL
                        """)
                        .bind("merchant", merchant.text())
                        .bind("endpoint", id.text())
                        .execute()
                > 0;
    }

    /// Notes that something about the endpoint has changed that other rows hold.
    void touch(Tx tx, MerchantId merchant, EndpointId id) {
        tx.update("""
                UPDATE webhook_endpoints
                   SET updated_at = business_now(merchant_id)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """).bind("merchant", merchant.text()).bind("id", id.text()).execute();
    }

    void update(Tx tx, MerchantId merchant, EndpointId id, WebhookEndpoints.Draft draft) {
        tx.update("""
                UPDATE webhook_endpoints
                   SET url = :url,
                       description = :description,
                       metadata = :metadata,
                       retry_policy = :retryPolicy,
                       standard_headers = :standardHeaders,
                       updated_at = business_now(merchant_id)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("url", draft.url())
                .bind("description", draft.description())
                .bind("metadata", json(draft.metadata()))
                .bind("retryPolicy", draft.sending().retryPolicy().name())
                .bind("standardHeaders", draft.sending().standardHeaders())
                .execute();
    }

    /// Whether there was one to delete. Its secrets go with it.
    boolean delete(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.update("DELETE FROM webhook_endpoints WHERE merchant_id = :merchant AND id = :id")
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute()
                == 1;
    }

    Optional<Row> find(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.query(ENDPOINTS + "AND e.id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> row(row))
                .findOne();
    }

    /// As [#find], and keeps other transactions from changing the endpoint until this one ends.
    Optional<Row> lock(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.query(ENDPOINTS + "AND e.id = :id FOR UPDATE OF e")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> row(row))
                .findOne();
    }

    List<Row> all(Tx tx, MerchantId merchant) {
        return tx.query(ENDPOINTS + "ORDER BY e.created_at, e.id")
                .bind("merchant", merchant.text())
                .map((row, _) -> row(row))
                .list();
    }

    /// Addresses and valid secrets of these endpoints, of any merchants; of each endpoint the newest secret first.
    List<TargetRow> targets(Tx tx, List<Lane> lanes) {
        return tx.query("""
                SELECT e.merchant_id, e.id, e.url, e.retry_policy, e.standard_headers, s.number, s.sealed
                  FROM unnest(CAST(:merchants AS text[]), CAST(:endpoints AS text[])) AS l (merchant_id, endpoint_id)
                  JOIN webhook_endpoints AS e
                    ON e.merchant_id = l.merchant_id
                   AND e.id = l.endpoint_id
                  JOIN webhook_secrets AS s
                    ON s.merchant_id = e.merchant_id
                   AND s.endpoint_id = e.id
                 WHERE s.ends_at IS NULL
                    OR s.ends_at > business_now(s.merchant_id)
                 ORDER BY s.number DESC
                """)
                .bindArray(
                        "merchants",
                        String.class,
                        lanes.stream().map(lane -> lane.merchant().text()).toList())
                .bindArray(
                        "endpoints",
                        String.class,
                        lanes.stream().map(lane -> lane.endpoint().text()).toList())
                .map((row, _) -> new TargetRow(
                        new Lane(new MerchantId(row.getString("merchant_id")), new EndpointId(row.getString("id"))),
                        row.getString("url"),
                        sending(row),
                        new SealedSecret(row.getInt("number"), row.getBytes("sealed"))))
                .list();
    }

    /// The oldest endpoint, of whichever merchant, whose URL ends so.
    Optional<Lane> endingWith(Tx tx, String path) {
        return tx.query("""
                SELECT merchant_id, id
                  FROM webhook_endpoints
                 WHERE right(url, char_length(:path)) = :path
                 ORDER BY created_at
                 LIMIT 1
                """)
                .bind("path", path)
                .map((row, _) ->
                        new Lane(new MerchantId(row.getString("merchant_id")), new EndpointId(row.getString("id"))))
                .findOne();
    }

    /// A secret that a merchant has or had, and what it belongs to.
    ///
    /// @param replaced whether nothing is signed with it any more
    record KnownSecret(EndpointId endpoint, String url, SealedSecret secret, boolean replaced) {}

    /// All secrets of the merchant that have not been deleted.
    List<KnownSecret> secrets(Tx tx, MerchantId merchant) {
        return tx.query("""
                SELECT e.id, e.url, s.number, s.sealed, coalesce(s.ends_at <= business_now(e.merchant_id), false) AS replaced
                  FROM webhook_endpoints AS e
                  JOIN webhook_secrets AS s
                    ON s.merchant_id = e.merchant_id
                   AND s.endpoint_id = e.id
                 WHERE e.merchant_id = :merchant
                 ORDER BY e.created_at, e.id, s.number DESC
                """)
                .bind("merchant", merchant.text())
                .map((row, _) -> new KnownSecret(
                        new EndpointId(row.getString("id")),
                        row.getString("url"),
                        new SealedSecret(row.getInt("number"), row.getBytes("sealed")),
                        row.getBoolean("replaced")))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new EndpointId(row.getString("id")),
                row.getString("url"),
                Optional.ofNullable(row.getString("description")),
                metadata(row.getString("metadata")),
                sending(row),
                row.getTimestamp("created_at").toInstant(),
                row.getTimestamp("updated_at").toInstant(),
                Optional.ofNullable(row.getTimestamp("overlap_ends_at")).map(Timestamp::toInstant));
    }

    private static Sending sending(ResultSet row) throws SQLException {
        return new Sending(RetryPolicy.valueOf(row.getString("retry_policy")), row.getBoolean("standard_headers"));
    }

    private static Map<String, String> metadata(String json) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Json.readOwn(json).forEachEntry((key, value) -> pairs.put(key, value.stringValue()));
        return pairs;
    }

    private static String json(Map<String, String> metadata) {
        var json = Json.object();
        metadata.forEach(json::put);
        return Json.write(json);
    }
}
