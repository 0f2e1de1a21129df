package dev.sarraf.events;

import dev.sarraf.merchants.MerchantId;

/// What waits for one endpoint.
public record Lane(MerchantId merchant, EndpointId endpoint) {}
