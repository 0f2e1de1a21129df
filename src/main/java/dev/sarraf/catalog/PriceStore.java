package dev.sarraf.catalog;

import dev.sarraf.catalog.Price.Cost;
import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `prices`, as merchants fill it. How many are left of each is [StockStore]'s.
final class PriceStore {
    void insert(Tx tx, MerchantId merchant, PriceId id, ProductId product, NewPrice price) {
        bind(tx.update("""
                INSERT INTO prices
                       (merchant_id, id, product_id, type, currency, unit_amount, every, every_count, custom_minimum,
                        custom_maximum, custom_preset, name, description, stock, start_date, expiration_date, active,
                        metadata, created_at, updated_at)
                SELECT :merchant, :id, :product, :type, :currency, :unitAmount, :every, :everyCount, :minimum, :maximum,
                       :preset, :name, :description, :stock, :startDate, :expirationDate, :active, :metadata, t.now,
                       t.now
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                """), price.terms(), price.shelving())
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("product", product.text())
                .bind("type", price.terms().cost().type().name())
                .execute();
    }

    void update(Tx tx, MerchantId merchant, PriceId id, Price.Terms terms, Price.Shelving shelving) {
        bind(tx.update("""
                UPDATE prices
                   SET currency = :currency,
                       unit_amount = :unitAmount,
                       every = :every,
                       every_count = :everyCount,
                       custom_minimum = :minimum,
                       custom_maximum = :maximum,
                       custom_preset = :preset,
                       name = :name,
                       description = :description,
                       stock = :stock,
                       start_date = :startDate,
                       expiration_date = :expirationDate,
                       active = :active,
                       metadata = :metadata,
                       updated_at = date_trunc('milliseconds', business_now(merchant_id))
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), terms, shelving)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    void delete(Tx tx, MerchantId merchant, PriceId id) {
        tx.update("DELETE FROM prices WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    Optional<Price> find(Tx tx, MerchantId merchant, PriceId id) {
        return tx.query("SELECT * FROM prices WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> price(row))
                .findOne();
    }

    /// As [#find], and until the transaction ends, no session takes the price up and its stock does not move.
    Optional<Price> lock(Tx tx, MerchantId merchant, PriceId id) {
        return tx.query("SELECT * FROM prices WHERE merchant_id = :merchant AND id = :id FOR UPDATE")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> price(row))
                .findOne();
    }

    List<Price> lockAllOf(Tx tx, MerchantId merchant, ProductId product) {
        return tx.query("""
                SELECT *
                  FROM prices
                 WHERE merchant_id = :merchant
                   AND product_id = :product
                 ORDER BY id
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("product", product.text())
                .map((row, _) -> price(row))
                .list();
    }

    /// The prices of these products, the oldest first.
    List<Price> of(Tx tx, MerchantId merchant, Collection<ProductId> products) {
        return tx.query("""
                SELECT *
                  FROM prices
                 WHERE merchant_id = :merchant
                   AND product_id = ANY (:products)
                 ORDER BY created_at, id
                """)
                .bind("merchant", merchant.text())
                .bindArray(
                        "products",
                        String.class,
                        products.stream().map(ProductId::text).toList())
                .map((row, _) -> price(row))
                .list();
    }

    int countOf(Tx tx, MerchantId merchant, ProductId product) {
        return tx.query("SELECT count(*) FROM prices WHERE merchant_id = :merchant AND product_id = :product")
                .bind("merchant", merchant.text())
                .bind("product", product.text())
                .mapTo(Integer.class)
                .one();
    }

    /// The newest first.
    List<Price> list(Tx tx, MerchantId merchant, Prices.Filter filter, Page page) {
        return bind(tx.query("""
                SELECT *
                  FROM prices
                 WHERE merchant_id = :merchant
                   AND (CAST(:product AS text) IS NULL OR product_id = :product)
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> price(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Prices.Filter filter) {
        return bind(tx.query("""
                SELECT count(*)
                  FROM prices
                 WHERE merchant_id = :merchant
                   AND (CAST(:product AS text) IS NULL OR product_id = :product)
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                """), merchant, filter).mapTo(Long.class).one();
    }

    private static Query bind(Query query, MerchantId merchant, Prices.Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("product", filter.product())
                .bind("active", filter.active());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Price.Terms terms, Price.Shelving shelving) {
        var cost = terms.cost();
        return statement
                .bind("currency", terms.currency().name())
                .bind("unitAmount", cost.unitAmount())
                .bind(
                        "every",
                        cost.recurrence()
                                .map(recurrence -> recurrence.interval().name()))
                .bind("everyCount", cost.recurrence().map(Price.Recurrence::count))
                .bind("minimum", cost.bounds().flatMap(CustomAmount::minimum))
                .bind("maximum", cost.bounds().flatMap(CustomAmount::maximum))
                .bind("preset", cost.bounds().flatMap(CustomAmount::preset))
                .bind("name", shelving.name())
                .bind("description", shelving.description())
                .bind("stock", shelving.stock())
                .bind("startDate", shelving.startDate().map(PriceStore::column))
                .bind("expirationDate", shelving.expirationDate().map(PriceStore::column))
                .bind("active", shelving.active())
                .bind("metadata", shelving.metadata().text());
    }

    static Price price(ResultSet row) throws SQLException {
        return new Price(
                new PriceId(row.getString("id")),
                new ProductId(row.getString("product_id")),
                new Price.Terms(Currency.valueOf(row.getString("currency")), cost(row)),
                new Price.Shelving(
                        Optional.ofNullable(row.getString("name")),
                        Optional.ofNullable(row.getString("description")),
                        whole(row, "stock"),
                        moment(row, "start_date"),
                        moment(row, "expiration_date"),
                        row.getBoolean("active"),
                        Metadata.parse(row.getString("metadata"))),
                new Price.Count(row.getLong("reserved"), row.getLong("sold")),
                row.getBoolean("used"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }

    private static Cost cost(ResultSet row) throws SQLException {
        return switch (Price.Type.valueOf(row.getString("type"))) {
            case ONE_TIME -> new Cost.OneTime(row.getLong("unit_amount"));
            case RECURRING ->
                new Cost.Recurring(
                        row.getLong("unit_amount"),
                        new Price.Recurrence(
                                Price.Interval.valueOf(row.getString("every")), row.getLong("every_count")));
            case CUSTOM ->
                new Cost.Custom(new CustomAmount(
                        whole(row, "custom_minimum"), whole(row, "custom_maximum"), whole(row, "custom_preset")));
        };
    }

    static Optional<Long> whole(ResultSet row, String column) throws SQLException {
        long number = row.getLong(column);
        return row.wasNull() ? Optional.empty() : Optional.of(number);
    }

    static Optional<Instant> moment(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }

    /// As the driver takes a moment.
    static OffsetDateTime column(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
