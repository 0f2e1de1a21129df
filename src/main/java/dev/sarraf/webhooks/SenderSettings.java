package dev.sarraf.webhooks;

import dev.sarraf.targets.TargetRules;
import java.time.Duration;

/// How webhooks are sent.
///
/// @param rules where they may go
/// @param signatureHeader the name of the header that carries the signature
/// @param userAgent what the sender calls itself
/// @param exchangeLimit the time for one exchange, from looking up the name to the last byte of the answer
/// @param perEndpoint how many deliveries of one endpoint may be on their way at once, whatever the number of
///     nodes
/// @param inFlight how many deliveries this node may have on their way
/// @param poll how often it looks without being told: retries fall due by themselves, and so does what a
///     crashed node left
public record SenderSettings(
        TargetRules rules,
        String signatureHeader,
        String userAgent,
        Duration exchangeLimit,
        int perEndpoint,
        int inFlight,
        Duration poll) {
    /// The header that merchants' code reads.
    public static final String SIGNATURE_HEADER = "XPay-Signature";

    /// The time that the documentation promises to endpoints.
    private static final Duration EXCHANGE_LIMIT = Duration.ofSeconds(30);

    private static final int PER_ENDPOINT = 8;

    /// A delivery on its way costs some 50 KiB: its payload and a connection's buffers.
    private static final int IN_FLIGHT = 2_048;

    private static final Duration POLL = Duration.ofSeconds(1);

    public static SenderSettings standard(TargetRules rules) {
        return new SenderSettings(
                rules, SIGNATURE_HEADER, "Sarraf-Webhooks/1.0", EXCHANGE_LIMIT, PER_ENDPOINT, IN_FLIGHT, POLL);
    }

    public SenderSettings withSignatureHeader(String name) {
        return new SenderSettings(rules, name, userAgent, exchangeLimit, perEndpoint, inFlight, poll);
    }

    public SenderSettings withExchangeLimit(Duration limit) {
        return new SenderSettings(rules, signatureHeader, userAgent, limit, perEndpoint, inFlight, poll);
    }

    public SenderSettings withInFlight(int perEndpointNow, int inFlightNow) {
        return new SenderSettings(rules, signatureHeader, userAgent, exchangeLimit, perEndpointNow, inFlightNow, poll);
    }

    public SenderSettings withPoll(Duration pause) {
        return new SenderSettings(rules, signatureHeader, userAgent, exchangeLimit, perEndpoint, inFlight, pause);
    }

    /// Longer than an exchange and the writing down of its outcome can take, so that no delivery that is still on
    /// its way is given to another sender.
    Duration lease() {
        return exchangeLimit.multipliedBy(3).dividedBy(2);
    }
}
