package dev.sarraf.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Map;

/// A command line as somebody types it into a shell, carried out in this JVM.
record CommandRun(int status, String out, String err) {
    static CommandRun of(Map<String, String> environment, String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status = Cli.line(
                        environment,
                        _ -> {
                            throw new AssertionError("no server is to be started");
                        },
                        _ -> {
                            throw new AssertionError("no simulator is to be started");
                        })
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
        return new CommandRun(status, out.toString(), err.toString());
    }
}
