package dev.sarraf.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf bench sessions`
@Command(
        name = "sessions",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Measure how fast sessions are created, beside the same INSERT by plain JDBC.",
            "The server is started through ./sarraf with a data folder and a PostgreSQL of its own, which are gone"
                    + " afterwards. The clients share its processors."
        },
        footer = {"", "Figures are medians over the rounds, with the smallest and the largest."})
final class SessionsCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--sessions", defaultValue = "2000", description = "Sessions to create in each round.")
    private int sessions;

    @Option(names = "--clients", defaultValue = "8", description = "Clients that create them at the same time.")
    private int clients;

    @Option(names = "--rounds", defaultValue = "7", description = "Rounds that count, after those that warm up.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "3", description = "Rounds that do not count.")
    private int warmUp;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        require(clients > 0, "--clients is at least 1");
        require(sessions >= clients, "--sessions is at least --clients");
        require(rounds > 0, "--rounds is at least 1");
        require(warmUp >= 0, "--warm-up is at least 0");
        LogFormat.install();
        var err = spec.commandLine().getErr();
        BenchReport report;
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var folder = TemporaryFolder.create("sarraf-bench")) {
            report = new SessionsBench(sessions, clients, line -> progress(err, line))
                    .run(Launcher.find(), folder.path(), warmUp, rounds);
        }
        var out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        return 0;
    }

    private static void progress(PrintWriter err, String line) {
        err.println(line);
        err.flush();
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
