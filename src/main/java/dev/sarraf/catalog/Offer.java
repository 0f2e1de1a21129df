package dev.sarraf.catalog;

import dev.sarraf.money.Currency;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A price with its product as they are for sale at one moment: what a session keeps of them.
///
/// @param unitAmount minor units; exactly where the customer does not choose
/// @param custom exactly where the customer chooses
/// @param stock what was left, reserved included; empty where that is unlimited
public record Offer(
        PriceId price,
        Type type,
        Currency currency,
        Optional<Long> unitAmount,
        Optional<CustomAmount> custom,
        Optional<Long> stock,
        Optional<Instant> startDate,
        Optional<Instant> expirationDate,
        Instant createdAt,
        Item product) {
    /// The ways of selling that there are.
    public enum Type {
        ONE_TIME,
        CUSTOM
    }

    /// What is sold.
    public record Item(
            ProductId id,
            String name,
            Optional<String> description,
            Optional<String> image,
            Optional<String> unitLabel,
            Map<String, String> metadata) {}

    public Offer {
        if (unitAmount.isPresent() != (type == Type.ONE_TIME) || custom.isPresent() != (type == Type.CUSTOM)) {
            throw new IllegalArgumentException("bug: an offer of the type " + type + " with the amount of another");
        }
    }

    static Offer of(Price price, Product product) {
        var cost = price.terms().cost();
        return new Offer(
                price.id(),
                switch (cost) {
                    case Price.Cost.OneTime _ -> Type.ONE_TIME;
                    case Price.Cost.Custom _ -> Type.CUSTOM;
                    case Price.Cost.Recurring _ ->
                        throw new IllegalArgumentException("bug: a recurring price is offered");
                },
                price.terms().currency(),
                cost.unitAmount(),
                cost.bounds(),
                price.shelving().stock(),
                price.shelving().startDate(),
                price.shelving().expirationDate(),
                price.createdAt(),
                new Item(
                        product.id(),
                        product.label().name(),
                        product.label().description(),
                        product.label().image(),
                        product.label().unitLabel(),
                        product.label().metadata().pairs()));
    }
}
