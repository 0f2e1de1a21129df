package dev.sarraf;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/// What the program has started, to be stopped in the opposite order.
///
/// A part that fails to stop is logged and keeps none of the others running.
final class Parts implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Parts.class.getName());

    /// Parts in one list stop at the same time.
    private final Deque<List<AutoCloseable>> stages = new ArrayDeque<>();

    /// Takes a part that stops before all that were started before it.
    <T extends AutoCloseable> T started(T part) {
        stages.push(new ArrayList<>(List.of(part)));
        return part;
    }

    /// Takes a part that stops together with the one started before it, since neither needs the other to end.
    <T extends AutoCloseable> T besides(T part) {
        stages.element().add(part);
        return part;
    }

    /// Takes a part that is still starting, and is stopped once it has, should that be asked before.
    <T extends AutoCloseable> CompletableFuture<T> starting(CompletableFuture<T> part) {
        started(() -> {
            if (part.handle((_, failure) -> failure == null).join()) {
                part.join().close();
            }
        });
        return part;
    }

    @Override
    public void close() {
        while (!stages.isEmpty()) {
            var stopping = stages.pop().stream()
                    .map(part -> Thread.ofVirtual().start(() -> stop(part)))
                    .toList();
            stopping.forEach(Parts::await);
        }
    }

    private static void stop(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.log(System.Logger.Level.WARNING, "stopping a part failed", e);
        }
    }

    private static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
