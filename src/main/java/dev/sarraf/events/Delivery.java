package dev.sarraf.events;

import dev.sarraf.merchants.MerchantId;

/// An event on its way to an endpoint, taken by one sender for the length of its lease.
///
/// @param type as text, because an older node may meet the event of a newer one
/// @param fence grows with each taking; the delivery can be finished only by the sender with the latest
/// @param attempts how many were made and finished before this one
/// @param attemptsBefore how many of them belong to an earlier round: a delivery that is sent again begins its
///     schedule anew
/// @param payload the exact text to send
public record Delivery(
        MerchantId merchant,
        EventId event,
        String type,
        EndpointId endpoint,
        long fence,
        int attempts,
        int attemptsBefore,
        String payload) {
    /// The number of the attempt that is being made: 1 for the first.
    public int attempt() {
        return attempts + 1;
    }

    /// The number of the attempt within its round: 1 for the first after the merchant had it sent again.
    public int attemptOfRound() {
        return attempt() - attemptsBefore;
    }

    /// The same, in the round that has begun since it was taken.
    Delivery inRoundAfter(int attemptsBeforeNow) {
        return new Delivery(merchant, event, type, endpoint, fence, attempts, attemptsBeforeNow, payload);
    }

    public Lane lane() {
        return new Lane(merchant, endpoint);
    }

    /// Payloads hold customers' data and stay out of logs.
    @Override
    public String toString() {
        return "Delivery[" + event + " to " + endpoint + ", attempt " + attempt() + "]";
    }
}
