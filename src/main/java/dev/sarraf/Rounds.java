package dev.sarraf;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/// Runs background work in rounds, each on a virtual thread of its own, with a pause in between.
///
/// A round that fails is logged and the next one comes all the same: the database being away for a while must not
/// end anything for good.
final class Rounds implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Rounds.class.getName());

    private final List<Thread> threads = new ArrayList<>();
    private final CountDownLatch stopping = new CountDownLatch(1);

    /// Begins with a round at once.
    void every(Duration pause, String name, Runnable round) {
        every(pause, Duration.ZERO, name, round);
    }

    /// Begins with a round after `first`.
    void every(Duration pause, Duration first, String name, Runnable round) {
        threads.add(Thread.ofVirtual().name(name).start(() -> {
            boolean stops = !first.isZero() && stopsWithin(first);
            while (!stops) {
                try {
                    round.run();
                } catch (RuntimeException e) {
                    LOG.log(System.Logger.Level.ERROR, "round failed name=" + name, e);
                }
                stops = stopsWithin(pause);
            }
        }));
    }

    /// Lets the rounds under way end, for two seconds at most.
    @Override
    public void close() {
        stopping.countDown();
        try {
            for (var thread : threads) {
                thread.join(Duration.ofSeconds(2));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private boolean stopsWithin(Duration pause) {
        try {
            return stopping.await(pause.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }
}
