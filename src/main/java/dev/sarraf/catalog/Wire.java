package dev.sarraf.catalog;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.money.Currency;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/// What the bodies of the catalog have in common.
final class Wire {
    /// The largest number that unit amounts, quantities and stock can be.
    static final long LARGEST_INT = Integer.MAX_VALUE;

    /// As much as a session can cost, in minor units.
    static final long LARGEST_AMOUNT = 999_999_999_999L;

    static final int LONGEST_NAME = 255;
    static final int LONGEST_DESCRIPTION = 500;
    static final int LONGEST_ID = 100;

    private Wire() {}

    static Optional<Long> whole(Fields fields, String name, long min, long max) {
        return boxed(fields.whole(name, min, max));
    }

    static Optional<Currency> currency(Fields fields, String name) {
        return fields.text(name, 3)
                .map(code -> Currency.find(code)
                        .orElseThrow(() -> Refusal.invalid(
                                ErrorCode.UNSUPPORTED_CURRENCY,
                                fields.pathOf(name),
                                "%s must be one of %s.".formatted(fields.pathOf(name), List.of(Currency.values())))));
    }

    static Refusal exclusive(Fields fields, String name, String message) {
        return Refusal.invalid(ErrorCode.PARAMETERS_EXCLUSIVE, fields.pathOf(name), message);
    }

    static Refusal requires(Fields fields, String name, String other) {
        return Refusal.invalid(
                ErrorCode.PARAMETER_REQUIRES_ANOTHER,
                fields.pathOf(name),
                fields.pathOf(name) + " needs " + fields.pathOf(other) + ".");
    }

    private static Optional<Long> boxed(OptionalLong number) {
        return number.isPresent() ? Optional.of(number.getAsLong()) : Optional.empty();
    }
}
