package dev.sarraf.cli.prove;

import java.time.Duration;
import java.util.SplittableRandom;

/// How long a rival waits before it steps in while somebody pays: at any moment of it, on a machine of any speed.
///
/// Nobody knows beforehand how long a payment takes, so each race tells the next one who won. Whoever always wins
/// would prove nothing.
final class Moment {
    private static final double STEP = 1.5;
    private static final double SHORTEST_NANOS = Duration.ofMillis(2).toNanos();
    private static final double LONGEST_NANOS = Duration.ofSeconds(10).toNanos();

    private final SplittableRandom random;
    private double longestNanos = Duration.ofMillis(50).toNanos();

    Moment(SplittableRandom random) {
        this.random = random;
    }

    /// How long to wait this time.
    synchronized Duration next() {
        return Duration.ofNanos(random.nextLong((long) longestNanos));
    }

    /// What came of it.
    ///
    /// @param rivalWon it came early enough, so that it may come later next time
    synchronized void was(boolean rivalWon) {
        longestNanos = Math.clamp(rivalWon ? longestNanos * STEP : longestNanos / STEP, SHORTEST_NANOS, LONGEST_NANOS);
    }
}
