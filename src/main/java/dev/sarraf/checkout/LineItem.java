package dev.sarraf.checkout;

import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.Map;
import java.util.Optional;

/// What is bought, how often, at which price. The price was made for this line and stands in no catalog.
record LineItem(String id, long quantity, Price price) {
    /// @param unitAmount minor units
    record Price(String id, Currency currency, long unitAmount, Product product) {}

    record Product(
            String id,
            String name,
            Optional<String> description,
            Optional<String> image,
            Optional<String> unitLabel,
            Map<String, String> metadata) {}

    Money unit() {
        return new Money(price.unitAmount(), price.currency());
    }

    /// An ArithmeticException past the range of `long`.
    Money total() {
        return unit().times(quantity);
    }
}
