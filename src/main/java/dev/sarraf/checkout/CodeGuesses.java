package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import java.util.Optional;

/// The table `code_guesses`: keeps promotion codes from being found by trying. Only codes that do not exist count.
final class CodeGuesses {
    /// Somebody reads a code off a leaflet, and errs.
    private static final int PER_SESSION = 10;

    /// A household, or an office.
    private static final int PER_ADDRESS = 20;

    /// @param address the key of the customer's address, where it tells one customer from another
    /// @throws Refusal where too many have been tried
    void requireFew(Tx tx, MerchantId merchant, SessionId session, Optional<String> address) {
        if (ofSession(tx, merchant, session) >= PER_SESSION
                || address.filter(key -> ofAddress(tx, key) >= PER_ADDRESS).isPresent()) {
            throw Refusal.of(
                    Reason.TOO_MANY_REQUESTS, ErrorCode.RATE_LIMIT, "No more promotion codes can be tried now.");
        }
    }

    void note(Tx tx, MerchantId merchant, SessionId session, Optional<String> address) {
        tx.update("""
                INSERT INTO code_guesses (merchant_id, session_id, address_key, created_at)
                VALUES (:merchant, :session, :address, clock_timestamp())
                """)
                .bind("merchant", merchant.text())
                .bind("session", session.text())
                .bind("address", address)
                .execute();
    }

    /// Forgets what no longer counts.
    int purge(Tx tx) {
        return tx.update("DELETE FROM code_guesses WHERE created_at < clock_timestamp() - interval '1 hour'")
                .execute();
    }

    private static int ofSession(Tx tx, MerchantId merchant, SessionId session) {
        return tx.query("""
                SELECT count(*)
                  FROM code_guesses
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND created_at > clock_timestamp() - interval '1 hour'
                """)
                .bind("merchant", merchant.text())
                .bind("session", session.text())
                .mapTo(Integer.class)
                .one();
    }

    private static int ofAddress(Tx tx, String address) {
        return tx.query("""
                SELECT count(*)
                  FROM code_guesses
                 WHERE address_key = :address
                   AND created_at > clock_timestamp() - interval '10 minutes'
                """).bind("address", address).mapTo(Integer.class).one();
    }
}
