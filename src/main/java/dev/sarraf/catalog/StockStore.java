package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// What is left of the rows of `prices`, and what sessions hold of them. Rows are locked in the order of their ids.
final class StockStore {
    /// A price with its product, at a moment of the merchant's business time.
    record OnSale(Price price, Product product, Instant now) {}

    /// Those of these prices that there are. What they cost stays until the transaction ends.
    Map<PriceId, OnSale> keep(Tx tx, MerchantId merchant, Collection<PriceId> ids) {
        return find(tx, merchant, ids, "FOR KEY SHARE OF p");
    }

    /// As [#keep], and keeps nothing.
    Map<PriceId, OnSale> find(Tx tx, MerchantId merchant, Collection<PriceId> ids) {
        return find(tx, merchant, ids, "");
    }

    private static Map<PriceId, OnSale> find(Tx tx, MerchantId merchant, Collection<PriceId> ids, String locking) {
        return tx
                .query("""
                SELECT p.*,
                       business_now(p.merchant_id) AS now,
                       i.id AS item_id,
                       i.name AS item_name,
                       i.description AS item_description,
                       i.image AS item_image,
                       i.unit_label AS item_unit_label,
                       i.active AS item_active,
                       i.metadata AS item_metadata,
                       i.default_price_id AS item_default_price_id,
                       i.created_at AS item_created_at,
                       i.updated_at AS item_updated_at
                  FROM prices AS p
                  JOIN products AS i
                    ON i.merchant_id = p.merchant_id
                   AND i.id = p.product_id
                 WHERE p.merchant_id = :merchant
                   AND p.id = ANY (:ids)
                 ORDER BY p.id
                """ + locking)
                .bind("merchant", merchant.text())
                .bindArray("ids", String.class, texts(ids))
                .map((row, _) -> new OnSale(PriceStore.price(row), ProductStore.product(row, "item_"), now(row)))
                .list()
                .stream()
                .collect(Collectors.toMap(found -> found.price().id(), found -> found));
    }

    /// From now on what these cost cannot change any more.
    void markUsed(Tx tx, MerchantId merchant, Collection<PriceId> ids) {
        tx.update("""
                WITH locked AS (
                    SELECT id
                      FROM prices
                     WHERE merchant_id = :merchant
                       AND id = ANY (:ids)
                       AND NOT used
                     ORDER BY id
                       FOR NO KEY UPDATE
                )
                UPDATE prices AS p
                   SET used = true
                  FROM locked
                 WHERE p.merchant_id = :merchant
                   AND p.id = locked.id
                """)
                .bind("merchant", merchant.text())
                .bindArray("ids", String.class, texts(ids))
                .execute();
    }

    /// How many more of each can be reserved, which stays so until the transaction ends; empty for no limit.
    Map<PriceId, Optional<Long>> lockFree(Tx tx, MerchantId merchant, Collection<PriceId> ids) {
        return tx
                .query("""
                SELECT *
                  FROM prices
                 WHERE merchant_id = :merchant
                   AND id = ANY (:ids)
                 ORDER BY id
                   FOR NO KEY UPDATE
                """)
                .bind("merchant", merchant.text())
                .bindArray("ids", String.class, texts(ids))
                .map((row, _) -> PriceStore.price(row))
                .list()
                .stream()
                .collect(Collectors.toMap(Price::id, Price::free));
    }

    /// Moves so many of each from what is free to what is reserved, or back where they are negative.
    void reserve(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        move(tx, merchant, quantities, "reserved = p.reserved + wanted.quantity");
    }

    /// Takes so many of each out of what is reserved and out of the stock.
    void sell(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        move(tx, merchant, quantities, """
                reserved = p.reserved - wanted.quantity,
                       sold = p.sold + wanted.quantity,
                       stock = p.stock - wanted.quantity""");
    }

    private static void move(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities, String assignment) {
        var entries = List.copyOf(quantities.entrySet());
        int moved = tx.update("""
                WITH locked AS (
                    SELECT id
                      FROM prices
                     WHERE merchant_id = :merchant
                       AND id = ANY (:ids)
                     ORDER BY id
                       FOR NO KEY UPDATE
                )
                UPDATE prices AS p
                   SET %s
                  FROM locked
                  JOIN unnest(CAST(:ids AS text[]), CAST(:quantities AS bigint[])) AS wanted (id, quantity)
                    ON wanted.id = locked.id
                 WHERE p.merchant_id = :merchant
                   AND p.id = locked.id
                """.formatted(assignment))
                .bind("merchant", merchant.text())
                .bindArray(
                        "ids",
                        String.class,
                        entries.stream().map(entry -> entry.getKey().text()).toList())
                .bindArray(
                        "quantities",
                        Long.class,
                        entries.stream().map(Map.Entry::getValue).toList())
                .execute();
        if (moved != entries.size()) {
            throw new IllegalStateException("bug: " + (entries.size() - moved) + " prices of a session are gone");
        }
    }

    private static List<String> texts(Collection<PriceId> ids) {
        return ids.stream().map(PriceId::text).toList();
    }

    private static Instant now(ResultSet row) throws SQLException {
        return row.getObject("now", OffsetDateTime.class).toInstant();
    }
}
