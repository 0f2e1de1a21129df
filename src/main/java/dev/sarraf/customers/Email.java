package dev.sarraf.customers;

import java.util.Locale;
import java.util.Optional;

/// An e-mail address. Case does not tell two apart.
///
/// @param text never empty, no spaces around it
record Email(String text) {
    static Email of(String typed) {
        return new Email(typed.strip());
    }

    /// Empty where nothing but spaces was typed.
    static Optional<Email> read(String typed) {
        return Optional.of(of(typed)).filter(email -> !email.text().isEmpty());
    }

    /// Equal for two addresses that are the same person's.
    String key() {
        return text.toLowerCase(Locale.ROOT);
    }
}
