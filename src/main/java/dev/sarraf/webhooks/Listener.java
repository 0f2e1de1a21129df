package dev.sarraf.webhooks;

import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.ids.Secret;

/// A developer's machine that fetches events.
///
/// @param name what it is known by when it comes back
/// @param secret what it is sent is signed with
record Listener(EndpointId id, String name, EventFilter filter, Secret secret) {}
