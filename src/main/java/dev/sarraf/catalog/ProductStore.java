package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `products`. [StockStore] reads it too, for what is sold.
final class ProductStore {
    void insert(Tx tx, MerchantId merchant, ProductId id, Product.Label label) {
        bind(tx.update("""
                INSERT INTO products
                       (merchant_id, id, name, description, image, unit_label, active, metadata, created_at, updated_at)
                SELECT :merchant, :id, :name, :description, :image, :unitLabel, :active, :metadata, t.now, t.now
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                """), label)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    void update(Tx tx, MerchantId merchant, ProductId id, Product.Label label, Optional<PriceId> defaultPrice) {
        bind(tx.update("""
                UPDATE products
                   SET name = :name,
                       description = :description,
                       image = :image,
                       unit_label = :unitLabel,
                       active = :active,
                       metadata = :metadata,
                       default_price_id = :defaultPrice,
                       updated_at = date_trunc('milliseconds', business_now(merchant_id))
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), label)
                .bind("defaultPrice", defaultPrice.map(PriceId::text))
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    /// Sets the default of a product that is new, whose dates stay.
    void setDefault(Tx tx, MerchantId merchant, ProductId id, PriceId price) {
        tx.update("""
                UPDATE products
                   SET default_price_id = :price
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("price", price.text())
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    void delete(Tx tx, MerchantId merchant, ProductId id) {
        tx.update("DELETE FROM products WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    Optional<Product> find(Tx tx, MerchantId merchant, ProductId id) {
        return tx.query("SELECT * FROM products WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> product(row))
                .findOne();
    }

    /// As [#find], and keeps the product as it is, and its prices from becoming more, until the transaction ends.
    Optional<Product> lock(Tx tx, MerchantId merchant, ProductId id) {
        return tx.query("SELECT * FROM products WHERE merchant_id = :merchant AND id = :id FOR UPDATE")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> product(row))
                .findOne();
    }

    /// Those of these products that there are, as they are now. None is gone before the transaction ends.
    List<Product> keep(Tx tx, MerchantId merchant, Collection<ProductId> ids) {
        return tx.query("""
                SELECT *
                  FROM products
                 WHERE merchant_id = :merchant
                   AND id = ANY (:ids)
                 ORDER BY id
                   FOR KEY SHARE
                """)
                .bind("merchant", merchant.text())
                .bindArray(
                        "ids", String.class, ids.stream().map(ProductId::text).toList())
                .map((row, _) -> product(row))
                .list();
    }

    /// The newest first.
    List<Product> list(Tx tx, MerchantId merchant, Products.Filter filter, Page page) {
        return bind(tx.query("""
                SELECT *
                  FROM products
                 WHERE merchant_id = :merchant
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                   AND (CAST(:search AS text) IS NULL
                        OR strpos(lower(concat_ws(chr(10), name, description, unit_label)), lower(:search)) > 0)
                   AND (:metadata = '{}' OR CAST(metadata AS jsonb) @> CAST(:metadata AS jsonb))
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> product(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Products.Filter filter) {
        return bind(tx.query("""
                SELECT count(*)
                  FROM products
                 WHERE merchant_id = :merchant
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                   AND (CAST(:search AS text) IS NULL
                        OR strpos(lower(concat_ws(chr(10), name, description, unit_label)), lower(:search)) > 0)
                   AND (:metadata = '{}' OR CAST(metadata AS jsonb) @> CAST(:metadata AS jsonb))
                """), merchant, filter).mapTo(Long.class).one();
    }

    private static Query bind(Query query, MerchantId merchant, Products.Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("active", filter.active())
                .bind("search", filter.search())
                .bind("metadata", filter.metadata().text());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Product.Label label) {
        return statement
                .bind("name", label.name())
                .bind("description", label.description())
                .bind("image", label.image())
                .bind("unitLabel", label.unitLabel())
                .bind("active", label.active())
                .bind("metadata", label.metadata().text());
    }

    private static Product product(ResultSet row) throws SQLException {
        return product(row, "");
    }

    /// A product out of columns whose names begin so.
    static Product product(ResultSet row, String prefix) throws SQLException {
        return new Product(
                new ProductId(row.getString(prefix + "id")),
                new Product.Label(
                        row.getString(prefix + "name"),
                        Optional.ofNullable(row.getString(prefix + "description")),
                        Optional.ofNullable(row.getString(prefix + "image")),
                        Optional.ofNullable(row.getString(prefix + "unit_label")),
                        row.getBoolean(prefix + "active"),
                        Metadata.parse(row.getString(prefix + "metadata"))),
                Optional.ofNullable(row.getString(prefix + "default_price_id")).map(PriceId::new),
                row.getObject(prefix + "created_at", OffsetDateTime.class).toInstant(),
                row.getObject(prefix + "updated_at", OffsetDateTime.class).toInstant());
    }
}
