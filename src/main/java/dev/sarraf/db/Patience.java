package dev.sarraf.db;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/// Waits for another process, which cannot tell us when it is ready.
final class Patience {
    /// Short against the half second that a server takes to start.
    private static final Duration PAUSE = Duration.ofMillis(50);

    private Patience() {}

    /// One look at the other process: a result, or nothing yet.
    @FunctionalInterface
    interface Look<T> {
        Optional<T> look() throws IOException;
    }

    /// Looks at once and then again after each pause, until there is a result or the limit has passed.
    static <T> Optional<T> until(Duration limit, Look<T> look) throws IOException {
        long start = System.nanoTime();
        var result = look.look();
        while (result.isEmpty() && System.nanoTime() - start < limit.toNanos()) {
            try {
                Thread.sleep(PAUSE);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new CannotStart("Interrupted while waiting for PostgreSQL", e);
            }
            result = look.look();
        }
        return result;
    }
}
