package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The tables `fee_plans` and `balance_transactions`, and the only class that names them.
final class LedgerStore {
    Optional<FeePlan> findCardPlan(Tx tx, MerchantId merchant) {
        return tx.query("""
                SELECT percent_basis_points, fixed_minor, vat_basis_points
                  FROM fee_plans
                 WHERE merchant_id = :merchant
                   AND method = 'card'
                """)
                .bind("merchant", merchant.text())
                .map((row, context) -> new FeePlan(
                        row.getInt("percent_basis_points"),
                        new Money(row.getLong("fixed_minor"), Currency.PROCESSING),
                        row.getInt("vat_basis_points")))
                .findOne();
    }

    void insertCharge(
            Tx tx,
            MerchantId merchant,
            String id,
            String charge,
            String intent,
            Money amount,
            FeePlan.Fee fee,
            Duration availableAfter) {
        tx.update("""
                INSERT INTO balance_transactions
                       (merchant_id, id, type, source_id, intent_id, amount, fee, fee_vat, net, currency, created_at,
                        available_on)
                SELECT :merchant, :id, 'CHARGE', :charge, :intent, :amount, :fee, :vat, :net, :currency, t.now,
                       t.now + make_interval(secs => :seconds)
                  FROM business_now(:merchant) AS t (now)
                """)
                .bind("merchant", merchant.text())
                .bind("id", id)
                .bind("charge", charge)
                .bind("intent", intent)
                .bind("amount", amount.minorUnits())
                .bind("fee", fee.total().minorUnits())
                .bind("vat", fee.vat().minorUnits())
                .bind("net", amount.minus(fee.total()).minorUnits())
                .bind("currency", amount.currency().name())
                .bind("seconds", availableAfter.toSeconds())
                .execute();
    }

    List<BalanceTransaction> ofIntent(Tx tx, MerchantId merchant, String intent) {
        return tx.query("""
                SELECT id, amount, fee, fee_vat, currency, created_at, available_on, source_id, intent_id,
                       available_on <= business_now(merchant_id) AS available
                  FROM balance_transactions
                 WHERE merchant_id = :merchant
                   AND intent_id = :intent
                """)
                .bind("merchant", merchant.text())
                .bind("intent", intent)
                .map((row, context) -> balanceTransaction(row))
                .list();
    }

    private static BalanceTransaction balanceTransaction(ResultSet row) throws SQLException {
        var currency = Currency.valueOf(row.getString("currency"));
        return new BalanceTransaction(
                row.getString("id"),
                new Money(row.getLong("amount"), currency),
                new Money(row.getLong("fee"), currency),
                new Money(row.getLong("fee_vat"), currency),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("available_on", OffsetDateTime.class).toInstant(),
                row.getBoolean("available"),
                row.getString("source_id"),
                row.getString("intent_id"));
    }
}
