package dev.sarraf.checkout;

import dev.sarraf.checkout.NewSession.CustomerCreation;
import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.IntentId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/// The table `checkout_sessions`, and the only class that names it.
final class SessionStore {
    private static final JsonMapper OWN = JsonMapper.builder().build();

    /// Writes a session down: one statement, which tells when that was.
    Times insert(Tx tx, MerchantId merchant, SessionId id, NewSession session, Totals totals, String clientSecret) {
        return tx.query("""
                INSERT INTO checkout_sessions
                       (merchant_id, id, status, payment_status, submit_type, customer_creation, currency,
                        amount_subtotal, amount_total, line_items, after_completion_type, redirect_url, custom_message,
                        return_url, cancel_url, locale, customer_details, order_reference, metadata, client_secret,
                        created_at, updated_at, expires_at)
                SELECT :merchant, :id, 'open', 'unpaid', :submitType, :customerCreation, :currency, :subtotal, :total,
                       CAST(:lines AS json), :completionType, :redirectUrl, :customMessage, :returnUrl, :cancelUrl,
                       :locale, CAST(:customerDetails AS json), :orderReference, :metadata, :clientSecret, t.now, t.now,
                       t.now + make_interval(secs => :seconds)
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                RETURNING created_at, expires_at
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("submitType", session.submitType().name())
                .bind("customerCreation", session.customerCreation().name())
                .bind("currency", session.currency().name())
                .bind("subtotal", totals.subtotal().minorUnits())
                .bind("total", totals.total().minorUnits())
                .bind("lines", OWN.writeValueAsString(session.lines()))
                .bind("completionType", completionType(session.afterCompletion()))
                .bind("redirectUrl", redirectUrl(session.afterCompletion()))
                .bind("customMessage", customMessage(session.afterCompletion()))
                .bind("returnUrl", returnUrl(session.afterCompletion()))
                .bind("cancelUrl", session.cancelUrl())
                .bind("locale", session.locale().map(Locale::getLanguage))
                .bind("customerDetails", session.customerDetails())
                .bind("orderReference", session.orderReference())
                .bind("metadata", session.metadata())
                .bind("clientSecret", clientSecret)
                .bind("seconds", session.lifetime().toSeconds())
                .map((row, context) -> new Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .one();
    }

    /// When a session was made and when it expires, to the millisecond.
    record Times(Instant createdAt, Instant expiresAt) {}

    Optional<Session> find(Tx tx, MerchantId merchant, SessionId id) {
        return tx.query("""
                SELECT s.*, s.expires_at <= business_now(s.merchant_id) AS due,
                       (SELECT p.charge_id
                          FROM payment_attempts AS p
                         WHERE p.merchant_id = s.merchant_id
                           AND p.session_id = s.id
                           AND p.state = 'CHARGING') AS pending
                  FROM checkout_sessions AS s
                 WHERE s.merchant_id = :merchant
                   AND s.id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, context) -> session(row))
                .findOne();
    }

    /// Whose session this is. The one look-up without a merchant: a customer's browser knows the session alone.
    Optional<MerchantId> findMerchant(Tx tx, SessionId id) {
        return tx.query("""
                SELECT merchant_id
                  FROM checkout_sessions
                 WHERE id = :id
                """).bind("id", id.text()).mapTo(String.class).findOne().map(MerchantId::new);
    }

    /// Takes the session's row lock and reads it afterwards, so that what is read is what the lock protects.
    Optional<Session> lock(Tx tx, MerchantId merchant, SessionId id) {
        tx.query("""
                SELECT id
                  FROM checkout_sessions
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne();
        return find(tx, merchant, id);
    }

    void complete(Tx tx, MerchantId merchant, SessionId id, Session.PaymentStatus paymentStatus) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET status = 'complete',
                               payment_status = :paymentStatus,
                               updated_at = business_now(merchant_id)
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'open'
                        """)
                        .bind("paymentStatus", text(paymentStatus))
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute());
    }

    void intent(Tx tx, MerchantId merchant, SessionId id, IntentId intent) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET intent_id = :intent
                         WHERE merchant_id = :merchant
                           AND id = :id
                        """)
                        .bind("intent", intent.text())
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute());
    }

    void expire(Tx tx, MerchantId merchant, SessionId id) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET status = 'expired',
                               updated_at = business_now(merchant_id)
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'open'
                        """)
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute());
    }

    /// Ends an open session for a later one of the same order.
    void supersede(Tx tx, MerchantId merchant, SessionId id, SessionId successor) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET status = 'expired',
                               superseded_by = :successor,
                               updated_at = business_now(merchant_id)
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'open'
                        """)
                        .bind("successor", successor.text())
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute());
    }

    /// Takes the lock of an order, which need not have any session yet, until the transaction ends. It is taken
    /// before that of a session.
    void lockOrder(Tx tx, MerchantId merchant, String reference) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' order ' || :merchant || ' '"
                        + " || :reference, 0))")
                .bind("merchant", merchant.text())
                .bind("reference", reference)
                .mapToMap()
                .list();
    }

    Optional<SessionId> findOpen(Tx tx, MerchantId merchant, String reference) {
        return findOfOrder(tx, merchant, reference, "open");
    }

    Optional<SessionId> findComplete(Tx tx, MerchantId merchant, String reference) {
        return findOfOrder(tx, merchant, reference, "complete");
    }

    private static Optional<SessionId> findOfOrder(Tx tx, MerchantId merchant, String reference, String status) {
        return tx.query("""
                SELECT id
                  FROM checkout_sessions
                 WHERE merchant_id = :merchant
                   AND order_reference = :reference
                   AND status = '%s'
                """.formatted(status))
                .bind("merchant", merchant.text())
                .bind("reference", reference)
                .mapTo(String.class)
                .findOne()
                .map(SessionId::new);
    }

    /// Open sessions of all merchants whose time is up by their own clock. Nothing is taken: each is locked and
    /// looked at again on its own.
    List<Key> findDue(Tx tx, int limit) {
        return tx.query("""
                SELECT s.merchant_id, s.id
                  FROM checkout_sessions AS s
                 WHERE s.status = 'open'
                   AND s.expires_at <= clock_timestamp()
                                     + coalesce((SELECT max(c.ahead) FROM clocks AS c), interval '0')
                   AND s.expires_at <= business_now(s.merchant_id)
                   AND NOT EXISTS (SELECT 1
                                     FROM payment_attempts AS p
                                    WHERE p.merchant_id = s.merchant_id
                                      AND p.session_id = s.id
                                      AND p.state = 'CHARGING')
                 ORDER BY s.expires_at
                 LIMIT :limit
                """)
                .bind("limit", limit)
                .map((row, context) ->
                        new Key(new MerchantId(row.getString("merchant_id")), new SessionId(row.getString("id"))))
                .list();
    }

    record Key(MerchantId merchant, SessionId id) {}

    private static void expectOne(SessionId id, int rows) {
        if (rows != 1) {
            throw new IllegalStateException("bug: session " + id + " is not as it was when it was locked");
        }
    }

    private static String completionType(AfterCompletion after) {
        return switch (after) {
            case AfterCompletion.Redirect _ -> "redirect";
            case AfterCompletion.HostedConfirmation _ -> "hosted_confirmation";
        };
    }

    private static Optional<String> redirectUrl(AfterCompletion after) {
        return after instanceof AfterCompletion.Redirect(var url) ? Optional.of(url) : Optional.empty();
    }

    private static Optional<String> customMessage(AfterCompletion after) {
        return after instanceof AfterCompletion.HostedConfirmation(var message, var _) ? message : Optional.empty();
    }

    private static Optional<String> returnUrl(AfterCompletion after) {
        return after instanceof AfterCompletion.HostedConfirmation(var _, var url) ? url : Optional.empty();
    }

    private static String text(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static Session session(ResultSet row) throws SQLException {
        var currency = Currency.valueOf(row.getString("currency"));
        return new Session(
                new MerchantId(row.getString("merchant_id")),
                new SessionId(row.getString("id")),
                Session.Status.valueOf(row.getString("status").toUpperCase(Locale.ROOT)),
                Session.PaymentStatus.valueOf(row.getString("payment_status").toUpperCase(Locale.ROOT)),
                SubmitType.valueOf(row.getString("submit_type")),
                CustomerCreation.valueOf(row.getString("customer_creation")),
                Arrays.asList(OWN.readValue(row.getString("line_items"), LineItem[].class)),
                new Money(row.getLong("amount_subtotal"), currency),
                new Money(row.getLong("amount_total"), currency),
                afterCompletion(row),
                Optional.ofNullable(row.getString("cancel_url")),
                Optional.ofNullable(row.getString("locale")).map(Locale::of),
                Optional.ofNullable(row.getString("customer_details")),
                Optional.ofNullable(row.getString("order_reference")),
                Optional.ofNullable(row.getString("superseded_by")).map(SessionId::new),
                row.getString("metadata"),
                row.getString("client_secret"),
                Optional.ofNullable(row.getString("intent_id")).map(IntentId::new),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getObject("expires_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("due"),
                Optional.ofNullable(row.getString("pending")).map(ChargeId::new));
    }

    private static AfterCompletion afterCompletion(ResultSet row) throws SQLException {
        return switch (row.getString("after_completion_type")) {
            case "redirect" -> new AfterCompletion.Redirect(row.getString("redirect_url"));
            case "hosted_confirmation" ->
                new AfterCompletion.HostedConfirmation(
                        Optional.ofNullable(row.getString("custom_message")),
                        Optional.ofNullable(row.getString("return_url")));
            case String other -> throw new IllegalStateException("bug: after completion " + other);
        };
    }
}
