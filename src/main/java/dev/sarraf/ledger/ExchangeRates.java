package dev.sarraf.ledger;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What other currencies are worth in the currency of processing. The operator says so, for all merchants of a
/// mode.
///
/// Nothing is ever overwritten: a new rate holds from its commit on, and what was sold at an earlier one keeps it.
public final class ExchangeRates {
    private static final IdShape ID = IdShape.of("exr");
    private static final int MOST_DECIMALS = 10;
    private static final BigDecimal HIGHEST = BigDecimal.valueOf(1_000_000);

    /// Plausible when this was written, for trying things out; nobody keeps them up to date.
    private static final Map<Currency, BigDecimal> EXAMPLES = Map.ofEntries(
            Map.entry(Currency.USD, new BigDecimal("51.01")),
            Map.entry(Currency.EUR, new BigDecimal("55.12")),
            Map.entry(Currency.GBP, new BigDecimal("64.48")),
            Map.entry(Currency.SAR, new BigDecimal("13.60")),
            Map.entry(Currency.AED, new BigDecimal("13.89")),
            Map.entry(Currency.QAR, new BigDecimal("14.01")),
            Map.entry(Currency.KWD, new BigDecimal("166.30")),
            Map.entry(Currency.JOD, new BigDecimal("71.94")),
            Map.entry(Currency.OMR, new BigDecimal("132.49")),
            Map.entry(Currency.BHD, new BigDecimal("135.30")),
            Map.entry(Currency.LYD, new BigDecimal("9.41")),
            Map.entry(Currency.AUD, new BigDecimal("32.05")),
            Map.entry(Currency.CAD, new BigDecimal("37.21")),
            Map.entry(Currency.CNY, new BigDecimal("6.98")));

    private final Mode mode;
    private final ExchangeRateStore store = new ExchangeRateStore();

    public ExchangeRates(Mode mode) {
        this.mode = mode;
    }

    /// The rate that holds now; empty where the currency has none, or is the one of processing itself.
    public Optional<ExchangeRate> current(Tx tx, Currency currency) {
        return store.latest(tx, currency).flatMap(QuotedRate::exchange);
    }

    /// The rates that hold now, by the currencies' order.
    public List<QuotedRate> current(Tx tx) {
        return store.latest(tx).stream()
                .filter(quoted -> quoted.exchange().isPresent())
                .toList();
    }

    /// All that was ever said of a currency, the latest first.
    public List<QuotedRate> history(Tx tx, Currency currency) {
        return store.history(tx, currency);
    }

    /// From now on a major unit of the currency is this much of the currency of processing.
    ///
    /// @throws Refusal where it cannot be, with the rule in its message
    public QuotedRate set(Tx tx, Currency currency, BigDecimal rate) {
        requireForeign(currency);
        if (rate.signum() <= 0) {
            throw invalid("A rate is more than 0.");
        }
        if (rate.compareTo(HIGHEST) > 0) {
            throw invalid(
                    "A rate is at most " + HIGHEST + ": how much " + Currency.PROCESSING + " one " + currency + " is.");
        }
        if (rate.stripTrailingZeros().scale() > MOST_DECIMALS) {
            throw invalid("A rate has at most " + MOST_DECIMALS + " decimals.");
        }
        return store.add(tx, ID.random(mode), currency, Optional.of(rate), false);
    }

    /// From now on the currency has no rate, and nothing new can be sold in it. Empty where it has none anyway.
    public Optional<QuotedRate> withdraw(Tx tx, Currency currency) {
        requireForeign(currency);
        return current(tx, currency).map(_ -> store.add(tx, ID.random(mode), currency, Optional.empty(), false));
    }

    /// Gives every currency of which nothing was ever said an example of a rate. For test mode.
    public void addExamples(Tx tx) {
        store.lock(tx);
        var known = store.latest(tx).stream().map(QuotedRate::currency).toList();
        EXAMPLES.forEach((currency, rate) -> {
            if (!known.contains(currency)) {
                store.add(tx, ID.random(mode), currency, Optional.of(rate), true);
            }
        });
    }

    private static void requireForeign(Currency currency) {
        if (currency == Currency.PROCESSING) {
            throw Refusal.invalid(
                    ErrorCode.CURRENCY_INVALID,
                    "currency",
                    Currency.PROCESSING + " is what payments are processed in: it has no rate.");
        }
    }

    private static Refusal invalid(String rule) {
        return Refusal.invalid(ErrorCode.PARAMETER_OUT_OF_RANGE, "rate", rule);
    }
}
