package dev.sarraf.events;

import java.time.Duration;
import java.util.concurrent.locks.LockSupport;

/// Tells the senders of other processes that a delivery may be due.
///
/// It does so after the commit and on a thread of its own. Within the transaction it would make payments commit
/// one after the other, which is how PostgreSQL keeps word in order. Rings that follow one another closely
/// become one word, and one that is lost costs nothing but the time until the next poll.
public final class Relay implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Relay.class.getName());

    /// No merchant notices it, and forty words in a second are all that a busy server sends.
    private static final Duration BETWEEN = Duration.ofMillis(25);

    private static final Duration LONGEST = Duration.ofMinutes(1);
    private static final Duration GRACE = Duration.ofSeconds(2);

    private final Bell rung = new Bell();
    private final Runnable tell;
    private final Thread loop = Thread.ofVirtual().name("relay").unstarted(this::run);
    private volatile boolean isClosing;

    /// @param tell sends word to the other processes; it may take its time and fail
    public Relay(Runnable tell) {
        this.tell = tell;
    }

    /// Begins to tell, and goes on until [#close].
    public void start() {
        loop.start();
    }

    /// Has the others told soon. Never blocks.
    public void ring() {
        rung.ring();
    }

    @Override
    public void close() {
        isClosing = true;
        rung.ring();
        try {
            if (loop.isAlive()) {
                loop.join(GRACE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void run() {
        while (!isClosing) {
            try {
                if (rung.await(LONGEST)) {
                    tell.run();
                    LockSupport.parkNanos(BETWEEN.toNanos());
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.WARNING, "other processes were not told why={0}", e.getMessage());
            }
        }
    }
}
