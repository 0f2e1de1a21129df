package dev.sarraf.cli.prove;

import java.time.Duration;

/// Waits for what happens elsewhere, by looking again and again.
final class Waiting {
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private Waiting() {}

    /// Whether something is so by now.
    @FunctionalInterface
    interface Look {
        boolean isSo() throws InterruptedException;
    }

    /// Looks until it is so or the time is over; whether it came true.
    static boolean until(Duration limit, Look look) throws InterruptedException {
        long end = System.nanoTime() + limit.toNanos();
        while (!look.isSo()) {
            if (System.nanoTime() > end) {
                return false;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        return true;
    }
}
