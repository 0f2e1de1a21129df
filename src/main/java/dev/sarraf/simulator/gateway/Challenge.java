package dev.sarraf.simulator.gateway;

import java.util.Optional;

/// A payer who was sent to the issuer's page.
///
/// @param token               unguessable, part of the page's address
/// @param serverTransactionId names the authentication among 3-D Secure servers
/// @param acsTransactionId    names it at the issuer
/// @param returnUrl           where the browser is sent afterwards
/// @param session             whose key encrypts what the browser carries back
/// @param outcome             what was chosen, once it was
public record Challenge(
        String token,
        String serverTransactionId,
        String acsTransactionId,
        String returnUrl,
        Optional<String> session,
        Optional<ChallengeOutcome> outcome) {
    Challenge chosen(ChallengeOutcome choice) {
        return new Challenge(token, serverTransactionId, acsTransactionId, returnUrl, session, Optional.of(choice));
    }
}
