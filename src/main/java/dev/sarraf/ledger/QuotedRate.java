package dev.sarraf.ledger;

import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Optional;

/// What was said of a currency's rate once.
///
/// @param rate empty where the currency was withdrawn
/// @param example whether it came with the program, for test mode, rather than from the operator
public record QuotedRate(String id, Currency currency, Optional<BigDecimal> rate, boolean example, Instant setAt) {
    /// The rate to convert with, unless the currency was withdrawn.
    public Optional<ExchangeRate> exchange() {
        return rate.map(value -> new ExchangeRate(id, currency, value));
    }
}
