package dev.sarraf.catalog;

import dev.sarraf.money.Currency;
import java.time.Instant;
import java.util.Optional;

/// What a product costs, in one currency and one way.
///
/// @param used whether a session or a payment link has ever held it
record Price(
        PriceId id,
        ProductId product,
        Terms terms,
        Shelving shelving,
        Count count,
        boolean used,
        Instant createdAt,
        Instant updatedAt) {
    enum Type {
        ONE_TIME,
        RECURRING,
        CUSTOM
    }

    enum Interval {
        DAY,
        WEEK,
        MONTH,
        YEAR,
        CUSTOM
    }

    /// What cannot change once the price was used.
    record Terms(Currency currency, Cost cost) {}

    sealed interface Cost {
        /// So many minor units each.
        record OneTime(long amount) implements Cost {}

        /// So many minor units each, again and again.
        record Recurring(long amount, Recurrence every) implements Cost {}

        /// The customer chooses.
        record Custom(CustomAmount choice) implements Cost {}

        default Type type() {
            return switch (this) {
                case OneTime _ -> Type.ONE_TIME;
                case Recurring _ -> Type.RECURRING;
                case Custom _ -> Type.CUSTOM;
            };
        }

        default Optional<Long> unitAmount() {
            return switch (this) {
                case OneTime(var amount) -> Optional.of(amount);
                case Recurring(var amount, var _) -> Optional.of(amount);
                case Custom _ -> Optional.empty();
            };
        }

        default Optional<Recurrence> recurrence() {
            return this instanceof Recurring(var _, var every) ? Optional.of(every) : Optional.empty();
        }

        default Optional<CustomAmount> bounds() {
            return this instanceof Custom(var choice) ? Optional.of(choice) : Optional.empty();
        }
    }

    record Recurrence(Interval interval, long count) {}

    /// How it is offered, which can change at any time.
    ///
    /// @param stock what is left, reserved included; empty where that is unlimited
    record Shelving(
            Optional<String> name,
            Optional<String> description,
            Optional<Long> stock,
            Optional<Instant> startDate,
            Optional<Instant> expirationDate,
            boolean active,
            Metadata metadata) {}

    /// How many of it payments under way hold, and how many were paid.
    record Count(long reserved, long sold) {}

    /// How many more can be reserved now; empty where that is unlimited.
    Optional<Long> free() {
        return shelving.stock().map(stock -> stock - count.reserved());
    }
}
