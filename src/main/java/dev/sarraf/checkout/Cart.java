package dev.sarraf.checkout;

import dev.sarraf.catalog.Discount;
import dev.sarraf.catalog.PriceId;
import dev.sarraf.catalog.ProductId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import dev.sarraf.money.Money;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/// What is bought and what it costs: lines, discount, fees, and the totals that follow from them.
///
/// @param currency what the prices are in
/// @param rate from that currency to the one of processing, as it was when the session was made; empty where it
///     is that one
record Cart(
        Currency currency,
        Optional<ExchangeRate> rate,
        List<LineItem> lines,
        Optional<Discount> discount,
        AppliedFees fees,
        Totals totals) {

    /// Prices these lines.
    ///
    /// @throws dev.sarraf.errors.Refusal `amount_invalid` where they cost too much
    static Cart of(
            Currency currency,
            Optional<ExchangeRate> rate,
            List<LineItem> lines,
            Optional<Discount> discount,
            AppliedFees fees) {
        var items = lines.stream()
                .map(line -> new Bill.Item(
                        line.unit(),
                        line.quantity(),
                        discount.stream().anyMatch(applied -> applied.appliesTo(product(line)))))
                .toList();
        var totals = Totals.of(new Bill(currency, rate, items, discount, fees.config(), fees.plan()));
        return new Cart(currency, rate, lines, discount, fees, totals);
    }

    private static ProductId product(LineItem line) {
        return new ProductId(line.price().product().id());
    }

    /// What the bank is asked for.
    Money total() {
        return totals.charged().total();
    }

    /// Whether nothing is bought.
    boolean isEmpty() {
        return lines.stream().allMatch(line -> line.quantity() == 0);
    }

    /// Whether the customer has to choose an amount first.
    boolean isUnpriced() {
        return lines.stream().anyMatch(LineItem::isUnpriced);
    }

    /// Whether something is bought that costs nothing.
    boolean isFree() {
        return !isEmpty() && !isUnpriced() && total().isZero();
    }

    /// What is taken out of the catalog's stock, and how many of each.
    Map<PriceId, Long> fromStock() {
        var quantities = new TreeMap<String, Long>();
        lines.stream()
                .filter(line -> line.price().catalog().isPresent() && line.quantity() > 0)
                .forEach(line -> quantities.merge(line.price().id(), line.quantity(), Math::addExact));
        return quantities.entrySet().stream()
                .collect(Collectors.toMap(entry -> new PriceId(entry.getKey()), Map.Entry::getValue));
    }
}
