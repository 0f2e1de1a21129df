package dev.sarraf.page;

import dev.sarraf.payments.Progress;

/// What a customer is told of a payment that did not happen: what it was, that nothing was charged, what to do next.
///
/// Reasons that would help a thief (lost, stolen, suspected fraud) read like any other refusal.
final class DeclineText {
    private DeclineText() {}

    /// The key of the text.
    static String of(Progress.Declined declined) {
        return switch (declined.declineCode().orElse(declined.code())) {
            case "insufficient_funds" -> "decline.funds";
            case "expired_card" -> "decline.expired";
            case "incorrect_cvc", "invalid_cvc" -> "decline.cvc";
            case "incorrect_number", "invalid_number" -> "decline.number";
            case "processing_error", "try_again_later" -> "decline.processing";
            case "authentication_required" -> "decline.authentication";
            case "authentication_canceled" -> "decline.canceled";
            case "authentication_rejected" -> "decline.rejected";
            case "authentication_unavailable" -> "decline.unavailable";
            case "authentication_abandoned" -> "decline.abandoned";
            case "voucher_expired", "voucher_failed" -> "decline.voucher";
            case "payment_rejected" -> "decline.phone";
            case "payment_timed_out" -> "decline.timeout";
            case "payment_canceled" -> "decline.withdrawn";
            case "credit_refused" -> "decline.credit";
            case "verification_failed" -> "decline.verification";
            default -> "decline.generic";
        };
    }
}
