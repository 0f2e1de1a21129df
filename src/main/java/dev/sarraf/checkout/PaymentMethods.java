package dev.sarraf.checkout;

import java.util.List;
import java.util.Optional;

/// How a session may be paid: by some methods that the merchant names, or by a configuration, or by the default
/// one.
///
/// @param types empty: those of the configuration
/// @param configuration the id of a payment method configuration
record PaymentMethods(List<String> types, Optional<String> configuration) {
    static final PaymentMethods DEFAULT = new PaymentMethods(List.of(), Optional.empty());

    /// What this version can take payments by, in the order of preference.
    static final List<String> ENABLED = List.of("card");
}
