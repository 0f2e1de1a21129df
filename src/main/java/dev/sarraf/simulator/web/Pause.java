package dev.sarraf.simulator.web;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Waiting that ends at once when the simulator stops.
public final class Pause {
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// Waits so long, or until [#stop] or an interrupt.
    public void sleep(Duration duration) {
        if (duration.isPositive()) {
            awaitStop(duration);
        }
    }

    /// Whether the simulator stopped within this time.
    public boolean awaitStop(Duration duration) {
        try {
            return stopping.await(duration.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    public void stop() {
        stopping.countDown();
    }
}
