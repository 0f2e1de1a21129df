package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.CardSession;
import java.net.URI;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// The table `payment_attempts`, and the only class that writes it. A session is read together with whether one
/// of its attempts is with the bank.
final class AttemptStore {
    /// Issuers give their customers about as long. The card is kept at the gateway for a quarter of an hour.
    private static final int CHALLENGE_MINUTES = 10;

    /// @param addressKey names the address that it comes from, where that tells one customer from another
    void insert(Tx tx, Attempt attempt, String formToken, byte[] returnTokenHash, Optional<String> addressKey) {
        MeansRow.bind(tx.update("""
                INSERT INTO payment_attempts
                       (merchant_id, charge_id, intent_id, session_id, form_token, return_token_hash, state, amount,
                        currency, breakdown, card, local, address_key, created_at, updated_at)
                VALUES (:merchant, :charge, :intent, :session, :formToken, :returnToken, :state, :amount, :currency,
                        CAST(:breakdown AS json), CAST(:card AS json), CAST(:local AS json), :address,
                        clock_timestamp(), clock_timestamp())
                """), attempt.means())
                .bind("state", name(attempt.state()))
                .bind("address", addressKey)
                .bind("merchant", attempt.merchant().text())
                .bind("charge", attempt.charge().text())
                .bind("intent", attempt.intent().text())
                .bind("session", attempt.session())
                .bind("formToken", formToken)
                .bind("returnToken", returnTokenHash)
                .bind("amount", attempt.amount().minorUnits())
                .bind("currency", attempt.amount().currency().name())
                .bind("breakdown", OwnJson.write(attempt.breakdown()))
                .execute();
    }

    Optional<Attempt> find(Tx tx, MerchantId merchant, String session, ChargeId charge) {
        return tx.query("""
                SELECT *
                  FROM payment_attempts
                 WHERE merchant_id = :merchant
                   AND charge_id = :charge
                   AND session_id = :session
                """)
                .bind("merchant", merchant.text())
                .bind("charge", charge.text())
                .bind("session", session)
                .map((row, context) -> attempt(row))
                .findOne();
    }

    Optional<Attempt> findByFormToken(Tx tx, MerchantId merchant, String session, String formToken) {
        return tx.query("""
                SELECT *
                  FROM payment_attempts
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND form_token = :formToken
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .bind("formToken", formToken)
                .map((row, context) -> attempt(row))
                .findOne();
    }

    /// The attempt that a browser comes back to. The token alone finds the merchant too.
    Optional<Attempt> findByReturnToken(Tx tx, byte[] hash) {
        return tx.query("""
                SELECT *
                  FROM payment_attempts
                 WHERE return_token_hash = :hash
                """)
                .bind("hash", hash)
                .map((row, context) -> attempt(row))
                .findOne();
    }

    /// The attempt of a session that can still lead to money, of which there is at most one.
    Optional<Attempt> findLiving(Tx tx, MerchantId merchant, String session) {
        return tx.query("""
                SELECT *
                  FROM payment_attempts
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND state IN ('AUTHENTICATING', 'CHALLENGED', 'CHARGING')
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .map((row, context) -> attempt(row))
                .findOne();
    }

    /// How often this session was declined. Failures of machines are nobody's fault and do not count.
    int countDeclined(Tx tx, MerchantId merchant, String session) {
        return tx.query("""
                SELECT count(*)
                  FROM payment_attempts
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND state = 'DECLINED'
                   AND card IS NOT NULL
                   AND decline_code <> 'processing_error'
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .mapTo(Integer.class)
                .one();
    }

    /// Takes attempts of all merchants whose customer has been with the issuer for too long, and puts them off for a
    /// minute, so that no other process takes them too.
    List<Attempt> claimLapsed(Tx tx, int limit) {
        return tx.query("""
                UPDATE payment_attempts AS p
                   SET challenged_until = business_now(p.merchant_id) + interval '1 minute'
                  FROM (SELECT merchant_id, charge_id
                          FROM payment_attempts
                         WHERE state = 'CHALLENGED'
                           AND challenged_until <= business_now(merchant_id)
                         ORDER BY challenged_until
                         LIMIT :limit
                           FOR UPDATE SKIP LOCKED) AS due
                 WHERE p.merchant_id = due.merchant_id
                   AND p.charge_id = due.charge_id
                RETURNING p.*
                """)
                .bind("limit", limit)
                .map((row, context) -> attempt(row))
                .list();
    }

    /// Attempts of all merchants whose check nobody can be carrying on any more, because the process that did is
    /// gone.
    List<Attempt> findStranded(Tx tx, Duration idle, int limit) {
        return tx.query("""
                SELECT *
                  FROM payment_attempts
                 WHERE state = 'AUTHENTICATING'
                   AND updated_at < statement_timestamp() - make_interval(secs => :seconds)
                 ORDER BY updated_at
                 LIMIT :limit
                """)
                .bind("seconds", idle.toMillis() / 1000.0)
                .bind("limit", limit)
                .map((row, context) -> attempt(row))
                .list();
    }

    /// Writes the state, the card session and what the customer pays with. The caller holds the session's lock.
    void update(Tx tx, Attempt attempt) {
        Optional<AttemptState.Challenged> challenge = attempt.state() instanceof AttemptState.Challenged challenged
                ? Optional.of(challenged)
                : Optional.empty();
        Optional<AttemptState.Declined> declined =
                attempt.state() instanceof AttemptState.Declined decline ? Optional.of(decline) : Optional.empty();
        int rows = MeansRow.bind(tx.update("""
                UPDATE payment_attempts
                   SET state = :state,
                       card = CAST(:card AS json),
                       local = CAST(:local AS json),
                       card_session = :cardSession,
                       acs_url = :acsUrl,
                       creq = :creq,
                       decline_code = :declineCode,
                       decline_reason = :declineReason,
                       challenged_until = CASE
                           WHEN :state = 'CHALLENGED'
                           THEN coalesce(challenged_until,
                                         business_now(merchant_id) + make_interval(mins => :challengeMinutes))
                       END,
                       updated_at = clock_timestamp()
                 WHERE merchant_id = :merchant
                   AND charge_id = :charge
                """), attempt.means())
                .bind("state", name(attempt.state()))
                .bind("cardSession", attempt.cardSession().map(CardSession::id))
                .bind("acsUrl", challenge.map(state -> state.acsUrl().toString()))
                .bind("creq", challenge.map(AttemptState.Challenged::creq))
                .bind("declineCode", declined.map(AttemptState.Declined::code))
                .bind("challengeMinutes", CHALLENGE_MINUTES)
                .bind("declineReason", declined.flatMap(AttemptState.Declined::reason))
                .bind("merchant", attempt.merchant().text())
                .bind("charge", attempt.charge().text())
                .execute();
        if (rows != 1) {
            throw new IllegalStateException("bug: no attempt " + attempt.charge());
        }
    }

    private static String name(AttemptState state) {
        return switch (state) {
            case AttemptState.Authenticating _ -> "AUTHENTICATING";
            case AttemptState.Challenged _ -> "CHALLENGED";
            case AttemptState.Charging _ -> "CHARGING";
            case AttemptState.Succeeded _ -> "SUCCEEDED";
            case AttemptState.Declined _ -> "DECLINED";
            case AttemptState.Replaced _ -> "REPLACED";
        };
    }

    private static Attempt attempt(ResultSet row) throws SQLException {
        var amount = new Money(row.getLong("amount"), Currency.valueOf(row.getString("currency")));
        return new Attempt(
                new MerchantId(row.getString("merchant_id")),
                new ChargeId(row.getString("charge_id")),
                new IntentId(row.getString("intent_id")),
                row.getString("session_id"),
                state(row),
                amount,
                OwnJson.breakdown(row.getString("breakdown"), amount),
                MeansRow.read(row),
                Optional.ofNullable(row.getString("card_session")).map(CardSession::new));
    }

    private static AttemptState state(ResultSet row) throws SQLException {
        return switch (row.getString("state")) {
            case "AUTHENTICATING" -> new AttemptState.Authenticating();
            case "CHALLENGED" ->
                new AttemptState.Challenged(URI.create(row.getString("acs_url")), row.getString("creq"));
            case "CHARGING" -> new AttemptState.Charging();
            case "SUCCEEDED" -> new AttemptState.Succeeded();
            case "DECLINED" ->
                new AttemptState.Declined(
                        row.getString("decline_code"), Optional.ofNullable(row.getString("decline_reason")));
            case "REPLACED" -> new AttemptState.Replaced();
            case String other -> throw new IllegalStateException("bug: attempt state " + other);
        };
    }
}
