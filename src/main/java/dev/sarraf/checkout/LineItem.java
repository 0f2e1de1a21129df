package dev.sarraf.checkout;

import dev.sarraf.catalog.CustomAmount;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// What is bought, how often, at which price. The price is as it was when the line was made, whatever becomes
/// of it in the catalog.
///
/// @param quantity 0 where the customer may leave the line out and has not chosen it
record LineItem(String id, long quantity, Optional<Adjustable> adjustable, Price price) {
    /// @param unitAmount minor units; empty as long as the customer has to choose the amount
    /// @param custom the bounds within which the customer chooses the amount
    /// @param catalog what stands in the catalog besides; empty for a price that was made for this line
    record Price(
            String id,
            Currency currency,
            Optional<Long> unitAmount,
            Optional<CustomAmount> custom,
            Optional<InCatalog> catalog,
            Product product) {}

    record InCatalog(
            Instant createdAt, Optional<Long> stock, Optional<Instant> startDate, Optional<Instant> expirationDate) {}

    record Product(
            String id,
            String name,
            Optional<String> description,
            Optional<String> image,
            Optional<String> unitLabel,
            Map<String, String> metadata) {}

    /// What one costs; nothing as long as the customer has not chosen.
    Money unit() {
        return new Money(price.unitAmount().orElse(0L), price.currency());
    }

    LineItem withQuantity(long other) {
        return new LineItem(id, other, adjustable, price);
    }

    /// The same line at an amount that the customer has chosen.
    ///
    /// @param unitAmount minor units
    LineItem withAmount(long unitAmount) {
        var chosen = new Price(
                price.id(),
                price.currency(),
                Optional.of(unitAmount),
                price.custom(),
                price.catalog(),
                price.product());
        return new LineItem(id, quantity, adjustable, chosen);
    }

    /// Whether the customer has to choose an amount before this can be paid.
    boolean isUnpriced() {
        return quantity > 0 && price.unitAmount().isEmpty();
    }

    /// An ArithmeticException past the range of `long`.
    Money total() {
        return unit().times(quantity);
    }
}
