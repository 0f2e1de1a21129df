package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication.ThreeDSecure;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Update;
import org.jspecify.annotations.Nullable;

/// The table `charges`, and the only class that names it.
final class ChargeStore {
    /// Writes down that the bank is about to be asked, and when to look what became of it if nobody says.
    void insertPending(Tx tx, Attempt attempt, Optional<ThreeDSecure> threeDSecure, Duration firstCheck) {
        bind(attempt, threeDSecure, tx.update("""
                INSERT INTO charges
                       (merchant_id, id, intent_id, session_id, status, amount, currency, bank_order, bank_transaction,
                        authentication_transaction, card_session, card, three_d_secure, created_at, sent_at,
                        next_check_at)
                VALUES (:merchant, :id, :intent, :session, 'PENDING', :amount, :currency, :order, :transaction,
                        :authentication, :cardSession, CAST(:card AS json), CAST(:threeDSecure AS json),
                        business_now(:merchant), clock_timestamp(),
                        clock_timestamp() + make_interval(secs => :firstCheck))
                """))
                .bind("firstCheck", firstCheck.toMillis() / 1000.0)
                .execute();
    }

    /// Writes down an attempt that failed before the bank was asked to charge.
    void insertFailed(Tx tx, Attempt attempt, Optional<ThreeDSecure> threeDSecure, Outcome.Decline decline) {
        bind(attempt, threeDSecure, tx.update("""
                INSERT INTO charges
                       (merchant_id, id, intent_id, session_id, status, amount, currency, bank_order, bank_transaction,
                        authentication_transaction, card_session, card, three_d_secure, decline, created_at)
                VALUES (:merchant, :id, :intent, :session, 'FAILED', :amount, :currency, :order, :transaction,
                        :authentication, :cardSession, CAST(:card AS json), CAST(:threeDSecure AS json),
                        CAST(:decline AS json), business_now(:merchant))
                """))
                .bind("decline", OwnJson.write(decline))
                .execute();
    }

    Optional<Charge> find(Tx tx, MerchantId merchant, ChargeId id) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, context) -> charge(row))
                .findOne();
    }

    /// Oldest first.
    List<Charge> ofIntent(Tx tx, MerchantId merchant, IntentId intent) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND intent_id = :intent
                 ORDER BY created_at, id
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent.text())
                .map((row, context) -> charge(row))
                .list();
    }

    void succeed(Tx tx, Charge charge, Outcome.Receipt receipt) {
        expectOne(
                charge,
                tx.update("""
                        UPDATE charges
                           SET status = 'SUCCEEDED',
                               receipt = CAST(:receipt AS json),
                               captured_at = business_now(merchant_id),
                               next_check_at = NULL
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'PENDING'
                        """)
                        .bind("receipt", OwnJson.write(receipt))
                        .bind("merchant", charge.merchant().text())
                        .bind("id", charge.id().text())
                        .execute());
    }

    void fail(Tx tx, Charge charge, Outcome.Decline decline, Optional<Outcome.Receipt> receipt) {
        expectOne(
                charge,
                tx.update("""
                        UPDATE charges
                           SET status = 'FAILED',
                               decline = CAST(:decline AS json),
                               receipt = CAST(:receipt AS json),
                               next_check_at = NULL
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'PENDING'
                        """)
                        .bind("decline", OwnJson.write(decline))
                        .bind("receipt", receipt.map(OwnJson::write))
                        .bind("merchant", charge.merchant().text())
                        .bind("id", charge.id().text())
                        .execute());
    }

    /// Notes that the request to charge was sent once more.
    void sentAgain(Tx tx, Charge charge) {
        tx.update("""
                UPDATE charges
                   SET sent_at = clock_timestamp()
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND status = 'PENDING'
                """)
                .bind("merchant", charge.merchant().text())
                .bind("id", charge.id().text())
                .execute();
    }

    /// Charges of all merchants that it is time to ask the bank about. Taking one puts its next check off, by
    /// twice as long each time up to a minute, so that no other worker takes it too and a worker that dies
    /// keeps nothing.
    List<Charge> claimDue(Tx tx, int limit) {
        return tx.query("""
                UPDATE charges
                   SET checks = checks + 1,
                       next_check_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(checks + 1, 6)))
                 WHERE (merchant_id, id) IN (SELECT merchant_id, id
                                               FROM charges
                                              WHERE status = 'PENDING'
                                                AND next_check_at <= clock_timestamp()
                                              ORDER BY next_check_at
                                              LIMIT :limit
                                                FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .bind("limit", limit)
                .map((row, context) -> charge(row))
                .list();
    }

    /// What every new charge takes over from its attempt.
    private static Update bind(Attempt attempt, Optional<ThreeDSecure> threeDSecure, Update insert) {
        return insert.bind("merchant", attempt.merchant().text())
                .bind("id", attempt.charge().text())
                .bind("intent", attempt.intent().text())
                .bind("session", attempt.session())
                .bind("amount", attempt.amount().minorUnits())
                .bind("currency", attempt.amount().currency().name())
                .bind("order", attempt.chargeIds().order())
                .bind("transaction", attempt.chargeIds().transaction())
                .bind(
                        "authentication",
                        threeDSecure.map(_ -> attempt.authenticationIds().transaction()))
                .bind("cardSession", attempt.cardSession().map(CardSession::id))
                .bind("card", OwnJson.write(attempt.card()))
                .bind("threeDSecure", threeDSecure.map(OwnJson::write));
    }

    private static void expectOne(Charge charge, int rows) {
        if (rows != 1) {
            throw new IllegalStateException("bug: charge " + charge.id() + " is not pending");
        }
    }

    private static Charge charge(ResultSet row) throws SQLException {
        return new Charge(
                new MerchantId(row.getString("merchant_id")),
                new ChargeId(row.getString("id")),
                new IntentId(row.getString("intent_id")),
                row.getString("session_id"),
                Charge.Status.valueOf(row.getString("status")),
                new Money(row.getLong("amount"), Currency.valueOf(row.getString("currency"))),
                new BankIds(row.getString("bank_order"), row.getString("bank_transaction")),
                Optional.ofNullable(row.getString("card_session")).map(CardSession::new),
                Optional.ofNullable(row.getString("authentication_transaction")),
                OwnJson.read(row.getString("card"), CardSummary.class),
                json(row.getString("three_d_secure"), ThreeDSecure.class),
                json(row.getString("receipt"), Outcome.Receipt.class),
                json(row.getString("decline"), Outcome.Decline.class),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "captured_at"),
                instant(row, "sent_at"),
                row.getInt("checks"));
    }

    private static <T> Optional<T> json(@Nullable String json, Class<T> type) {
        return Optional.ofNullable(json).map(text -> OwnJson.read(text, type));
    }

    private static Optional<Instant> instant(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
