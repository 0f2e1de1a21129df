package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
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
    ///
    /// @param cartRevision which state of the session's cart is paid for
    void insertPending(
            Tx tx, Attempt attempt, int cartRevision, Optional<ThreeDSecure> threeDSecure, Duration firstCheck) {
        bind(attempt, threeDSecure, tx.update("""
                INSERT INTO charges
                       (merchant_id, id, intent_id, session_id, status, amount, currency, cart_revision, bank_order,
                        bank_transaction, authentication_transaction, card_session, breakdown, card, local,
                        three_d_secure, created_at, sent_at, next_check_at)
                VALUES (:merchant, :id, :intent, :session, 'PENDING', :amount, :currency, :cartRevision, :order, :transaction,
                        :authentication, :cardSession, CAST(:breakdown AS json), CAST(:card AS json), CAST(:local AS json),
                        CAST(:threeDSecure AS json), business_now(:merchant), clock_timestamp(),
                        clock_timestamp() + make_interval(secs => :firstCheck))
                """))
                .bind("cartRevision", cartRevision)
                .bind("firstCheck", firstCheck.toMillis() / 1000.0)
                .execute();
    }

    /// Writes down an attempt that failed before the bank was asked to charge.
    void insertFailed(Tx tx, Attempt attempt, Optional<ThreeDSecure> threeDSecure, Outcome.Decline decline) {
        bind(attempt, threeDSecure, tx.update("""
                INSERT INTO charges
                       (merchant_id, id, intent_id, session_id, status, amount, currency, bank_order, bank_transaction,
                        authentication_transaction, card_session, breakdown, card, local, three_d_secure, decline,
                        created_at)
                VALUES (:merchant, :id, :intent, :session, 'FAILED', :amount, :currency, :order, :transaction,
                        :authentication, :cardSession, CAST(:breakdown AS json), CAST(:card AS json), CAST(:local AS json),
                        CAST(:threeDSecure AS json), CAST(:decline AS json), business_now(:merchant))
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

    Optional<Charge> latestLocal(Tx tx, MerchantId merchant, String session) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND local IS NOT NULL
                 ORDER BY created_at DESC, id DESC
                 LIMIT 1
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .map((row, context) -> charge(row))
                .findOne();
    }

    /// Takes the charge's row lock, under which its refunds follow one another, and reads it afterwards.
    Optional<Charge> lock(Tx tx, MerchantId merchant, ChargeId id) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, context) -> charge(row))
                .findOne();
    }

    /// Newest first. An intent that is not given stands for all.
    List<Charge> list(Tx tx, MerchantId merchant, Optional<String> intent, Page page) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND (CAST(:intent AS text) IS NULL OR intent_id = :intent)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, context) -> charge(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Optional<String> intent) {
        return tx.query("""
                SELECT count(*)
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND (CAST(:intent AS text) IS NULL OR intent_id = :intent)
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent)
                .mapTo(Long.class)
                .one();
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

    /// Intents with charges of a period, each where its latest one of them stands, oldest first.
    List<IntentPlace> intents(Tx tx, MerchantId merchant, BankCheck.Period period, IntentPlace.Mark after, int limit) {
        return tx.query("""
                SELECT intent_id, created_at, id
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND created_at >= :from
                   AND created_at < :until
                   AND (created_at, id) > (:time, :id)
                   AND NOT EXISTS (SELECT
                                     FROM charges AS later
                                    WHERE later.merchant_id = :merchant
                                      AND later.intent_id = charges.intent_id
                                      AND (later.created_at, later.id) > (charges.created_at, charges.id)
                                      AND later.created_at < :until)
                 ORDER BY created_at, id
                 LIMIT :limit
                """)
                .bind("merchant", merchant.text())
                .bind("from", period.from())
                .bind("until", period.until())
                .bind("time", after.at())
                .bind("id", after.id())
                .bind("limit", limit)
                .map((row, context) -> new IntentPlace(
                        new IntentId(row.getString("intent_id")),
                        new IntentPlace.Mark(
                                row.getObject("created_at", OffsetDateTime.class)
                                        .toInstant(),
                                row.getString("id"))))
                .list();
    }

    void succeed(Tx tx, Charge charge, Outcome.Receipt receipt, String receiptToken) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.PENDING, """
                        status = 'SUCCEEDED',
                        receipt = CAST(:receipt AS json),
                        receipt_token = :receiptToken,
                        captured_at = business_now(merchant_id),
                        next_check_at = NULL
                        """)
                        .bind("receipt", OwnJson.write(receipt))
                        .bind("receiptToken", receiptToken)
                        .execute());
    }

    /// @param watch how long until the bank is asked whether it still says so; empty where its word is final
    void fail(
            Tx tx,
            Charge charge,
            Outcome.Decline decline,
            Optional<Outcome.Receipt> receipt,
            Optional<Duration> watch) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.PENDING, """
                        status = 'FAILED',
                        decline = CAST(:decline AS json),
                        receipt = CAST(:receipt AS json),
                        checks = 0,
                        next_check_at = clock_timestamp() + make_interval(secs => CAST(:watch AS double precision))
                        """)
                        .bind("watch", watch.map(pause -> pause.toMillis() / 1000.0))
                        .bind("decline", OwnJson.write(decline))
                        .bind("receipt", receipt.map(OwnJson::write))
                        .execute());
    }

    /// The bank took the money of a charge that had failed, and it can be kept.
    void overturn(Tx tx, Charge charge, Outcome.Receipt receipt, String receiptToken) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.FAILED, """
                        status = 'SUCCEEDED',
                        decline = NULL,
                        receipt = CAST(:receipt AS json),
                        receipt_token = :receiptToken,
                        captured_at = business_now(merchant_id),
                        next_check_at = NULL
                        """)
                        .bind("receipt", OwnJson.write(receipt))
                        .bind("receiptToken", receiptToken)
                        .execute());
    }

    /// The bank took the money of a charge that had failed, and it is to be given back: it may be asked at once.
    ///
    /// @param part what it took where that is less than the amount
    void reverse(Tx tx, Charge charge, Optional<Money> part) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.FAILED, """
                        status = 'REVERSING',
                        part_taken = :part,
                        reversal_step = 'VOID',
                        captured_at = business_now(merchant_id),
                        sent_at = NULL,
                        checks = 0,
                        next_check_at = clock_timestamp() + interval '2 seconds'
                        """)
                        .bind("part", part.map(Money::minorUnits))
                        .execute());
    }

    /// The reversal goes on by another step, after a pause.
    void reverseBy(Tx tx, Charge charge, Charge.Reversal next, Duration pause) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.REVERSING, """
                        reversal_step = :step,
                        reversal_round = :round,
                        sent_at = NULL,
                        checks = 0,
                        next_check_at = clock_timestamp() + make_interval(secs => :pause)
                        """)
                        .bind("step", next.step().name())
                        .bind("round", next.round())
                        .bind("pause", pause.toMillis() / 1000.0)
                        .execute());
    }

    /// The money has been given back by this step, be it the latest or an earlier one that was done after all.
    void reversed(Tx tx, Charge charge, Charge.Reversal how) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.REVERSING, """
                        status = 'REVERSED',
                        reversal_step = :step,
                        reversal_round = :round,
                        next_check_at = NULL
                        """)
                        .bind("step", how.step().name())
                        .bind("round", how.round())
                        .execute());
    }

    /// What a provider has given out for a charge.
    void given(Tx tx, Charge charge, Means.Local local) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.PENDING, "local = CAST(:local AS json)")
                        .bind("local", OwnJson.write(local))
                        .execute());
    }

    /// Somebody says that something happened to a local charge: it is asked about next, unless all is known of it.
    int ask(Tx tx, MerchantId merchant, String session, ChargeId id) {
        return tx.update("""
                UPDATE charges
                   SET next_check_at = least(next_check_at, clock_timestamp())
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND session_id = :session
                   AND status IN ('PENDING', 'FAILED')
                   AND local IS NOT NULL
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("session", session)
                .execute();
    }

    /// The merchant's clock was moved, by which deadlines pass: all local charges that are open are asked about.
    int askAll(Tx tx, MerchantId merchant) {
        return tx.update("""
                UPDATE charges
                   SET next_check_at = clock_timestamp(),
                       checks = 0
                 WHERE merchant_id = :merchant
                   AND status = 'PENDING'
                   AND local IS NOT NULL
                """).bind("merchant", merchant.text()).execute();
    }

    /// A part of the charge is on its way back to the customer.
    void reserveRefund(Tx tx, Charge charge, Money amount) {
        moveRefund(tx, charge, 0, amount.minorUnits());
    }

    /// What was on its way back has arrived.
    void refunded(Tx tx, Charge charge, Money amount) {
        moveRefund(tx, charge, amount.minorUnits(), -amount.minorUnits());
    }

    /// What was on its way back has come back to us.
    void refundFailed(Tx tx, Charge charge, Money amount) {
        moveRefund(tx, charge, 0, -amount.minorUnits());
    }

    private static void moveRefund(Tx tx, Charge charge, long refunded, long pending) {
        expectOne(
                charge,
                change(tx, charge, Charge.Status.SUCCEEDED, """
                        amount_refunded = amount_refunded + :refunded,
                        refund_pending = refund_pending + :pending
                        """)
                        .bind("refunded", refunded)
                        .bind("pending", pending)
                        .execute());
    }

    /// Notes that the bank is asked once more.
    int sentAgain(Tx tx, Charge charge) {
        return sent(tx, charge, "clock_timestamp()");
    }

    /// Notes that the bank has turned the latest request away unseen: it may be sent again at any time.
    int turnedAway(Tx tx, Charge charge) {
        return sent(tx, charge, "NULL");
    }

    private static int sent(Tx tx, Charge charge, String when) {
        return tx.update("""
                UPDATE charges
                   SET sent_at = %s
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND status IN ('PENDING', 'REVERSING')
                """.formatted(when))
                .bind("merchant", charge.merchant().text())
                .bind("id", charge.id().text())
                .execute();
    }

    /// When to look again at a charge that failed; never again where there is no pause.
    int watch(Tx tx, Charge charge, Optional<Duration> pause) {
        return change(tx, charge, Charge.Status.FAILED, """
                        next_check_at = clock_timestamp() + make_interval(secs => CAST(:pause AS double precision))
                        """)
                .bind("pause", pause.map(time -> time.toMillis() / 1000.0))
                .execute();
    }

    /// Charges of all merchants that it is time to ask the bank about. Taking one puts its next check off, by
    /// twice as long each time up to a minute, so that no other worker takes it too and a worker that dies
    /// keeps nothing. What has waited long for a customer is asked about every five minutes.
    List<Charge> claimDue(Tx tx, int limit) {
        return tx.query("""
                UPDATE charges
                   SET checks = checks + 1,
                       next_check_at = clock_timestamp()
                                     + make_interval(secs => CASE WHEN local IS NOT NULL AND checks >= 10 THEN 300
                                                                  ELSE least(60, 2 ^ least(checks + 1, 6))
                                                             END)
                 WHERE (merchant_id, id) IN (SELECT merchant_id, id
                                               FROM charges
                                              WHERE next_check_at <= statement_timestamp()
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
        return MeansRow.bind(insert, attempt.means())
                .bind("merchant", attempt.merchant().text())
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
                .bind("breakdown", OwnJson.write(attempt.breakdown()))
                .bind("threeDSecure", threeDSecure.map(OwnJson::write));
    }

    /// The charge whose receipt has this token, which finds the merchant too.
    Optional<Charge> findByReceiptToken(Tx tx, String receiptToken) {
        return tx.query("""
                SELECT *
                  FROM charges
                 WHERE receipt_token = :receiptToken
                """)
                .bind("receiptToken", receiptToken)
                .map((row, context) -> charge(row))
                .findOne();
    }

    /// The token of the receipt for what this session was paid with.
    Optional<String> findReceiptToken(Tx tx, MerchantId merchant, String session) {
        return tx.query("""
                SELECT receipt_token
                  FROM charges
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   AND status = 'SUCCEEDED'
                   AND receipt_token IS NOT NULL
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .mapTo(String.class)
                .findOne();
    }

    /// Changes a charge that is in this state, and no other: none where it has left it.
    ///
    /// @param assignments what comes after `SET`
    private static Update change(Tx tx, Charge charge, Charge.Status from, String assignments) {
        return tx.update("""
                UPDATE charges
                   SET %s
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND status = '%s'
                """.formatted(assignments, from.name()))
                .bind("merchant", charge.merchant().text())
                .bind("id", charge.id().text());
    }

    private static void expectOne(Charge charge, int rows) {
        if (rows != 1) {
            throw new IllegalStateException("bug: charge " + charge.id() + " is not as it was when it was locked");
        }
    }

    private static Charge charge(ResultSet row) throws SQLException {
        var currency = Currency.valueOf(row.getString("currency"));
        var amount = new Money(row.getLong("amount"), currency);
        var step = Optional.ofNullable(row.getString("reversal_step"));
        int round = row.getInt("reversal_round");
        var part = Optional.ofNullable(row.getObject("part_taken", Long.class));
        return new Charge(
                new MerchantId(row.getString("merchant_id")),
                new ChargeId(row.getString("id")),
                new IntentId(row.getString("intent_id")),
                row.getString("session_id"),
                Charge.Status.valueOf(row.getString("status")),
                amount,
                row.getInt("cart_revision"),
                OwnJson.breakdown(row.getString("breakdown"), amount),
                new BankIds(row.getString("bank_order"), row.getString("bank_transaction")),
                Optional.ofNullable(row.getString("card_session")).map(CardSession::new),
                Optional.ofNullable(row.getString("authentication_transaction")),
                MeansRow.read(row),
                json(row.getString("three_d_secure"), ThreeDSecure.class),
                json(row.getString("receipt"), Outcome.Receipt.class),
                Optional.ofNullable(row.getString("receipt_token")),
                json(row.getString("decline"), Outcome.Decline.class),
                new Money(row.getLong("amount_refunded"), currency),
                new Money(row.getLong("refund_pending"), currency),
                part.map(minorUnits -> new Money(minorUnits, currency)),
                step.map(name -> new Charge.Reversal(Charge.Reversal.Step.valueOf(name), round)),
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
