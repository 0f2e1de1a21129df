package dev.sarraf.customers;

import java.time.Instant;

/// A card that a customer has paid with, and how often.
record CardTrace(
        String fingerprint, String brand, String last4, Instant firstSeenAt, Instant lastSeenAt, int charges) {}
