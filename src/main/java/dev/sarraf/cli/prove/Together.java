package dev.sarraf.cli.prove;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/// Does several things at the same moment, or many things a few at a time.
final class Together {
    private Together() {}

    /// Starts all at one moment and returns what they return, in their order.
    static <T> List<T> atOnce(List<Callable<T>> actions) throws InterruptedException {
        var barrier = new CyclicBarrier(actions.size());
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            return results(threads.invokeAll(actions.stream()
                    .<Callable<T>>map(action -> () -> {
                        barrier.await();
                        return action.call();
                    })
                    .toList()));
        }
    }

    /// Does it so many times, never more than `width` at a time.
    static void times(int times, int width, Tally.Trial action) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(width)) {
            Callable<Boolean> once = () -> {
                action.run();
                return true;
            };
            results(threads.invokeAll(Collections.nCopies(times, once)));
        }
    }

    private static <T> List<T> results(List<Future<T>> futures) throws InterruptedException {
        var results = new ArrayList<T>();
        for (var future : futures) {
            try {
                results.add(future.get());
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            }
        }
        return results;
    }
}
