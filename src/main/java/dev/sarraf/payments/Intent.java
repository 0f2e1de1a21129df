package dev.sarraf.payments;

import dev.sarraf.money.Money;
import java.time.Instant;
import java.util.Optional;

/// What a customer owes for one session, until it is paid.
///
/// @param customer who has paid, as the API shows it, rendered
/// @param lastError why the latest attempt failed, as the API shows it, rendered
/// @param metadata the session's, as JSON text
record Intent(
        IntentId id,
        String session,
        Money amount,
        Breakdown breakdown,
        Optional<String> customer,
        Status status,
        String clientSecret,
        Optional<String> lastError,
        Optional<ChargeId> latestCharge,
        String metadata,
        Instant createdAt,
        Instant updatedAt) {
    enum Status {
        REQUIRES_PAYMENT_METHOD,
        REQUIRES_ACTION,
        PROCESSING,
        SUCCEEDED
    }
}
