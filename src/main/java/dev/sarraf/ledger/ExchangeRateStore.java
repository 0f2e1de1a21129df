package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.money.Currency;
import java.math.BigDecimal;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;

/// The table `exchange_rates`. Its times are real ones: rates belong to no merchant, whose clock could be moved.
final class ExchangeRateStore {
    /// Waits until no other server that starts is giving examples.
    void lock(Tx tx) {
        tx.query("SELECT pg_advisory_xact_lock(hashtextextended('exchange_rates', 0))")
                .map((_, _) -> true)
                .one();
    }

    QuotedRate add(Tx tx, String id, Currency currency, Optional<BigDecimal> rate, boolean example) {
        return tx.query("""
                INSERT INTO exchange_rates (id, currency, rate, example, set_at)
                VALUES (:id, :currency, trim_scale(:rate), :example, date_trunc('milliseconds', clock_timestamp()))
                RETURNING id, currency, rate, example, set_at
                """)
                .bind("id", id)
                .bind("currency", currency.name())
                .bind("rate", rate)
                .bind("example", example)
                .map((row, context) -> quoted(row))
                .one();
    }

    Optional<QuotedRate> latest(Tx tx, Currency currency) {
        return tx.query("""
                SELECT id, currency, rate, example, set_at
                  FROM exchange_rates
                 WHERE currency = :currency
                 ORDER BY number DESC
                 LIMIT 1
                """)
                .bind("currency", currency.name())
                .map((row, context) -> quoted(row))
                .findOne();
    }

    /// The latest word on each currency of which there is one.
    List<QuotedRate> latest(Tx tx) {
        return tx.query("""
                SELECT r.id, r.currency, r.rate, r.example, r.set_at
                  FROM unnest(CAST(:currencies AS text[])) WITH ORDINALITY AS c (name, place)
                 CROSS JOIN LATERAL (SELECT id, currency, rate, example, set_at
                                       FROM exchange_rates
                                      WHERE currency = c.name
                                      ORDER BY number DESC
                                      LIMIT 1) AS r
                 ORDER BY c.place
                """)
                .bindArray(
                        "currencies",
                        String.class,
                        List.of(Currency.values()).stream().map(Enum::name).toList())
                .map((row, context) -> quoted(row))
                .list();
    }

    List<QuotedRate> history(Tx tx, Currency currency) {
        return tx.query("""
                SELECT id, currency, rate, example, set_at
                  FROM exchange_rates
                 WHERE currency = :currency
                 ORDER BY number DESC
                """)
                .bind("currency", currency.name())
                .map((row, context) -> quoted(row))
                .list();
    }

    private static QuotedRate quoted(ResultSet row) throws SQLException {
        return new QuotedRate(
                row.getString("id"),
                Currency.valueOf(row.getString("currency")),
                Optional.ofNullable(row.getBigDecimal("rate")),
                row.getBoolean("example"),
                row.getObject("set_at", OffsetDateTime.class).toInstant());
    }
}
