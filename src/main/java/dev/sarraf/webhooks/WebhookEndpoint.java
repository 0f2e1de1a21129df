package dev.sarraf.webhooks;

import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;

/// A place where a merchant receives events.
///
/// @param enabled while it is not, no events are queued for it, and those that wait are kept until it is again
/// @param metadata the merchant's own pairs, in the order in which they were sent
/// @param sending how events are sent to it
/// @param overlapEndsAt until when the secret before the current one signs too; empty where none does
public record WebhookEndpoint(
        EndpointId id,
        String url,
        Optional<String> description,
        boolean enabled,
        EventFilter filter,
        Map<String, String> metadata,
        Sending sending,
        Instant createdAt,
        Instant updatedAt,
        Optional<Instant> overlapEndsAt) {}
