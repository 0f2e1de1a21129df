package dev.sarraf.merchants;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The table `api_keys`, and the only class that names it. Whatever it decides by time it decides by real time.
final class KeyStore {
    /// A key that was found.
    ///
    /// @param remaining how long it still works, where that is limited
    record Found(Caller caller, Optional<Duration> remaining) {}

    private static final String COLUMNS = """
            SELECT id, kind, mode, last4, name, permissions, created_at, last_used_at,
                   coalesce(revoked_at, expires_at) AS ends,
                   CASE WHEN revoked_at IS NOT NULL THEN 'REVOKED'
                        WHEN expires_at IS NULL THEN 'ACTIVE'
                        WHEN expires_at > clock_timestamp() THEN 'REPLACED'
                        ELSE 'EXPIRED'
                   END AS state
              FROM api_keys
            """;

    void insert(Tx tx, MerchantId merchant, KeyId id, ApiKey key, byte[] hash, KeyDraft draft) {
        tx.update("""
                INSERT INTO api_keys (merchant_id, id, key_hash, kind, mode, last4, name, permissions)
                VALUES (:merchant, :id, :hash, :kind, :mode, :last4, :name, :permissions)
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("hash", hash)
                .bind("kind", key.kind().name())
                .bind("mode", key.mode().text())
                .bind("last4", key.last4())
                .bind("name", draft.name())
                .bindArray(
                        "permissions",
                        String.class,
                        draft.permissions().stream().map(Permission::text).toList())
                .execute();
    }

    /// The caller behind a key that works, and a note that it is in use. The note waits for nobody: where the
    /// row is held, it is left for the next time.
    Optional<Found> findCaller(Tx tx, byte[] hash) {
        return tx.query("""
                WITH used AS (
                    UPDATE api_keys
                       SET last_used_at = clock_timestamp()
                     WHERE key_hash = (SELECT key_hash
                                         FROM api_keys
                                        WHERE key_hash = :hash
                                          AND (last_used_at IS NULL
                                               OR last_used_at < clock_timestamp() - interval '1 minute')
                                          AND revoked_at IS NULL
                                          AND (expires_at IS NULL OR expires_at > clock_timestamp())
                                          FOR NO KEY UPDATE SKIP LOCKED))
                SELECT k.id, k.merchant_id, k.kind, k.mode, k.permissions,
                       m.live_activated_at IS NOT NULL AS activated,
                       (extract(epoch FROM k.expires_at - clock_timestamp()) * 1000)::bigint AS remaining_ms
                  FROM api_keys AS k
                  JOIN merchants AS m ON m.id = k.merchant_id
                 WHERE k.key_hash = :hash
                   AND k.revoked_at IS NULL
                   AND (k.expires_at IS NULL OR k.expires_at > clock_timestamp())
                """)
                .bind("hash", hash)
                .map((row, _) -> new Found(
                        new Caller(
                                new MerchantId(row.getString("merchant_id")),
                                mode(row),
                                new KeyId(row.getString("id")),
                                kind(row),
                                Set.copyOf(permissions(row)),
                                row.getBoolean("activated")),
                        Optional.ofNullable(row.getObject("remaining_ms", Long.class))
                                .map(Duration::ofMillis)))
                .findOne();
    }

    /// The id of this key, whether it works or not.
    Optional<KeyId> findId(Tx tx, byte[] hash) {
        return tx.query("SELECT id FROM api_keys WHERE key_hash = :hash")
                .bind("hash", hash)
                .mapTo(String.class)
                .findOne()
                .map(KeyId::new);
    }

    /// The merchant's keys, the oldest first.
    List<KeyRecord> list(Tx tx, MerchantId merchant, Mode mode) {
        return tx.query(COLUMNS + """
                 WHERE merchant_id = :merchant
                   AND mode = :mode
                 ORDER BY created_at, id
                """)
                .bind("merchant", merchant.text())
                .bind("mode", mode.text())
                .map((row, _) -> read(row))
                .list();
    }

    /// The key, held until the transaction ends.
    Optional<KeyRecord> lock(Tx tx, MerchantId merchant, KeyId id) {
        return tx.query(COLUMNS + """
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> read(row))
                .findOne();
    }

    /// Lets the key work for this long and no longer.
    void limit(Tx tx, MerchantId merchant, KeyId id, Duration overlap) {
        tx.update("""
                UPDATE api_keys
                   SET expires_at = clock_timestamp() + make_interval(secs => :seconds)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("seconds", overlap.toMillis() / 1000.0)
                .execute();
    }

    void revoke(Tx tx, MerchantId merchant, KeyId id) {
        tx.update("""
                UPDATE api_keys
                   SET revoked_at = clock_timestamp()
                 WHERE merchant_id = :merchant
                   AND id = :id
                """).bind("merchant", merchant.text()).bind("id", id.text()).execute();
    }

    private static KeyRecord read(ResultSet row) throws SQLException {
        return new KeyRecord(
                new KeyId(row.getString("id")),
                kind(row),
                mode(row),
                row.getString("last4"),
                Optional.ofNullable(row.getString("name")),
                permissions(row),
                KeyRecord.State.valueOf(row.getString("state")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                time(row, "ends"),
                time(row, "last_used_at"));
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    private static ApiKey.Kind kind(ResultSet row) throws SQLException {
        return ApiKey.Kind.valueOf(row.getString("kind"));
    }

    private static Mode mode(ResultSet row) throws SQLException {
        return row.getString("mode").equals(Mode.LIVE.text()) ? Mode.LIVE : Mode.TEST;
    }

    private static List<Permission> permissions(ResultSet row) throws SQLException {
        var texts = (String[]) row.getArray("permissions").getArray();
        return Arrays.stream(texts)
                .map(text -> Permission.parse(text)
                        .orElseThrow(() -> new IllegalStateException("bug: stored an unknown permission")))
                .toList();
    }
}
