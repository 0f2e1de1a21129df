package dev.sarraf.testing;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/// What a process writes to one of its streams, read as it comes so that the process never waits for a reader.
final class ProcessOutput {
    private final StringBuilder text = new StringBuilder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isAtEnd;

    private ProcessOutput() {}

    static ProcessOutput of(InputStream stream) {
        var output = new ProcessOutput();
        Thread.ofVirtual().start(() -> output.read(stream));
        return output;
    }

    /// All that came so far.
    String text() {
        lock.lock();
        try {
            return text.toString();
        } finally {
            lock.unlock();
        }
    }

    /// Whether this text comes before the end of the stream and within the limit.
    boolean awaitText(String wanted, Duration limit) {
        lock.lock();
        try {
            long left = limit.toNanos();
            while (text.indexOf(wanted) < 0) {
                if (isAtEnd || left <= 0) {
                    return false;
                }
                left = changed.awaitNanos(left);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        } finally {
            lock.unlock();
        }
    }

    /// Waits for the rest of what a process that has ended wrote; not for ever, since a child of it may hold the
    /// stream.
    void awaitEnd() throws InterruptedException {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(5);
            while (!isAtEnd && left > 0) {
                left = changed.awaitNanos(left);
            }
        } finally {
            lock.unlock();
        }
    }

    private void read(InputStream stream) {
        try (var reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            var buffer = new char[4096];
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                append(buffer, length);
            }
        } catch (IOException _) {
            // A killed process closes its streams like this.
        } finally {
            end();
        }
    }

    private void append(char[] buffer, int length) {
        lock.lock();
        try {
            text.append(buffer, 0, length);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            isAtEnd = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
