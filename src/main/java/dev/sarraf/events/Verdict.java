package dev.sarraf.events;

import java.time.Duration;

/// What an attempt means for its delivery.
public sealed interface Verdict {
    record Delivered() implements Verdict {}

    /// Try again, when this much of the merchant's time has passed.
    record Retry(Duration after) implements Verdict {}

    /// No attempt is left.
    record Failed() implements Verdict {}
}
