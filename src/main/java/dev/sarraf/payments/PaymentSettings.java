package dev.sarraf.payments;

import dev.sarraf.methods.PaymentMethod;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

/// What an operator, or a proof in a hurry, can set about payments.
///
/// @param pages where the hosted pages live; the issuer sends browsers back below it
/// @param docs the page that explains error codes
/// @param patience how long a customer's request waits for the bank before a waiting page takes over
/// @param resendAfter how long after a request the bank, where it knows nothing of it, is sent the same one again:
///     longer than any request can be under way
/// @param authenticationLimit how long an attempt can be on its way through 3-D Secure, before the customer is asked,
///     without a word of it written down. One that takes longer has lost the process that worked on it and is ended
/// @param voucherLifetime how long a voucher can be paid, by the merchant's clock
public record PaymentSettings(
        URI pages,
        URI docs,
        Duration patience,
        Duration resendAfter,
        Duration authenticationLimit,
        Duration voucherLifetime) {
    /// A customer who has the phone in the hand.
    private static final Duration APPROVAL = Duration.ofMinutes(5);

    /// A code has to arrive, and a plan to be chosen.
    private static final Duration PURCHASE = Duration.ofMinutes(15);

    /// How long a customer has who pays by this method.
    Duration lifetime(PaymentMethod method) {
        return switch (method) {
            case CARD -> throw new IllegalStateException("bug: a card is charged at once");
            case FAWRY -> voucherLifetime;
            case VODAFONE_CASH -> APPROVAL;
            case VALU -> PURCHASE;
        };
    }

    URI returnAddress(String token, Optional<Locale> language) {
        var query = language.map(chosen -> "?lang=" + chosen.getLanguage()).orElse("");
        return pages.resolve("/3ds/return/" + token + query);
    }
}
