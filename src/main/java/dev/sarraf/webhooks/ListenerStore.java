package dev.sarraf.webhooks;

import dev.sarraf.db.Tx;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.Lane;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The table `listeners`, and the only class that names it.
final class ListenerStore {
    /// Each has one secret for as long as it exists.
    static final int SECRET = 1;

    /// A listener without its subscription, which another table holds.
    record Row(EndpointId id, String name, SealedSecret secret) {}

    /// Waits until no other transaction is changing this merchant's listeners.
    void lockAll(Tx tx, MerchantId merchant) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended('listeners ' || :merchant, 0))")
                .bind("merchant", merchant.text())
                .map((_, _) -> merchant)
                .one();
    }

    int count(Tx tx, MerchantId merchant) {
        return tx.query("SELECT count(*) FROM listeners WHERE merchant_id = :merchant")
                .bind("merchant", merchant.text())
                .mapTo(Integer.class)
                .one();
    }

    void insert(Tx tx, MerchantId merchant, Row row) {
        tx.update("""
                INSERT INTO listeners (merchant_id, id, name, sealed, seen_at)
                VALUES (:merchant, :id, :name, :sealed, clock_timestamp())
                """)
                .bind("merchant", merchant.text())
                .bind("id", row.id().text())
                .bind("name", row.name())
                .bind("sealed", row.secret().bytes())
                .execute();
    }

    Optional<Row> find(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.query("""
                SELECT id, name, sealed
                  FROM listeners
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> row(row))
                .findOne();
    }

    Optional<Row> named(Tx tx, MerchantId merchant, String name) {
        return tx.query("""
                SELECT id, name, sealed
                  FROM listeners
                 WHERE merchant_id = :merchant
                   AND name = :name
                """)
                .bind("merchant", merchant.text())
                .bind("name", name)
                .map((row, _) -> row(row))
                .findOne();
    }

    /// Notes that it is there. Whether it still exists.
    boolean seen(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.update("""
                        UPDATE listeners
                           SET seen_at = clock_timestamp()
                         WHERE merchant_id = :merchant
                           AND id = :id
                        """)
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute()
                == 1;
    }

    /// Whether there was one to delete.
    boolean delete(Tx tx, MerchantId merchant, EndpointId id) {
        return tx.update("DELETE FROM listeners WHERE merchant_id = :merchant AND id = :id")
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute()
                == 1;
    }

    /// Deletes those that have not been there for so long, and returns them.
    List<Lane> deleteUnseen(Tx tx, Duration longest) {
        return tx.query("""
                DELETE FROM listeners
                 WHERE seen_at < clock_timestamp() - :longest
                RETURNING merchant_id, id
                """)
                .bind("longest", longest)
                .map((row, _) ->
                        new Lane(new MerchantId(row.getString("merchant_id")), new EndpointId(row.getString("id"))))
                .list();
    }

    private static Row row(ResultSet row) throws SQLException {
        return new Row(
                new EndpointId(row.getString("id")),
                row.getString("name"),
                new SealedSecret(SECRET, row.getBytes("sealed")));
    }
}
