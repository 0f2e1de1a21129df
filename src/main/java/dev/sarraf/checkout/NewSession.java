package dev.sarraf.checkout;

import dev.sarraf.money.Currency;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A session as a merchant asked for it, its form checked; what it refers to has yet to be looked up.
///
/// @param currency what the prices are in
/// @param orderReference the merchant's own name for what is bought
/// @param link the payment link that it is opened by, and the display of its page
record NewSession(
        Currency currency,
        List<LineRequest> lines,
        Optional<DiscountRequest> discount,
        Terms terms,
        SubmitType submitType,
        Optional<String> orderReference,
        Duration lifetime,
        Optional<Opening> link) {

    /// How long a session stays open where nobody says otherwise.
    static final Duration USUAL_LIFETIME = Duration.ofHours(24);

    /// How a payment link was used.
    ///
    /// @param display names one display of the link's page, which opens one session however often it is sent
    record Opening(PaymentLinkId link, String display) {}

    /// The same on other terms.
    NewSession on(Terms other) {
        return new NewSession(currency, lines, discount, other, submitType, orderReference, lifetime, link);
    }

    /// Whether nothing has to be looked up in a transaction, so that one statement creates it.
    boolean isSelfContained() {
        return orderReference.isEmpty()
                && discount.isEmpty()
                && terms.buyer().customer().isEmpty()
                && terms.methods().configuration().isEmpty()
                && lines.stream().allMatch(LineRequest.Inline.class::isInstance);
    }
}
