package dev.sarraf.payments;

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
public record PaymentSettings(
        URI pages, URI docs, Duration patience, Duration resendAfter, Duration authenticationLimit) {
    URI returnAddress(String token, Optional<Locale> language) {
        var query = language.map(chosen -> "?lang=" + chosen.getLanguage()).orElse("");
        return pages.resolve("/3ds/return/" + token + query);
    }
}
