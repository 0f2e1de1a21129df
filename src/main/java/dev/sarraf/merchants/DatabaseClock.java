package dev.sarraf.merchants;

import dev.sarraf.db.Tx;
import java.time.Instant;
import java.time.OffsetDateTime;

/// The times that stored rows are dated by, for whoever has to compare with them outside of SQL.
public final class DatabaseClock {
    private DatabaseClock() {}

    /// By which business dates of this merchant are judged: real time, moved by the merchant's test clock.
    public static Instant business(Tx tx, MerchantId merchant) {
        return tx.query("SELECT business_now(:merchant)")
                .bind("merchant", merchant.text())
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
    }

    /// By which leases and requests to others are dated.
    public static Instant real(Tx tx) {
        return tx.query("SELECT clock_timestamp()")
                .mapTo(OffsetDateTime.class)
                .one()
                .toInstant();
    }
}
