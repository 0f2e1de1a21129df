package dev.sarraf.events;

/// That an endpoint wants events. While it is not enabled, no event is queued for it, and what was queued before
/// waits.
public record Subscription(EndpointId endpoint, boolean enabled, EventFilter filter) {}
