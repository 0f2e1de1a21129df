package dev.sarraf.cli;

import dev.sarraf.testing.Eventually;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;
import java.util.regex.Pattern;

/// A command that goes on until it is closed, as by Ctrl-C.
final class RunningCommand implements AutoCloseable {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final Thread thread;

    RunningCommand(Map<String, String> environment, String... words) {
        var line = Cli.line(
                        environment,
                        _ -> {
                            throw new AssertionError("no server is to be started");
                        },
                        _ -> {
                            throw new AssertionError("no simulator is to be started");
                        })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err));
        this.thread = Thread.ofPlatform().daemon().start(() -> line.execute(words));
    }

    void await(String pattern) {
        Eventually.becomes(
                () -> out() + err,
                text -> Pattern.compile(pattern).matcher(text).find());
    }

    String out() {
        synchronized (out.getBuffer()) {
            return out.toString();
        }
    }

    @Override
    public void close() {
        thread.interrupt();
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
