package dev.sarraf.events;

import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/// Tells the sender of this process that a delivery may be due.
///
/// Ringing never blocks; ringing many times before anybody listens is ringing once; a ring while nobody waits is
/// heard by the next who does. A ring that is lost with its process costs nothing but the time until the next poll.
public final class Bell {
    private final Semaphore rung = new Semaphore(0);

    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits until it rings, at most this long.
    public void await(Duration longest) throws InterruptedException {
        var _ = rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        rung.drainPermits();
    }
}
