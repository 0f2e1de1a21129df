package dev.sarraf.merchants;

import dev.sarraf.db.Database;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/// The movable part of each merchant's clock in test mode: how far business dates run ahead of real time. The
/// only class that writes the table `clocks`.
public final class TestClock {
    private final Database mode;

    public TestClock(Database mode) {
        this.mode = mode;
    }

    /// Where a clock stands.
    ///
    /// @param ahead of real time, in whole seconds
    /// @param now the business time that it shows
    public record Reading(Duration ahead, Instant now) {}

    /// Moves the merchant's clock forward, by nothing perhaps, and reads it.
    public Reading advance(MerchantId merchant, Duration by) {
        return mode.inOneStatement(tx -> tx.query("""
                INSERT INTO clocks AS c (merchant_id, ahead)
                VALUES (:merchant, make_interval(secs => :seconds))
                    ON CONFLICT (merchant_id) DO UPDATE
                   SET ahead = c.ahead + excluded.ahead
                RETURNING extract(epoch FROM ahead)::bigint AS ahead, clock_timestamp() + ahead AS now
                """)
                .bind("merchant", merchant.text())
                .bind("seconds", by.toSeconds())
                .map((row, context) -> new Reading(
                        Duration.ofSeconds(row.getLong("ahead")),
                        row.getObject("now", OffsetDateTime.class).toInstant()))
                .one());
    }
}
