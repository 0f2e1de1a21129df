package dev.sarraf.processors;

import java.net.URI;
import java.util.Optional;

/// How a 3-D Secure check stands.
public sealed interface Authentication {
    /// The charge may go ahead: authenticated, attempted, exempt, or the card knows no 3-D Secure.
    record Passed(ThreeDSecure details) implements Authentication {}

    /// The issuer wants to see the customer: the browser posts `creq` to `acsUrl`.
    record ChallengeRequired(URI acsUrl, String creq) implements Authentication {}

    /// The charge must not be tried.
    record Failed(Why why, ThreeDSecure details) implements Authentication {}

    /// The customer has not finished.
    record Pending() implements Authentication {}

    /// No clear answer. No money can have moved: the check can simply be started again.
    record Unanswered(String detail) implements Authentication {}

    /// Why a check failed.
    enum Why {
        /// The customer did not pass.
        FAILED,
        /// The customer gave up.
        CANCELED,
        /// The issuer refuses the payment.
        REJECTED,
        /// The issuer could not check; without its answer the charge is not tried.
        UNAVAILABLE
    }

    /// What the check found, as the charge shows it.
    ///
    /// @param result the authentication status in lower case without its prefix: `successful`, `attempted`
    /// @param eci electronic commerce indicator of the card scheme: `02`, `05`, …
    /// @param version protocol version, `2.2.0`
    /// @param flow `frictionless` or `challenge`; empty where the card knows no 3-D Secure
    /// @param transactionId the directory server's transaction id
    record ThreeDSecure(
            String result,
            Optional<String> eci,
            Optional<String> version,
            Optional<String> flow,
            Optional<String> transactionId) {}
}
