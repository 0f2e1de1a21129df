package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.util.Set;
import java.util.stream.Collectors;

/// Counts attempts to pay by what they have in common. Times are real ones, and failures of machines do not count.
final class TryStore {
    /// Lets the attempts that have this in common begin one after the other. Taken behind the lock of a session.
    void queue(Tx tx, String what, String key) {
        tx.query(
                        "SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' try ' || :what || ' ' || :key, 0))")
                .bind("what", what)
                .bind("key", key)
                .mapToMap()
                .list();
    }

    /// Tries of the last ten minutes that did not succeed, less those that did: behind one address of a mobile network
    /// there is a crowd, most of whom pay.
    int ofAddress(Tx tx, String addressKey) {
        return tx.query("""
                SELECT count(*) FILTER (WHERE state <> 'SUCCEEDED') - count(*) FILTER (WHERE state = 'SUCCEEDED')
                  FROM payment_attempts
                 WHERE address_key = :address
                   AND created_at > clock_timestamp() - interval '10 minutes'
                   AND decline_code IS DISTINCT FROM 'processing_error'
                """).bind("address", addressKey).mapTo(Integer.class).one();
    }

    /// Tries of the last hour with this card that were declined or given up.
    int ofCard(Tx tx, MerchantId merchant, String fingerprint) {
        return tx.query("""
                SELECT count(*)
                  FROM payment_attempts
                 WHERE merchant_id = :merchant
                   AND card ->> 'fingerprint' = :fingerprint
                   AND created_at > clock_timestamp() - interval '1 hour'
                   AND state IN ('DECLINED', 'REPLACED')
                   AND decline_code IS DISTINCT FROM 'processing_error'
                """)
                .bind("merchant", merchant.text())
                .bind("fingerprint", fingerprint)
                .mapTo(Integer.class)
                .one();
    }

    /// Merchants with at least fifty tries in a quarter of an hour, of which more than two in five were declined.
    Set<MerchantId> attacked(Tx tx) {
        return tx.query("""
                SELECT merchant_id
                  FROM payment_attempts
                 WHERE created_at > clock_timestamp() - interval '15 minutes'
                   AND state IN ('SUCCEEDED', 'DECLINED', 'REPLACED')
                   AND decline_code IS DISTINCT FROM 'processing_error'
                 GROUP BY merchant_id
                HAVING count(*) >= 50
                   AND count(*) FILTER (WHERE state <> 'SUCCEEDED') > 0.4 * count(*)
                """).mapTo(String.class).list().stream()
                .map(MerchantId::new)
                .collect(Collectors.toUnmodifiableSet());
    }
}
