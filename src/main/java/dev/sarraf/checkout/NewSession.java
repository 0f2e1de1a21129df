package dev.sarraf.checkout;

import dev.sarraf.money.Currency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A session as a merchant asked for it, its form checked; what it refers to has yet to be looked up.
///
/// @param currency what the prices are in
/// @param orderReference the merchant's own name for what is bought
record NewSession(
        Currency currency,
        List<LineRequest> lines,
        Optional<DiscountRequest> discount,
        Terms terms,
        SubmitType submitType,
        Optional<String> orderReference,
        Duration lifetime) {

    /// Whether nothing has to be looked up in a transaction, so that one statement creates it.
    boolean isSelfContained() {
        return orderReference.isEmpty()
                && discount.isEmpty()
                && terms.buyer().customer().isEmpty()
                && terms.methods().configuration().isEmpty()
                && lines.stream().allMatch(LineRequest.Inline.class::isInstance);
    }
}
