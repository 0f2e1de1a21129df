package dev.sarraf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.regex.Pattern;

/// A shell that commands are typed into, as by somebody who reads them in a document. What was started in it ends with
/// it.
public final class Terminal implements AutoCloseable {
    /// The first start after a build also trains the start-up cache.
    private static final long LONGEST_SECONDS = 180;

    private final Process shell;
    private final Writer keyboard;
    private final StringBuilder screen = new StringBuilder();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private boolean isOver;
    private int commands;

    private Terminal(Process shell) {
        this.shell = shell;
        this.keyboard = shell.outputWriter(StandardCharsets.UTF_8);
    }

    /// Opens a shell in this folder.
    public static Terminal open(Path folder) {
        try {
            var terminal = new Terminal(new ProcessBuilder("bash", "--norc", "-s")
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .start());
            Thread.ofVirtual().start(terminal::read);
            return terminal;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types a command and does not wait for it.
    public void type(String command) {
        try {
            keyboard.write(command + "\n");
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(screen(), e);
        }
    }

    /// Types commands, waits for their end and returns what appeared meanwhile. Fails where the last one did.
    public String run(String command) {
        int before = screen().length();
        var end = "-- command " + ++commands + " ended with ";
        type(command + "\necho \"" + end + "$?.\"");
        await(Pattern.compile(Pattern.quote(end) + "\\d+\\."));
        var output = screen().substring(before);
        assertThat(output).contains(end + "0.");
        return output.substring(0, output.indexOf(end));
    }

    /// Waits until this text stands on the screen.
    public void await(String text) {
        await(Pattern.compile(Pattern.quote(text)));
    }

    /// All that has been printed.
    public String screen() {
        lock.lock();
        try {
            return screen.toString();
        } finally {
            lock.unlock();
        }
    }

    /// Asks what runs in it to end, as closing its window does, and makes sure that it has.
    @Override
    public void close() {
        var running = shell.children().toList();
        running.forEach(ProcessHandle::destroy);
        running.forEach(Terminal::awaitEnd);
        shell.destroy();
        awaitEnd(shell.toHandle());
    }

    private static void awaitEnd(ProcessHandle process) {
        process.onExit().completeOnTimeout(process, 30, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }

    private void await(Pattern wanted) {
        lock.lock();
        try {
            long left = TimeUnit.SECONDS.toNanos(LONGEST_SECONDS);
            while (!wanted.matcher(screen).find()) {
                if (isOver || left <= 0) {
                    throw new AssertionError("no \"" + wanted + "\" in:\n" + screen);
                }
                left = changed.awaitNanos(left);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } finally {
            lock.unlock();
        }
    }

    private void read() {
        try (var reader = new InputStreamReader(shell.getInputStream(), StandardCharsets.UTF_8)) {
            var buffer = new char[4096];
            for (int length = reader.read(buffer); length >= 0; length = reader.read(buffer)) {
                append(buffer, length);
            }
        } catch (IOException _) {
            // A shell that was killed closes its end like this.
        } finally {
            end();
        }
    }

    private void append(char[] buffer, int length) {
        lock.lock();
        try {
            screen.append(buffer, 0, length);
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    private void end() {
        lock.lock();
        try {
            isOver = true;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
