package dev.sarraf.payments;

import dev.sarraf.errors.Refusal;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs steps that ask the bank, whose answer may take longer than anybody wants to look at a page.
final class Steps implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Steps.class.getName());

    private final Duration patience;
    private final ExecutorService steps = Executors.newVirtualThreadPerTaskExecutor();

    /// `patience` is how long a caller waits for a step.
    Steps(Duration patience) {
        this.patience = patience;
    }

    /// Runs a step to its end, but keeps the caller waiting no longer than the setting says.
    void run(Runnable step) {
        var running = steps.submit(step);
        try {
            running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            LOG.log(System.Logger.Level.INFO, "a step at the bank goes on behind its caller's back");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Refusal refusal
                    ? refusal
                    : new IllegalStateException("a step at the bank broke off", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the bank was asked", e);
        }
    }

    /// Lets steps that are under way come to an end for some seconds. What does not is finished by the reconciler.
    @Override
    public void close() {
        steps.shutdown();
        try {
            if (!steps.awaitTermination(3, TimeUnit.SECONDS)) {
                LOG.log(System.Logger.Level.INFO, "stopping with steps under way; the reconciler finishes them");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
