package dev.sarraf.checkout;

import dev.sarraf.customers.CustomerId;
import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.MethodConfigurationId;
import dev.sarraf.payments.IntentId;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// The table `checkout_sessions`, and the only class that names it.
final class SessionStore {
    /// Writes a session down: one statement, which tells when that was.
    Times insert(Tx tx, MerchantId merchant, SessionId id, NewSession session, Cart cart, String clientSecret) {
        var query = tx.query("""
                INSERT INTO checkout_sessions
                       (merchant_id, id, status, payment_status, submit_type, client_secret, order_reference,
                        payment_link_id, link_display, created_at, updated_at, expires_at, %s)
                SELECT :merchant, :id, 'open', 'unpaid', :submitType, :clientSecret, :orderReference, :link, :display,
                       t.now, t.now, t.now + make_interval(secs => :seconds), %s
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                RETURNING created_at, expires_at
                """.formatted(SessionRow.COLUMNS, SessionRow.VALUES))
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("submitType", session.submitType().name())
                .bind("clientSecret", clientSecret)
                .bind("orderReference", session.orderReference())
                .bind("link", session.link().map(opening -> opening.link().text()))
                .bind("display", session.link().map(NewSession.Opening::display))
                .bind("seconds", session.lifetime().toSeconds());
        return SessionRow.bind(query, cart, session.terms())
                .map((row, context) -> new Times(
                        row.getObject("created_at", OffsetDateTime.class).toInstant(),
                        row.getObject("expires_at", OffsetDateTime.class).toInstant()))
                .one();
    }

    /// Writes down what a PATCH, or the customer, has changed. Where that is what is sold, the cart's revision rises.
    void change(Tx tx, MerchantId merchant, SessionId id, Cart cart, Terms terms) {
        var update = tx.update("""
                        UPDATE checkout_sessions
                           SET cart_revision = cart_revision + (CAST(cart AS text) <> :cart)::integer,
                               (updated_at, %s) = (SELECT business_now(:merchant), %s)
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'open'
                        """.formatted(SessionRow.COLUMNS, SessionRow.VALUES))
                .bind("merchant", merchant.text())
                .bind("id", id.text());
        expectOne(id, SessionRow.bind(update, cart, terms).execute());
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
                .map((row, context) -> SessionRow.read(row))
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

    /// The promise to pay has been kept.
    void paid(Tx tx, MerchantId merchant, SessionId id) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET payment_status = 'paid',
                               updated_at = business_now(merchant_id)
                         WHERE merchant_id = :merchant
                           AND id = :id
                           AND status = 'complete'
                           AND payment_status = 'unpaid'
                        """)
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .execute());
    }

    /// Whoever paid for it.
    void payer(Tx tx, MerchantId merchant, SessionId id, CustomerId customer) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET payer_id = :customer
                         WHERE merchant_id = :merchant
                           AND id = :id
                        """)
                        .bind("customer", customer.text())
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

    /// Ends an open session that was declined too often.
    void exhaust(Tx tx, MerchantId merchant, SessionId id) {
        expectOne(
                id,
                tx.update("""
                        UPDATE checkout_sessions
                           SET status = 'expired',
                               exhausted = true,
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

    /// Takes the lock of one display of a payment link's page, which need not have opened any session yet,
    /// until the transaction ends.
    void lockDisplay(Tx tx, MerchantId merchant, NewSession.Opening opening) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' display ' || :merchant || ' '"
                        + " || :link || ' ' || :display, 0))")
                .bind("merchant", merchant.text())
                .bind("link", opening.link().text())
                .bind("display", opening.display())
                .mapToMap()
                .list();
    }

    /// The session that this display has opened.
    Optional<SessionId> findOpened(Tx tx, MerchantId merchant, NewSession.Opening opening) {
        return tx.query("""
                SELECT id
                  FROM checkout_sessions
                 WHERE merchant_id = :merchant
                   AND payment_link_id = :link
                   AND link_display = :display
                """)
                .bind("merchant", merchant.text())
                .bind("link", opening.link().text())
                .bind("display", opening.display())
                .mapTo(String.class)
                .findOne()
                .map(SessionId::new);
    }

    /// Whether an open session takes payments as this configuration says.
    boolean isOpenWith(Tx tx, MerchantId merchant, MethodConfigurationId configuration) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM checkout_sessions
                                WHERE merchant_id = :merchant
                                  AND payment_method_configuration_id = :configuration
                                  AND status = 'open')
                """)
                .bind("merchant", merchant.text())
                .bind("configuration", configuration.text())
                .mapTo(Boolean.class)
                .one();
    }

    Optional<SessionId> findOpen(Tx tx, MerchantId merchant, String reference) {
        return findOfOrder(tx, merchant, reference, "status = 'open'");
    }

    /// The session that the order was paid by, or that showed that there is nothing to pay.
    Optional<SessionId> findPaid(Tx tx, MerchantId merchant, String reference) {
        return findOfOrder(tx, merchant, reference, "status = 'complete' AND payment_status <> 'unpaid'");
    }

    private static Optional<SessionId> findOfOrder(Tx tx, MerchantId merchant, String reference, String state) {
        return tx.query("""
                SELECT id
                  FROM checkout_sessions
                 WHERE merchant_id = :merchant
                   AND order_reference = :reference
                   AND %s
                """.formatted(state))
                .bind("merchant", merchant.text())
                .bind("reference", reference)
                .mapTo(String.class)
                .findOne()
                .map(SessionId::new);
    }

    /// Open sessions of all merchants whose time is up by their own clock. Nothing is taken: each is locked and
    /// looked at again on its own. A merchant whose test clock runs far ahead costs others nothing.
    ///
    /// An index is searched only by a time that stands still during the statement.
    List<Key> findDue(Tx tx, int limit) {
        return tx.query("""
                WITH due AS (
                    (SELECT s.merchant_id, s.id, s.expires_at
                       FROM checkout_sessions AS s
                      WHERE s.status = 'open'
                        AND s.expires_at <= statement_timestamp()
                        AND %1$s
                      ORDER BY s.expires_at
                      LIMIT :limit)
                    UNION
                    SELECT s.merchant_id, s.id, s.expires_at
                      FROM clocks AS c
                     CROSS JOIN LATERAL (SELECT merchant_id, id, expires_at
                                           FROM checkout_sessions AS s
                                          WHERE s.merchant_id = c.merchant_id
                                            AND s.status = 'open'
                                            AND s.expires_at <= statement_timestamp() + c.ahead
                                            AND %1$s
                                          ORDER BY s.expires_at
                                          LIMIT :limit) AS s
                )
                SELECT merchant_id, id
                  FROM due
                 ORDER BY expires_at
                 LIMIT :limit
                """.formatted("""
                        NOT EXISTS (SELECT
                                      FROM payment_attempts AS p
                                     WHERE p.merchant_id = s.merchant_id
                                       AND p.session_id = s.id
                                       AND p.state = 'CHARGING')"""))
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

    private static String text(Session.PaymentStatus value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
