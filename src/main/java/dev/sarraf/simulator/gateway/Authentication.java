package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.Brand;
import dev.sarraf.simulator.web.Json;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A payer's authentication, from the first question to its end.
///
/// @param serverTransactionId names it among 3-D Secure servers
/// @param amountKnown         whether the amount was part of it, which it is not before AUTHENTICATE_PAYER
public record Authentication(
        AuthenticationStatus status,
        Brand brand,
        String serverTransactionId,
        boolean amountKnown,
        Optional<Challenge> challenge) {
    Authentication with(AuthenticationStatus to, Optional<Challenge> challengeNow) {
        return new Authentication(to, brand, serverTransactionId, true, challengeNow);
    }

    /// What a payment is told by it: indicator, token and transaction ids.
    ObjectNode proof() {
        var proof = Json.object();
        var threeDs = proof.putObject("3ds");
        status.eci(brand, challenge.isPresent()).ifPresent(it -> threeDs.put("acsEci", it));
        status.token(brand).ifPresent(it -> threeDs.put("authenticationToken", it));
        threeDs.put("transactionId", serverTransactionId);
        var threeDs2 = proof.putObject("3ds2");
        threeDs2.put("3dsServerTransactionId", serverTransactionId).put("protocolVersion", "2.2.0");
        status.transactionStatus().ifPresent(it -> threeDs2.put("transactionStatus", it));
        return proof;
    }
}
