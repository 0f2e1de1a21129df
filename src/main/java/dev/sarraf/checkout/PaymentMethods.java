package dev.sarraf.checkout;

import java.util.List;
import java.util.Optional;

/// How a session may be paid: by some methods that the merchant names, or by a configuration, or by the default
/// one.
///
/// @param types what the session offers: what was named, or what the configuration had when it was looked up; empty
///     before that
/// @param configuration the id of a payment method configuration, as it was sent
record PaymentMethods(List<String> types, Optional<String> configuration) {
    static final PaymentMethods DEFAULT = new PaymentMethods(List.of(), Optional.empty());

    static PaymentMethods of(String configuration) {
        return new PaymentMethods(List.of(), Optional.of(configuration));
    }

    /// Whether the merchant has named the methods one by one.
    boolean areNamed() {
        return !types.isEmpty() && configuration.isEmpty();
    }
}
