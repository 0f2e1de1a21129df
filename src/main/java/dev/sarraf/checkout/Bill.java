package dev.sarraf.checkout;

import dev.sarraf.catalog.Discount;
import dev.sarraf.ledger.FeePlan;
import dev.sarraf.merchants.FeeConfig;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Optional;

/// All that decides what a session costs.
///
/// @param currency what the prices are in
/// @param rate from that currency to the one of processing; empty where it is that one
/// @param items what is bought, in the order of the lines
/// @param config what the customer pays on top of the prices
/// @param plan the platform's fee, in the currency of processing
record Bill(
        Currency currency,
        Optional<ExchangeRate> rate,
        List<Item> items,
        Optional<Discount> discount,
        FeeConfig config,
        FeePlan plan) {

    /// One line.
    ///
    /// @param reducible whether the discount applies to it
    record Item(Money unit, long quantity, boolean reducible) {
        /// An ArithmeticException past the range of `long`.
        Money subtotal() {
            return unit.times(quantity);
        }
    }
}
