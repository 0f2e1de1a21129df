package dev.sarraf.webhooks;

import dev.sarraf.events.Attempt;
import java.time.Duration;
import java.util.Optional;

/// An attempt, and what the endpoint asked for beside its outcome.
///
/// @param rest how long it wants to be left alone; empty where it did not say
record Exchange(Attempt attempt, Optional<Duration> rest) {
    static Exchange of(Attempt attempt) {
        return new Exchange(attempt, Optional.empty());
    }
}
