package dev.sarraf.merchants;

import dev.sarraf.db.Tx;
import java.time.Duration;

/// The movable part of each merchant's clock in test mode: how far business dates run ahead of real time. The
/// only class that writes the table `clocks`.
public final class TestClock {
    /// Moves the merchant's clock forward. Returns how far it is ahead now, in whole seconds.
    public Duration advance(Tx tx, MerchantId merchant, Duration by) {
        return tx.query("""
                INSERT INTO clocks AS c (merchant_id, ahead)
                VALUES (:merchant, make_interval(secs => :seconds))
                    ON CONFLICT (merchant_id) DO UPDATE
                   SET ahead = c.ahead + excluded.ahead,
                       moved_at = excluded.moved_at
                RETURNING extract(epoch FROM ahead)::bigint
                """)
                .bind("merchant", merchant.text())
                .bind("seconds", by.toSeconds())
                .mapTo(Long.class)
                .map(Duration::ofSeconds)
                .one();
    }
}
