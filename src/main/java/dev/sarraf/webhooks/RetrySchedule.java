package dev.sarraf.webhooks;

import dev.sarraf.events.Verdict;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/// When a delivery that failed is tried again: a list rather than a formula, so that it can be read and published.
///
/// @param waits how long after each failed attempt the next one is due; after the last there is none
record RetrySchedule(List<Duration> waits) {
    /// Five attempts.
    static final RetrySchedule STANDARD = new RetrySchedule(
            List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2)));

    /// The same five, and four more over the days that follow.
    static final RetrySchedule EXTENDED = new RetrySchedule(Stream.concat(
                    STANDARD.waits.stream(),
                    Stream.of(Duration.ofHours(5), Duration.ofHours(10), Duration.ofHours(24), Duration.ofHours(24)))
            .toList());

    RetrySchedule {
        waits = List.copyOf(waits);
    }

    /// What the outcome of attempt number `number` means for its delivery. An endpoint that asks for more rest
    /// than the schedule gives gets it, and no attempt more.
    Verdict judge(int number, Exchange exchange) {
        if (exchange.attempt().succeeded()) {
            return new Verdict.Delivered();
        }
        if (number > waits.size()) {
            return new Verdict.Failed();
        }
        var wait = waits.get(number - 1);
        return new Verdict.Retry(
                exchange.rest().filter(rest -> rest.compareTo(wait) > 0).orElse(wait));
    }
}
