package dev.sarraf.customers;

import java.util.Optional;

/// A card that was paid with: what a receipt may show of it.
///
/// @param fingerprint equal for two payments by the same card number, and nothing that the number could be found
///     from
/// @param last4 four digits
public record PaidCard(
        String fingerprint,
        String brand,
        String last4,
        int expMonth,
        int expYear,
        Optional<String> cardholderName,
        Optional<String> funding,
        Optional<String> country) {}
