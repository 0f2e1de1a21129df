package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The table `payment_intents`, and the only class that names it.
final class IntentStore {
    /// The session's intent, made now where there was none, owing this amount.
    IntentId ensure(
            Tx tx,
            MerchantId merchant,
            String session,
            IntentId fresh,
            Money amount,
            Breakdown breakdown,
            String clientSecret,
            String metadata) {
        return new IntentId(tx.query("""
                INSERT INTO payment_intents
                       (merchant_id, id, session_id, amount, currency, breakdown, status, client_secret, metadata,
                        created_at, updated_at)
                SELECT :merchant, :id, :session, :amount, :currency, CAST(:breakdown AS json),
                       'REQUIRES_PAYMENT_METHOD', :clientSecret, :metadata, t.now, t.now
                  FROM business_now(:merchant) AS t (now)
                    ON CONFLICT (merchant_id, session_id) DO UPDATE
                   SET amount = excluded.amount,
                       currency = excluded.currency,
                       breakdown = excluded.breakdown,
                       metadata = excluded.metadata
                RETURNING id
                """)
                .bind("merchant", merchant.text())
                .bind("id", fresh.text())
                .bind("session", session)
                .bind("amount", amount.minorUnits())
                .bind("currency", amount.currency().name())
                .bind("breakdown", OwnJson.write(breakdown))
                .bind("clientSecret", clientSecret)
                .bind("metadata", metadata)
                .mapTo(String.class)
                .one());
    }

    Optional<Intent> find(Tx tx, MerchantId merchant, IntentId id) {
        return tx.query("""
                SELECT *
                  FROM payment_intents
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, context) -> intent(row))
                .findOne();
    }

    /// Newest first. A session that is not given stands for all.
    List<Intent> list(Tx tx, MerchantId merchant, Optional<String> session, Page page) {
        return tx.query("""
                SELECT *
                  FROM payment_intents
                 WHERE merchant_id = :merchant
                   AND (CAST(:session AS text) IS NULL OR session_id = :session)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, context) -> intent(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Optional<String> session) {
        return tx.query("""
                SELECT count(*)
                  FROM payment_intents
                 WHERE merchant_id = :merchant
                   AND (CAST(:session AS text) IS NULL OR session_id = :session)
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .mapTo(Long.class)
                .one();
    }

    /// Something that is shown of the intent has changed, though it stands elsewhere.
    void touch(Tx tx, MerchantId merchant, IntentId id) {
        tx.update("""
                UPDATE payment_intents
                   SET updated_at = business_now(merchant_id)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """).bind("merchant", merchant.text()).bind("id", id.text()).execute();
    }

    /// Who has paid.
    void customer(Tx tx, MerchantId merchant, IntentId id, String customer) {
        tx.update("""
                UPDATE payment_intents
                   SET customer = CAST(:customer AS json)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("customer", customer)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    /// The bank is being asked.
    void processing(Tx tx, MerchantId merchant, IntentId id, ChargeId charge) {
        update(tx, merchant, id, Intent.Status.PROCESSING, charge, Optional.empty());
    }

    /// The customer has to do something before the bank can say more.
    void requiresAction(Tx tx, MerchantId merchant, IntentId id, ChargeId charge) {
        update(tx, merchant, id, Intent.Status.REQUIRES_ACTION, charge, Optional.empty());
    }

    void succeeded(Tx tx, MerchantId merchant, IntentId id, ChargeId charge) {
        update(tx, merchant, id, Intent.Status.SUCCEEDED, charge, Optional.empty());
    }

    void failed(Tx tx, MerchantId merchant, IntentId id, ChargeId charge, String error) {
        update(tx, merchant, id, Intent.Status.REQUIRES_PAYMENT_METHOD, charge, Optional.of(error));
    }

    private static void update(
            Tx tx, MerchantId merchant, IntentId id, Intent.Status status, ChargeId charge, Optional<String> error) {
        int rows = tx.update("""
                UPDATE payment_intents
                   SET status = :status,
                       latest_charge_id = :charge,
                       last_error = CAST(:error AS json),
                       updated_at = business_now(merchant_id)
                 WHERE merchant_id = :merchant
                   AND id = :id
                   AND status <> 'SUCCEEDED'
                """)
                .bind("status", status.name())
                .bind("charge", charge.text())
                .bind("error", error)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
        if (rows != 1) {
            throw new IllegalStateException("bug: no intent " + id + " to change");
        }
    }

    private static Intent intent(ResultSet row) throws SQLException {
        var amount = new Money(row.getLong("amount"), Currency.valueOf(row.getString("currency")));
        return new Intent(
                new IntentId(row.getString("id")),
                row.getString("session_id"),
                amount,
                OwnJson.breakdown(row.getString("breakdown"), amount),
                Optional.ofNullable(row.getString("customer")),
                Intent.Status.valueOf(row.getString("status")),
                row.getString("client_secret"),
                Optional.ofNullable(row.getString("last_error")),
                Optional.ofNullable(row.getString("latest_charge_id")).map(ChargeId::new),
                row.getString("metadata"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant());
    }
}
