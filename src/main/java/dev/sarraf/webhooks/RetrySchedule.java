package dev.sarraf.webhooks;

import dev.sarraf.events.Attempt;
import dev.sarraf.events.Verdict;
import java.time.Duration;
import java.util.List;

/// When a delivery that failed is tried again: a list rather than a formula, so that it can be read and published.
///
/// @param waits how long after each failed attempt the next one is due; after the last there is none
record RetrySchedule(List<Duration> waits) {
    /// Five attempts within some two and a half hours.
    static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)));

    RetrySchedule {
        waits = List.copyOf(waits);
    }

    /// What the outcome of attempt number `number` means for its delivery.
    Verdict judge(int number, Attempt attempt) {
        if (attempt.succeeded()) {
            return new Verdict.Delivered();
        }
        return number <= waits.size() ? new Verdict.Retry(waits.get(number - 1)) : new Verdict.Failed();
    }
}
