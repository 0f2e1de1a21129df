package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.Outcome;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The table `refunds`, and the only class that names it.
final class RefundStore {
    /// Writes down that the bank is about to be asked, and when to look what became of it if nobody says.
    void insertPending(
            Tx tx,
            RefundId id,
            Charge charge,
            Money amount,
            NewRefund request,
            String balanceTransaction,
            Duration firstCheck) {
        tx.update("""
                INSERT INTO refunds
                       (merchant_id, id, charge_id, intent_id, status, amount, currency, method, reason, description,
                        instructions_email, metadata, bank_order, bank_transaction, balance_transaction_id, created_at,
                        sent_at, next_check_at)
                VALUES (:merchant, :id, :charge, :intent, 'PENDING', :amount, :currency, :method, :reason, :description, :email,
                        :metadata, :order, :id, :balanceTransaction, business_now(:merchant), clock_timestamp(),
                        clock_timestamp() + make_interval(secs => :firstCheck))
                """)
                .bind("merchant", charge.merchant().text())
                .bind("id", id.text())
                .bind("charge", charge.id().text())
                .bind("intent", charge.intent().text())
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().name())
                .bind("method", charge.means().method().text())
                .bind("reason", request.reason().map(Enum::name))
                .bind("description", request.description())
                .bind("email", request.instructionsEmail())
                .bind("metadata", request.metadata())
                .bind("order", charge.bankIds().order())
                .bind("balanceTransaction", balanceTransaction)
                .bind("firstCheck", firstCheck.toMillis() / 1000.0)
                .execute();
    }

    Optional<Refund> find(Tx tx, MerchantId merchant, RefundId id) {
        return tx.query("""
                SELECT *
                  FROM refunds
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, context) -> refund(row))
                .findOne();
    }

    boolean hasPending(Tx tx, MerchantId merchant, ChargeId charge) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM refunds
                                WHERE merchant_id = :merchant
                                  AND charge_id = :charge
                                  AND status = 'PENDING')
                """)
                .bind("merchant", merchant.text())
                .bind("charge", charge.text())
                .mapTo(Boolean.class)
                .one();
    }

    /// Newest first.
    List<Refund> ofIntent(Tx tx, MerchantId merchant, IntentId intent) {
        return tx.query("""
                SELECT *
                  FROM refunds
                 WHERE merchant_id = :merchant
                   AND intent_id = :intent
                 ORDER BY created_at DESC, id DESC
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent.text())
                .map((row, context) -> refund(row))
                .list();
    }

    /// Newest first. A charge that is not given stands for all.
    List<Refund> list(Tx tx, MerchantId merchant, Optional<String> charge, int limit, int offset) {
        return tx.query("""
                SELECT *
                  FROM refunds
                 WHERE merchant_id = :merchant
                   AND (CAST(:charge AS text) IS NULL OR charge_id = :charge)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """)
                .bind("merchant", merchant.text())
                .bind("charge", charge)
                .bind("limit", limit)
                .bind("offset", offset)
                .map((row, context) -> refund(row))
                .list();
    }

    /// Intents with refunds of a period, each where its latest one of them stands, oldest first.
    List<IntentPlace> intents(Tx tx, MerchantId merchant, BankCheck.Period period, IntentPlace.Mark after, int limit) {
        return tx.query("""
                SELECT intent_id, created_at, id
                  FROM refunds
                 WHERE merchant_id = :merchant
                   AND created_at >= :from
                   AND created_at < :until
                   AND (created_at, id) > (:time, :id)
                   AND NOT EXISTS (SELECT
                                     FROM refunds AS later
                                    WHERE later.merchant_id = :merchant
                                      AND later.intent_id = refunds.intent_id
                                      AND (later.created_at, later.id) > (refunds.created_at, refunds.id)
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

    /// The bank has done it.
    void succeed(Tx tx, Refund refund, Outcome.Receipt receipt) {
        expectOne(
                refund,
                tx.update("""
                        UPDATE refunds
                           SET status = 'SUCCEEDED',
                               receipt = CAST(:receipt AS json),
                               next_check_at = NULL
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'PENDING'
                        """)
                        .bind("receipt", OwnJson.write(receipt))
                        .bind("merchant", refund.merchant().text())
                        .bind("id", refund.id().text())
                        .execute());
    }

    /// The bank has not done it and never will.
    void fail(
            Tx tx,
            Refund refund,
            Outcome.Decline decline,
            Optional<Outcome.Receipt> receipt,
            String failureBalanceTransaction) {
        expectOne(
                refund,
                tx.update("""
                        UPDATE refunds
                           SET status = 'FAILED',
                               decline = CAST(:decline AS json),
                               receipt = CAST(:receipt AS json),
                               failure_balance_transaction_id = :balanceTransaction,
                               next_check_at = NULL
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'PENDING'
                        """)
                        .bind("decline", OwnJson.write(decline))
                        .bind("receipt", receipt.map(OwnJson::write))
                        .bind("balanceTransaction", failureBalanceTransaction)
                        .bind("merchant", refund.merchant().text())
                        .bind("id", refund.id().text())
                        .execute());
    }

    /// Notes that the bank is asked once more.
    int sentAgain(Tx tx, Refund refund) {
        return sent(tx, refund, "clock_timestamp()");
    }

    /// Notes that the bank has turned the latest request away unseen: it may be sent again at any time.
    int turnedAway(Tx tx, Refund refund) {
        return sent(tx, refund, "NULL");
    }

    private static int sent(Tx tx, Refund refund, String when) {
        return tx.update("""
                UPDATE refunds
                   SET sent_at = %s
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND status = 'PENDING'
                """.formatted(when))
                .bind("merchant", refund.merchant().text())
                .bind("id", refund.id().text())
                .execute();
    }

    /// Refunds of all merchants that it is time to ask the bank about. Taking one puts its next check off, by
    /// twice as long each time up to a minute.
    List<Refund> claimDue(Tx tx, int limit) {
        return tx.query("""
                UPDATE refunds
                   SET checks = checks + 1,
                       next_check_at = clock_timestamp() + make_interval(secs => least(60, 2 ^ least(checks + 1, 6)))
                 WHERE (merchant_id, id) IN (SELECT merchant_id, id
                                               FROM refunds
                                              WHERE status = 'PENDING'
                                                AND next_check_at <= statement_timestamp()
                                              ORDER BY next_check_at
                                              LIMIT :limit
                                                FOR UPDATE SKIP LOCKED)
                RETURNING *
                """)
                .bind("limit", limit)
                .map((row, context) -> refund(row))
                .list();
    }

    private static void expectOne(Refund refund, int rows) {
        if (rows != 1) {
            throw new IllegalStateException("bug: refund " + refund.id() + " is not pending");
        }
    }

    private static Refund refund(ResultSet row) throws SQLException {
        return new Refund(
                new MerchantId(row.getString("merchant_id")),
                new RefundId(row.getString("id")),
                new ChargeId(row.getString("charge_id")),
                new IntentId(row.getString("intent_id")),
                Refund.Status.valueOf(row.getString("status")),
                new Money(row.getLong("amount"), Currency.valueOf(row.getString("currency"))),
                PaymentMethod.find(row.getString("method")).orElseThrow(),
                Optional.ofNullable(row.getString("reason")).map(Refund.Reason::valueOf),
                Optional.ofNullable(row.getString("description")),
                Optional.ofNullable(row.getString("instructions_email")),
                new BankIds(row.getString("bank_order"), row.getString("bank_transaction")),
                Optional.ofNullable(row.getString("receipt")).map(json -> OwnJson.read(json, Outcome.Receipt.class)),
                Optional.ofNullable(row.getString("decline")).map(json -> OwnJson.read(json, Outcome.Decline.class)),
                row.getString("balance_transaction_id"),
                Optional.ofNullable(row.getString("failure_balance_transaction_id")),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                Optional.ofNullable(row.getObject("sent_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant));
    }
}
