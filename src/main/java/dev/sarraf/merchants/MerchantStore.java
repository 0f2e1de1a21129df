package dev.sarraf.merchants;

import dev.sarraf.db.Tx;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `merchants`, and the only class that writes it.
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
                SELECT id, name, default_locale, logo, fees_pass_through, vat_collection, vat_basis_points,
                       default_branding
                  FROM merchants
                 WHERE id = :id
                """)
                .bind("id", id.text())
                .map((row, _) -> merchant(row))
                .findOne();
    }

    /// Holds the merchant's row until the transaction ends, for one change at a time. Tells whether there is one.
    boolean lock(Tx tx, MerchantId id) {
        return tx.query("SELECT id FROM merchants WHERE id = :id FOR UPDATE")
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne()
                .isPresent();
    }

    void insert(Tx tx, Merchant merchant) {
        bind(tx.update("""
                INSERT INTO merchants
                       (id, name, default_locale, logo, fees_pass_through, vat_collection, vat_basis_points,
                        default_branding)
                VALUES (:id, :name, :locale, :logo, :passThrough, :vat, :vatRate, :branding)
                """), merchant).execute();
    }

    void update(Tx tx, Merchant merchant) {
        bind(tx.update("""
                UPDATE merchants
                   SET name = :name,
                       default_locale = :locale,
                       logo = :logo,
                       fees_pass_through = :passThrough,
                       vat_collection = :vat,
                       vat_basis_points = :vatRate,
                       default_branding = :branding
                 WHERE id = :id
                """), merchant).execute();
    }

    /// Every merchant, the oldest first.
    List<Merchants.Listed> list(Tx tx) {
        return tx.query("""
                SELECT id, name, live_activated_at IS NOT NULL AS activated
                  FROM merchants
                 ORDER BY created_at, id
                """)
                .map((row, _) -> new Merchants.Listed(
                        new MerchantId(row.getString("id")), row.getString("name"), row.getBoolean("activated")))
                .list();
    }

    Map<MerchantId, URI> logos(Tx tx) {
        return tx
                .query("SELECT id, logo FROM merchants WHERE logo IS NOT NULL")
                .map((row, _) -> Map.entry(new MerchantId(row.getString("id")), URI.create(row.getString("logo"))))
                .list()
                .stream()
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    /// Tells whether there is such a merchant. Activating again changes nothing.
    boolean setActivated(Tx tx, MerchantId id, boolean activated) {
        return tx.update("""
                UPDATE merchants
                   SET live_activated_at = CASE WHEN :activated THEN coalesce(live_activated_at, clock_timestamp()) END
                 WHERE id = :id
                """).bind("id", id.text()).bind("activated", activated).execute() == 1;
    }

    private static Merchant merchant(ResultSet row) throws SQLException {
        return new Merchant(
                new MerchantId(row.getString("id")),
                row.getString("name"),
                Locale.of(row.getString("default_locale")),
                Optional.ofNullable(row.getString("logo")).map(URI::create),
                feeConfig(row),
                Optional.ofNullable(row.getString("default_branding"))
                        .map(Branding::of)
                        .orElse(Branding.NONE));
    }

    private static Optional<FeeConfig> feeConfig(ResultSet row) throws SQLException {
        int rate = row.getInt("vat_basis_points");
        return row.wasNull()
                ? Optional.empty()
                : Optional.of(
                        new FeeConfig(row.getBoolean("fees_pass_through"), row.getBoolean("vat_collection"), rate));
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Merchant merchant) {
        var fees = merchant.defaultFeeConfig();
        return statement
                .bind("id", merchant.id().text())
                .bind("name", merchant.name())
                .bind("locale", merchant.defaultLocale().getLanguage())
                .bind("logo", merchant.logo().map(URI::toString))
                .bind("passThrough", fees.map(FeeConfig::feesPassThrough))
                .bind("vat", fees.map(FeeConfig::vatCollection))
                .bind("vatRate", fees.map(FeeConfig::vatBasisPoints))
                .bind(
                        "branding",
                        Optional.of(merchant.defaultBranding())
                                .filter(branding -> !branding.isEmpty())
                                .map(Branding::json));
    }
}
