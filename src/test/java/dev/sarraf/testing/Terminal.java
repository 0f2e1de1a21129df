package dev.sarraf.testing;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/// A shell that commands are typed into, as by somebody who reads them in a document. What was started in it ends with
/// it.
public final class Terminal implements AutoCloseable {
    private static final Duration LIMIT = Duration.ofMinutes(1);

    private final Process shell;
    private final Writer keyboard;
    private final ProcessOutput screen;
    private int commands;

    private Terminal(Process shell) {
        this.shell = shell;
        this.keyboard = shell.outputWriter(StandardCharsets.UTF_8);
        this.screen = ProcessOutput.of(shell.getInputStream());
    }

    /// Opens a shell in this folder.
    public static Terminal open(Path folder) {
        try {
            return new Terminal(new ProcessBuilder("bash", "--norc", "-s")
                    .directory(folder.toAbsolutePath().toFile())
                    .redirectErrorStream(true)
                    .start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// Types commands, waits for their end and returns what appeared meanwhile. Fails where the last one did.
    public String run(String command) {
        int before = screen().length();
        var end = "] command " + ++commands + " ended.";
        try {
            keyboard.write(command + "\necho \"[$?" + end + "\"\n");
            keyboard.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(screen(), e);
        }
        await(end);
        var output = screen().substring(before);
        assertThat(output).as(command).contains("[0" + end);
        return output.substring(0, output.indexOf("[0" + end));
    }

    /// Waits until this text stands on the screen.
    public void await(String text) {
        if (!screen.awaitText(text, LIMIT)) {
            throw new AssertionError("no \"" + text + "\" in:\n" + screen());
        }
    }

    /// All that has been printed.
    public String screen() {
        return screen.text();
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
        process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join();
        process.destroyForcibly();
    }
}
