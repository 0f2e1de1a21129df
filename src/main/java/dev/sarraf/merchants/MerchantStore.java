package dev.sarraf.merchants;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import java.util.Locale;
import java.util.Optional;

/// The tables `merchants` and `api_keys`, and the only class that names them.
final class MerchantStore {
    Optional<MerchantId> findFirst(Tx tx) {
        return tx.query("""
                SELECT id
                  FROM merchants
                 ORDER BY created_at, id
                 LIMIT 1
                """).mapTo(String.class).findOne().map(MerchantId::new);
    }

    Optional<Merchant> find(Tx tx, MerchantId id) {
        return tx.query("""
                SELECT id, name, default_locale
                  FROM merchants
                 WHERE id = :id
                """)
                .bind("id", id.text())
                .map((row, context) -> new Merchant(
                        new MerchantId(row.getString("id")),
                        row.getString("name"),
                        Locale.of(row.getString("default_locale"))))
                .findOne();
    }

    void insert(Tx tx, Merchant merchant) {
        tx.update("""
                INSERT INTO merchants (id, name, default_locale)
                VALUES (:id, :name, :locale)
                """)
                .bind("id", merchant.id().text())
                .bind("name", merchant.name())
                .bind("locale", merchant.defaultLocale().getLanguage())
                .execute();
    }

    void insertKey(Tx tx, MerchantId merchant, ApiKey key, byte[] hash) {
        tx.update("""
                INSERT INTO api_keys (merchant_id, key_hash, kind, mode, last4)
                VALUES (:merchant, :hash, :kind, :mode, :last4)
                """)
                .bind("merchant", merchant.text())
                .bind("hash", hash)
                .bind("kind", key.kind().name())
                .bind("mode", key.mode().text())
                .bind("last4", key.last4())
                .execute();
    }

    Optional<Caller> findCaller(Tx tx, byte[] hash) {
        return tx.query("""
                SELECT merchant_id, kind, mode
                  FROM api_keys
                 WHERE key_hash = :hash
                   AND revoked_at IS NULL
                """)
                .bind("hash", hash)
                .map((row, context) -> new Caller(
                        new MerchantId(row.getString("merchant_id")),
                        row.getString("mode").equals("live") ? Mode.LIVE : Mode.TEST,
                        ApiKey.Kind.valueOf(row.getString("kind"))))
                .findOne();
    }
}
