package dev.sarraf.cli;

import java.util.concurrent.CountDownLatch;

/// The wish that this process end, from Ctrl-C or SIGTERM.
///
/// The JVM would end at once; this keeps it until [#close], so that whoever holds a signal stops things in its own
/// order, on its own thread, also where the wish comes while they are only starting. Further signals change
/// nothing.
final class StopSignal implements AutoCloseable {
    private final CountDownLatch wished = new CountDownLatch(1);
    private final CountDownLatch finished = new CountDownLatch(1);

    private StopSignal() {}

    /// Listens from now on.
    static StopSignal install() {
        return install(() -> {});
    }

    /// Listens from now on, and interrupts this thread when the wish comes.
    static StopSignal interrupting(Thread worker) {
        return install(worker::interrupt);
    }

    private static StopSignal install(Runnable then) {
        var signal = new StopSignal();
        Runtime.getRuntime().addShutdownHook(new Thread(() -> signal.wish(then), "stop"));
        return signal;
    }

    boolean isWished() {
        return wished.getCount() == 0;
    }

    /// Waits until the end is wished for.
    void await() throws InterruptedException {
        wished.await();
    }

    /// Lets the process end.
    @Override
    public void close() {
        finished.countDown();
    }

    /// Runs in the JVM's shutdown, which goes on when this returns. An ordinary end comes here too, after [#close].
    private void wish(Runnable then) {
        boolean isOver = finished.getCount() == 0;
        wished.countDown();
        if (isOver) {
            return;
        }
        then.run();
        try {
            finished.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
