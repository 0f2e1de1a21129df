package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.ledger.JournalEntry.Side;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.Update;

/// The tables `fee_plans`, `journal_entries`, `journal_lines` and `balance_transactions`. Only `audit` reads them too.
final class LedgerStore {
    /// What an entry does to a merchant's balance.
    ///
    /// @param availableAfter from when on it counts in what can be paid out
    record Movement(
            BalanceTransaction.Type type,
            String intent,
            Money amount,
            Money fee,
            Money feeVat,
            Duration availableAfter) {
        /// A movement without a fee that counts from now on.
        static Movement atOnce(BalanceTransaction.Type type, String intent, Money amount) {
            var nothing = Money.zero(amount.currency());
            return new Movement(type, intent, amount, nothing, nothing, Duration.ZERO);
        }

        long signedAmount() {
            return type.signed(amount.minorUnits());
        }
    }

    Optional<FeePlan> findPlan(Tx tx, MerchantId merchant, PaymentMethod method) {
        return tx.query("""
                SELECT percent_basis_points, fixed_minor, vat_basis_points
                  FROM fee_plans
                 WHERE merchant_id = :merchant
                   AND method = :method
                """)
                .bind("merchant", merchant.text())
                .bind("method", method.text())
                .map((row, context) -> new FeePlan(
                        row.getInt("percent_basis_points"),
                        new Money(row.getLong("fixed_minor"), Currency.PROCESSING),
                        row.getInt("vat_basis_points")))
                .findOne();
    }

    /// Writes an entry with its lines.
    void post(Tx tx, MerchantId merchant, String id, JournalEntry entry) {
        bind(tx.update("""
                WITH entry AS (
                    INSERT INTO journal_entries (merchant_id, id, kind, source_id, created_at)
                    VALUES (:merchant, :entry, :kind, :source, business_now(:merchant))
                )
                INSERT INTO journal_lines (merchant_id, entry_id, number, account, currency, debit, credit)
                SELECT :merchant, :entry, l.number, l.account, :currency, nullif(l.debit, 0), nullif(l.credit, 0)
                  FROM unnest(CAST(:accounts AS text[]), CAST(:debits AS bigint[]), CAST(:credits AS bigint[]))
                       WITH ORDINALITY AS l (account, debit, credit, number)
                """), merchant, id, entry).execute();
    }

    /// Writes an entry with its lines, and the balance transaction that it means for the merchant.
    void post(Tx tx, MerchantId merchant, String id, JournalEntry entry, String transaction, Movement movement) {
        bind(tx.update("""
                WITH moment AS (
                    SELECT business_now(:merchant) AS now
                ), entry AS (
                    INSERT INTO journal_entries (merchant_id, id, kind, source_id, created_at)
                    SELECT :merchant, :entry, :kind, :source, now
                      FROM moment
                ), lines AS (
                    INSERT INTO journal_lines (merchant_id, entry_id, number, account, currency, debit, credit)
                    SELECT :merchant, :entry, l.number, l.account, :currency, nullif(l.debit, 0), nullif(l.credit, 0)
                      FROM unnest(CAST(:accounts AS text[]), CAST(:debits AS bigint[]), CAST(:credits AS bigint[]))
                           WITH ORDINALITY AS l (account, debit, credit, number)
                )
                INSERT INTO balance_transactions
                       (merchant_id, id, type, source_id, intent_id, amount, fee, fee_vat, net, currency, created_at,
                        available_on)
                SELECT :merchant, :transaction, :type, :source, :intent, :amount, :fee, :vat, :net, :currency, now,
                       now + make_interval(secs => :seconds)
                  FROM moment
                """), merchant, id, entry)
                .bind("transaction", transaction)
                .bind("type", movement.type().name())
                .bind("intent", movement.intent())
                .bind("amount", movement.signedAmount())
                .bind("fee", movement.fee().minorUnits())
                .bind("vat", movement.feeVat().minorUnits())
                .bind("net", movement.signedAmount() - movement.fee().minorUnits())
                .bind("seconds", movement.availableAfter().toSeconds())
                .execute();
    }

    List<BalanceTransaction> ofIntent(Tx tx, MerchantId merchant, String intent) {
        return tx.query("""
                SELECT id, type, amount, fee, fee_vat, currency, created_at, available_on, source_id, intent_id,
                       available_on <= business_now(merchant_id) AS available
                  FROM balance_transactions
                 WHERE merchant_id = :merchant
                   AND intent_id = :intent
                 ORDER BY created_at, id
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent)
                .map((row, context) -> balanceTransaction(row))
                .list();
    }

    Optional<BalanceTransaction> find(Tx tx, MerchantId merchant, String id) {
        return tx.query("""
                SELECT id, type, amount, fee, fee_vat, currency, created_at, available_on, source_id, intent_id,
                       available_on <= business_now(merchant_id) AS available
                  FROM balance_transactions
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id)
                .map((row, context) -> balanceTransaction(row))
                .findOne();
    }

    /// What is available and what is not yet, by currency.
    List<Balance> balances(Tx tx, MerchantId merchant) {
        return tx.query("""
                SELECT currency,
                       coalesce(sum(net) FILTER (WHERE available_on <= clock.now), 0) AS available,
                       coalesce(sum(net) FILTER (WHERE available_on > clock.now), 0) AS pending
                  FROM (SELECT business_now(:merchant) AS now OFFSET 0) AS clock
                 CROSS JOIN balance_transactions
                 WHERE merchant_id = :merchant
                 GROUP BY currency
                 ORDER BY currency
                """)
                .bind("merchant", merchant.text())
                .map((row, context) -> new Balance(
                        Currency.valueOf(row.getString("currency")), row.getLong("available"), row.getLong("pending")))
                .list();
    }

    List<BalanceTransaction> list(Tx tx, MerchantId merchant, Balances.Filter filter, Page page) {
        return bind(tx.query("""
                SELECT id, type, amount, fee, fee_vat, currency, created_at, available_on, source_id, intent_id,
                       available_on <= business_now(merchant_id) AS available
                  FROM balance_transactions
                 WHERE merchant_id = :merchant
                   AND (CAST(:type AS text) IS NULL OR type = :type)
                   AND (CAST(:source AS text) IS NULL OR source_id = :source)
                   AND (CAST(:intent AS text) IS NULL OR intent_id = :intent)
                   AND (CAST(:currency AS text) IS NULL OR currency = :currency)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, context) -> balanceTransaction(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Balances.Filter filter) {
        return bind(tx.query("""
                SELECT count(*)
                  FROM balance_transactions
                 WHERE merchant_id = :merchant
                   AND (CAST(:type AS text) IS NULL OR type = :type)
                   AND (CAST(:source AS text) IS NULL OR source_id = :source)
                   AND (CAST(:intent AS text) IS NULL OR intent_id = :intent)
                   AND (CAST(:currency AS text) IS NULL OR currency = :currency)
                """), merchant, filter).mapTo(Long.class).one();
    }

    private static Query bind(Query query, MerchantId merchant, Balances.Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("type", filter.type().map(Enum::name))
                .bind("source", filter.source())
                .bind("intent", filter.intent())
                .bind("currency", filter.currency().map(Enum::name));
    }

    private static Update bind(Update statement, MerchantId merchant, String id, JournalEntry entry) {
        return statement
                .bind("merchant", merchant.text())
                .bind("entry", id)
                .bind("kind", entry.kind().name())
                .bind("source", entry.source())
                .bind("currency", entry.currency().name())
                .bindArray(
                        "accounts",
                        String.class,
                        entry.lines().stream()
                                .map(line -> line.account().code())
                                .toList())
                .bindArray("debits", Long.class, amounts(entry, Side.DEBIT))
                .bindArray("credits", Long.class, amounts(entry, Side.CREDIT));
    }

    /// The amount of each line that is on this side, and 0 for the others.
    private static List<Long> amounts(JournalEntry entry, Side side) {
        return entry.lines().stream()
                .map(line -> line.side() == side ? line.amount().minorUnits() : 0)
                .toList();
    }

    private static BalanceTransaction balanceTransaction(ResultSet row) throws SQLException {
        var currency = Currency.valueOf(row.getString("currency"));
        return new BalanceTransaction(
                row.getString("id"),
                BalanceTransaction.Type.valueOf(row.getString("type")),
                new Money(Math.abs(row.getLong("amount")), currency),
                new Money(row.getLong("fee"), currency),
                new Money(row.getLong("fee_vat"), currency),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("available_on", OffsetDateTime.class).toInstant(),
                row.getBoolean("available"),
                row.getString("source_id"),
                row.getString("intent_id"));
    }
}
