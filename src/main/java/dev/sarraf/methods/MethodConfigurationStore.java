package dev.sarraf.methods;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The table `payment_method_configurations`, and the only class that names it.
final class MethodConfigurationStore {
    void insert(Tx tx, MerchantId merchant, MethodConfigurationId id, String name, Set<PaymentMethod> enabled) {
        tx.update("""
                INSERT INTO payment_method_configurations
                       (merchant_id, id, name, is_default, enabled, created_at, updated_at)
                SELECT :merchant, :id, :name, false, :enabled, t.now, t.now
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("name", name)
                .bindArray("enabled", String.class, texts(enabled))
                .execute();
    }

    /// Makes the merchant's default, unless there is one.
    void ensureDefault(Tx tx, MerchantId merchant, MethodConfigurationId id, String name, Set<PaymentMethod> enabled) {
        tx.update("""
                INSERT INTO payment_method_configurations
                       (merchant_id, id, name, is_default, enabled, created_at, updated_at)
                SELECT :merchant, :id, :name, true, :enabled, t.now, t.now
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                    ON CONFLICT (merchant_id) WHERE is_default DO NOTHING
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("name", name)
                .bindArray("enabled", String.class, texts(enabled))
                .execute();
    }

    void update(Tx tx, MerchantId merchant, MethodConfigurationId id, String name, Set<PaymentMethod> enabled) {
        tx.update("""
                UPDATE payment_method_configurations
                   SET name = :name,
                       enabled = :enabled,
                       updated_at = date_trunc('milliseconds', business_now(merchant_id))
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("name", name)
                .bindArray("enabled", String.class, texts(enabled))
                .execute();
    }

    void delete(Tx tx, MerchantId merchant, MethodConfigurationId id) {
        tx.update("DELETE FROM payment_method_configurations WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    Optional<MethodConfiguration> find(Tx tx, MerchantId merchant, MethodConfigurationId id) {
        return find(tx, merchant, id, "");
    }

    /// As [#find], and keeps it as it is until the transaction ends.
    Optional<MethodConfiguration> lock(Tx tx, MerchantId merchant, MethodConfigurationId id) {
        return find(tx, merchant, id, "FOR UPDATE");
    }

    /// As [#find], and keeps it from being deleted until the transaction ends.
    Optional<MethodConfiguration> keep(Tx tx, MerchantId merchant, MethodConfigurationId id) {
        return find(tx, merchant, id, "FOR KEY SHARE");
    }

    private static Optional<MethodConfiguration> find(
            Tx tx, MerchantId merchant, MethodConfigurationId id, String locking) {
        return tx.query("""
                SELECT *
                  FROM payment_method_configurations
                 WHERE merchant_id = :merchant
                   AND id = :id
                """ + locking)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> configuration(row))
                .findOne();
    }

    Optional<MethodConfiguration> findDefault(Tx tx, MerchantId merchant) {
        return tx.query("SELECT * FROM payment_method_configurations WHERE merchant_id = :merchant AND is_default")
                .bind("merchant", merchant.text())
                .map((row, _) -> configuration(row))
                .findOne();
    }

    /// The default first, then the newest first.
    List<MethodConfiguration> list(Tx tx, MerchantId merchant, Page page) {
        return tx.query("""
                SELECT *
                  FROM payment_method_configurations
                 WHERE merchant_id = :merchant
                 ORDER BY is_default DESC, created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """)
                .bind("merchant", merchant.text())
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> configuration(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant) {
        return tx.query("SELECT count(*) FROM payment_method_configurations WHERE merchant_id = :merchant")
                .bind("merchant", merchant.text())
                .mapTo(Long.class)
                .one();
    }

    private static List<String> texts(Set<PaymentMethod> methods) {
        return methods.stream().map(PaymentMethod::text).toList();
    }

    private static MethodConfiguration configuration(ResultSet row) throws SQLException {
        return new MethodConfiguration(
                new MethodConfigurationId(row.getString("id")),
                row.getString("name"),
                row.getBoolean("is_default"),
                methods((String[]) row.getArray("enabled").getArray()),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    /// What a later version has put in is not offered by this one.
    private static Set<PaymentMethod> methods(String[] texts) {
        var methods = EnumSet.noneOf(PaymentMethod.class);
        Arrays.stream(texts).flatMap(text -> PaymentMethod.find(text).stream()).forEach(methods::add);
        return methods;
    }
}
