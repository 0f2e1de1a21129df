package dev.sarraf.checkout;

import dev.sarraf.money.Currency;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// A session as a merchant asked for it, checked.
///
/// @param customerDetails the object as it was sent, rendered
/// @param orderReference the merchant's own name for what is bought
/// @param metadata rendered
record NewSession(
        Currency currency,
        List<LineItem> lines,
        AfterCompletion afterCompletion,
        SubmitType submitType,
        CustomerCreation customerCreation,
        Optional<String> cancelUrl,
        Optional<Locale> locale,
        Optional<String> customerDetails,
        Optional<String> orderReference,
        String metadata,
        Duration lifetime) {

    /// Whether a paid session makes a customer who can be found again.
    enum CustomerCreation {
        ALWAYS,
        IF_REQUIRED
    }
}
