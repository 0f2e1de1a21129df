package dev.sarraf.simulator.gateway;

import java.util.Optional;

/// A challenge with what its page shows and what the browser carries back.
///
/// @param amount     for people: `150.00 EGP`
/// @param card       the masked number
/// @param sessionKey encrypts what is carried back; nothing where there was no card session or it has lapsed
public record ChallengeCase(
        String merchant,
        String order,
        String transaction,
        String amount,
        String card,
        AuthenticationStatus status,
        Challenge challenge,
        Optional<byte[]> sessionKey) {}
