package dev.sarraf.page;

import java.util.Optional;

/// A quantity as people type it, with the digits of their keyboard.
final class TypedQuantity {
    private TypedQuantity() {}

    /// Empty where it is no whole number, or larger than anybody means.
    static Optional<Long> read(String typed) {
        var text = typed.strip();
        return text.matches("\\p{Nd}{1,10}") ? Optional.of(Long.parseLong(text)) : Optional.empty();
    }
}
