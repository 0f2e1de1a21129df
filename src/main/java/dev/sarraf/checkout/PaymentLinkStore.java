package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.http.AmountFilter;
import dev.sarraf.http.DateFilter;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.MethodConfigurationId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The tables `payment_links` and `payment_link_lines`.
final class PaymentLinkStore {
    /// Which links a list is asked for.
    ///
    /// @param search stands in name, description or unit label of a product that the link sells
    /// @param date when it was made
    record Filter(Optional<Boolean> active, Optional<String> search, AmountFilter amount, DateFilter date) {}

    private static final String LINKS = """
            SELECT l.*,
                   l.expires_at <= business_now(l.merchant_id) AS due,
                   (SELECT json_agg(json_build_object(
                                        'id', i.id,
                                        'quantity', i.quantity,
                                        'adjustable', CASE WHEN i.adjustable IS NOT NULL
                                                           THEN json_build_object(
                                                                    'enabled', i.adjustable,
                                                                    'minimum', i.minimum_quantity,
                                                                    'maximum', i.maximum_quantity)
                                                      END,
                                        'price', i.price_id)
                                    ORDER BY i.position)
                      FROM payment_link_lines AS i
                     WHERE i.merchant_id = l.merchant_id
                       AND i.payment_link_id = l.id) AS lines
              FROM payment_links AS l
            """;

    private static final String MATCHING = """
             WHERE l.merchant_id = :merchant
               AND (CAST(:active AS boolean) IS NULL OR l.active = :active)
               AND (CAST(:least AS bigint) IS NULL OR l.computed_amount >= :least)
               AND (CAST(:most AS bigint) IS NULL OR l.computed_amount <= :most)
               AND (CAST(:from AS timestamptz) IS NULL OR l.created_at >= :from)
               AND (CAST(:before AS timestamptz) IS NULL OR l.created_at < :before)
               AND (CAST(:last AS text) IS NULL
                    OR l.created_at >= (SELECT business_now(:merchant) - CAST(:last AS interval)))
               AND (CAST(:search AS text) IS NULL
                    OR EXISTS (SELECT
                                 FROM payment_link_lines AS i
                                 JOIN prices AS p
                                   ON p.merchant_id = i.merchant_id
                                  AND p.id = i.price_id
                                 JOIN products AS o
                                   ON o.merchant_id = p.merchant_id
                                  AND o.id = p.product_id
                                WHERE i.merchant_id = l.merchant_id
                                  AND i.payment_link_id = l.id
                                  AND strpos(
                                          lower(concat_ws(chr(10), o.name, o.description, o.unit_label)),
                                          lower(:search)) > 0))
            """;

    /// @param cart what the lines cost
    void insert(Tx tx, MerchantId merchant, PaymentLinkId id, LinkDraft draft, Cart cart) {
        var insert = tx.update("""
                INSERT INTO payment_links
                       (merchant_id, id, currency, computed_amount, active, submit_type, expires_at, created_at,
                        updated_at, %s)
                SELECT :merchant, :id, :currency, :computed, :active, :submitType, :expiresAt, t.now, t.now, %s
                  FROM (SELECT date_trunc('milliseconds', business_now(:merchant))) AS t (now)
                """.formatted(TermsRow.COLUMNS, TermsRow.VALUES))
                .bind("currency", cart.currency().name())
                .bind("computed", computed(cart));
        bind(insert, merchant, id, draft).execute();
        insertLines(tx, merchant, id, draft.lines().orElseThrow());
    }

    /// Writes down all but the lines.
    void update(Tx tx, MerchantId merchant, PaymentLinkId id, LinkDraft draft) {
        var update = tx.update("""
                UPDATE payment_links
                   SET (active, submit_type, expires_at, updated_at, %s)
                     = (SELECT :active, :submitType, CAST(:expiresAt AS timestamptz),
                               date_trunc('milliseconds', business_now(:merchant)), %s)
                 WHERE merchant_id = :merchant
                   AND id = :id
                """.formatted(TermsRow.COLUMNS, TermsRow.VALUES));
        bind(update, merchant, id, draft).execute();
    }

    /// Puts these lines in the place of all.
    void replaceLines(Tx tx, MerchantId merchant, PaymentLinkId id, List<LineRequest.OfPrice> lines, Cart cart) {
        tx.update("""
                UPDATE payment_links
                   SET currency = :currency,
                       computed_amount = :computed
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("currency", cart.currency().name())
                .bind("computed", computed(cart))
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
        tx.update("DELETE FROM payment_link_lines WHERE merchant_id = :merchant AND payment_link_id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
        insertLines(tx, merchant, id, lines);
    }

    private static void insertLines(Tx tx, MerchantId merchant, PaymentLinkId id, List<LineRequest.OfPrice> lines) {
        tx.update("""
                INSERT INTO payment_link_lines
                       (merchant_id, payment_link_id, position, id, price_id, quantity, adjustable, minimum_quantity,
                        maximum_quantity)
                SELECT :merchant, :link, position - 1, line ->> 'id', line ->> 'price', (line ->> 'quantity')::bigint,
                       (line -> 'adjustable' ->> 'enabled')::boolean, (line -> 'adjustable' ->> 'minimum')::bigint,
                       (line -> 'adjustable' ->> 'maximum')::bigint
                  FROM json_array_elements(CAST(:lines AS json)) WITH ORDINALITY AS lines (line, position)
                """)
                .bind("merchant", merchant.text())
                .bind("link", id.text())
                .bind(
                        "lines",
                        SessionRow.OWN.writeValueAsString(
                                lines.stream().map(LinkLine::of).toList()))
                .execute();
    }

    Optional<PaymentLink> find(Tx tx, MerchantId merchant, PaymentLinkId id) {
        return tx.query(LINKS + "WHERE l.merchant_id = :merchant AND l.id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> link(row))
                .findOne();
    }

    /// Takes the link's row lock, for which customers who come by the link do not wait, and reads it afterwards.
    Optional<PaymentLink> lock(Tx tx, MerchantId merchant, PaymentLinkId id) {
        tx.query("SELECT id FROM payment_links WHERE merchant_id = :merchant AND id = :id FOR NO KEY UPDATE")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne();
        return find(tx, merchant, id);
    }

    /// Whose link this is: a customer's browser knows the link alone.
    Optional<MerchantId> findMerchant(Tx tx, PaymentLinkId id) {
        return tx.query("SELECT merchant_id FROM payment_links WHERE id = :id")
                .bind("id", id.text())
                .mapTo(String.class)
                .findOne()
                .map(MerchantId::new);
    }

    /// The newest first.
    List<PaymentLink> list(Tx tx, MerchantId merchant, Filter filter, Page page) {
        return bind(tx.query(LINKS + MATCHING + """
                                 ORDER BY l.created_at DESC, l.id DESC
                                 LIMIT :limit
                                OFFSET :offset
                                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> link(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Filter filter) {
        return bind(tx.query("SELECT count(*) FROM payment_links AS l" + "\n" + MATCHING), merchant, filter)
                .mapTo(Long.class)
                .one();
    }

    /// Whether a link names this configuration.
    boolean isAnyWith(Tx tx, MerchantId merchant, MethodConfigurationId configuration) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM payment_links
                                WHERE merchant_id = :merchant
                                  AND payment_method_configuration_id = :configuration)
                """)
                .bind("merchant", merchant.text())
                .bind("configuration", configuration.text())
                .mapTo(Boolean.class)
                .one();
    }

    private static Query bind(Query query, MerchantId merchant, Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("active", filter.active())
                .bind("search", filter.search())
                .bind("least", filter.amount().least())
                .bind("most", filter.amount().most())
                .bind("from", filter.date().from().map(PaymentLinkStore::column))
                .bind("before", filter.date().before().map(PaymentLinkStore::column))
                .bind("last", filter.date().last());
    }

    private static <S extends SqlStatement<S>> S bind(
            S statement, MerchantId merchant, PaymentLinkId id, LinkDraft draft) {
        return TermsRow.bind(statement, draft.terms())
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("active", draft.active())
                .bind("submitType", draft.submitType().name())
                .bind("expiresAt", draft.expiresAt().map(PaymentLinkStore::column));
    }

    private static long computed(Cart cart) {
        return cart.totals().shown().subtotal().minorUnits();
    }

    private static PaymentLink link(ResultSet row) throws SQLException {
        return new PaymentLink(
                new MerchantId(row.getString("merchant_id")),
                new PaymentLinkId(row.getString("id")),
                row.getBoolean("active"),
                SubmitType.valueOf(row.getString("submit_type")),
                TermsRow.read(row, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()),
                List.of(SessionRow.OWN.readValue(row.getString("lines"), LinkLine[].class)),
                new Money(row.getLong("computed_amount"), Currency.valueOf(row.getString("currency"))),
                Optional.ofNullable(row.getObject("expires_at", OffsetDateTime.class))
                        .map(OffsetDateTime::toInstant),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                row.getObject("updated_at", OffsetDateTime.class).toInstant(),
                row.getBoolean("due"));
    }

    private static OffsetDateTime column(Instant moment) {
        return moment.atOffset(ZoneOffset.UTC);
    }
}
