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
    private final Runnable others;

    /// A bell that is heard in this process alone.
    public Bell() {
        this(() -> {});
    }

    /// @param others rings in the other processes on this database, and must not block
    public Bell(Runnable others) {
        this.others = others;
    }

    /// Rings here and in every other process: something was committed that any of them may send.
    public void ringEverywhere() {
        ring();
        others.run();
    }

    /// Rings in this process.
    public void ring() {
        if (rung.availablePermits() == 0) {
            rung.release();
        }
    }

    /// Waits until it rings, at most this long; whether it did.
    public boolean await(Duration longest) throws InterruptedException {
        boolean hasRung = rung.tryAcquire(longest.toNanos(), TimeUnit.NANOSECONDS);
        rung.drainPermits();
        return hasRung;
    }
}
