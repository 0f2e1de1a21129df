package dev.sarraf.customers;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `customers`.
///
/// Rows are locked `FOR NO KEY UPDATE`, so that a session can come to name a customer who is being changed.
final class CustomerStore {
    /// Which customers a list is to have.
    ///
    /// @param terms texts of which one has to stand in the id, name, e-mail or phone number; empty for all
    ///     customers
    /// @param digits digits of which some may stand in the phone number instead
    record Filter(List<String> terms, List<String> digits, Optional<Customer.Type> type) {}

    private static final String MATCHING = """
            WHERE merchant_id = :merchant
              AND (CAST(:type AS text) IS NULL OR type = :type)
              AND (:everybody
                   OR lower(concat_ws(chr(10), id, name, email, phone)) LIKE ANY (CAST(:terms AS text[]))
                   OR phone_key LIKE ANY (CAST(:digits AS text[])))
            """;

    /// Whether the customer was written: not where another registered one has the e-mail.
    boolean insert(Tx tx, MerchantId merchant, CustomerId id, Customer.Type type, Person person, String metadata) {
        return bind(tx.update("""
                INSERT INTO customers (merchant_id, id, type, name, email, email_key, phone, phone_key, address, shipping,
                                       metadata, created_at, updated_at)
                SELECT :merchant, :id, :type, :name, :email, :emailKey, :phone, :phoneKey, :address, :shipping,
                       :metadata, now, now
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                    ON CONFLICT (merchant_id, email_key) WHERE type = 'REGISTERED' DO NOTHING
                """), merchant, id, person)
                        .bind("type", type.name())
                        .bind("metadata", metadata)
                        .execute()
                == 1;
    }

    void update(Tx tx, MerchantId merchant, CustomerId id, Person person, String metadata) {
        bind(tx.update("""
                UPDATE customers
                   SET name = :name,
                       email = :email,
                       email_key = :emailKey,
                       phone = :phone,
                       phone_key = :phoneKey,
                       address = :address,
                       shipping = :shipping,
                       metadata = :metadata,
                       updated_at = date_trunc('milliseconds', business_now(merchant_id))
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), merchant, id, person).bind("metadata", metadata).execute();
    }

    void delete(Tx tx, MerchantId merchant, CustomerId id) {
        tx.update("DELETE FROM customers WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    /// Counts a purchase; one that costs nothing is no payment.
    void addPurchase(Tx tx, MerchantId merchant, CustomerId id, long amount, Optional<String> method) {
        tx.update("""
                UPDATE customers
                   SET payments = payments + CASE WHEN :amount > 0 THEN 1 ELSE 0 END,
                       gross_spend = gross_spend + :amount,
                       first_purchase_at = coalesce(first_purchase_at, now),
                       last_purchase_at = greatest(last_purchase_at, now),
                       latest_method = coalesce(:method, latest_method)
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("amount", amount)
                .bind("method", method)
                .execute();
    }

    void addRefund(Tx tx, MerchantId merchant, CustomerId id, long amount) {
        tx.update("""
                UPDATE customers
                   SET refunds = refunds + 1,
                       refunded = refunded + :amount
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("amount", amount)
                .execute();
    }

    Optional<Customer> find(Tx tx, MerchantId merchant, CustomerId id) {
        return one(tx.query("""
                SELECT *
                  FROM customers
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), merchant, id);
    }

    Optional<Customer> lock(Tx tx, MerchantId merchant, CustomerId id) {
        return one(tx.query("""
                SELECT *
                  FROM customers
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR NO KEY UPDATE
                """), merchant, id);
    }

    /// The registered customer whom this e-mail reaches.
    Optional<Customer> lockByEmail(Tx tx, MerchantId merchant, String emailKey) {
        return registered(tx.query("""
                SELECT *
                  FROM customers
                 WHERE merchant_id = :merchant
                   AND type = 'REGISTERED'
                   AND email_key = :key
                   FOR NO KEY UPDATE
                """), merchant, emailKey);
    }

    /// Of the registered customers whom this phone number reaches the first one.
    Optional<Customer> lockByPhone(Tx tx, MerchantId merchant, String phoneKey) {
        return registered(tx.query("""
                SELECT *
                  FROM customers
                 WHERE merchant_id = :merchant
                   AND type = 'REGISTERED'
                   AND phone_key = :key
                 ORDER BY created_at, id
                 LIMIT 1
                   FOR NO KEY UPDATE
                """), merchant, phoneKey);
    }

    /// Whether one of the customers whom these lead to has bought anything.
    boolean hasBought(
            Tx tx, MerchantId merchant, Optional<CustomerId> id, Optional<String> email, Optional<String> phone) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM customers
                                WHERE merchant_id = :merchant
                                  AND last_purchase_at IS NOT NULL
                                  AND id IN (SELECT CAST(:id AS text)
                                             UNION ALL
                                             SELECT id
                                               FROM customers
                                              WHERE merchant_id = :merchant
                                                AND type = 'REGISTERED'
                                                AND email_key = :email
                                             UNION ALL
                                             SELECT id
                                               FROM customers
                                              WHERE merchant_id = :merchant
                                                AND type = 'REGISTERED'
                                                AND phone_key = :phone
                                             UNION ALL
                                             SELECT customer_id
                                               FROM guest_contacts
                                              WHERE merchant_id = :merchant
                                                AND kind = 'EMAIL'
                                                AND key = :email
                                             UNION ALL
                                             SELECT customer_id
                                               FROM guest_contacts
                                              WHERE merchant_id = :merchant
                                                AND kind = 'PHONE'
                                                AND key = :phone))
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.map(CustomerId::text))
                .bind("email", email)
                .bind("phone", phone)
                .mapTo(Boolean.class)
                .one();
    }

    /// The newest first.
    List<Customer> list(Tx tx, MerchantId merchant, Filter filter, Page page) {
        return bind(tx.query("SELECT * FROM customers " + MATCHING + """
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> customer(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Filter filter) {
        return bind(tx.query("SELECT count(*) FROM customers " + MATCHING), merchant, filter)
                .mapTo(Long.class)
                .one();
    }

    private static Query bind(Query query, MerchantId merchant, Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("type", filter.type().map(Enum::name))
                .bind("everybody", filter.terms().isEmpty())
                .bindArray("terms", String.class, patterns(filter.terms()))
                .bindArray("digits", String.class, patterns(filter.digits()));
    }

    /// What stands anywhere in a text, in lower case. The escaped characters have a meaning in a pattern.
    private static List<String> patterns(List<String> texts) {
        return texts.stream()
                .map(text -> "%" + text.toLowerCase(Locale.ROOT).replaceAll("[%_\\\\]", "\\\\$0") + "%")
                .toList();
    }

    private static Optional<Customer> one(Query query, MerchantId merchant, CustomerId id) {
        return query.bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> customer(row))
                .findOne();
    }

    private static Optional<Customer> registered(Query query, MerchantId merchant, String key) {
        return query.bind("merchant", merchant.text())
                .bind("key", key)
                .map((row, _) -> customer(row))
                .findOne();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, MerchantId merchant, CustomerId id, Person person) {
        return statement
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("name", person.name())
                .bind("email", person.email().map(Email::text))
                .bind("emailKey", person.emailKey())
                .bind("phone", person.phone().map(Phone::text))
                .bind("phoneKey", person.phoneKey())
                .bind("address", person.address())
                .bind("shipping", person.shipping());
    }

    private static Customer customer(ResultSet row) throws SQLException {
        return new Customer(
                new CustomerId(row.getString("id")),
                Customer.Type.valueOf(row.getString("type")),
                Optional.ofNullable(row.getString("name")),
                Optional.ofNullable(row.getString("email")),
                Optional.ofNullable(row.getString("phone")),
                Optional.ofNullable(row.getString("address")),
                Optional.ofNullable(row.getString("shipping")),
                row.getString("metadata"),
                new Spend(
                        row.getInt("payments"),
                        row.getLong("gross_spend"),
                        row.getInt("refunds"),
                        row.getLong("refunded"),
                        time(row, "first_purchase_at"),
                        time(row, "last_purchase_at")),
                Optional.ofNullable(row.getString("latest_method")),
                time(row, "created_at").orElseThrow(),
                time(row, "updated_at").orElseThrow());
    }

    private static Optional<Instant> time(ResultSet row, String column) throws SQLException {
        return Optional.ofNullable(row.getObject(column, OffsetDateTime.class)).map(OffsetDateTime::toInstant);
    }
}
