package dev.sarraf.cli;

import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf bench startup`
@Command(
        name = "startup",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Measure starts, stops, payments and memory.",
            "Every server is started through ./sarraf with a data folder and a PostgreSQL of its own, which are gone"
                    + " afterwards."
        },
        footer = {
            "",
            "Figures are medians, with the smallest and the largest value. A figure over its limit is marked and is no"
                    + " failure."
        })
final class StartupCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--payments", defaultValue = "1000", description = "Payments to make.")
    private int payments;

    @Option(names = "--customers", defaultValue = "4", description = "Customers who pay at the same time.")
    private int customers;

    @Option(names = "--rounds", defaultValue = "5", description = "How often each start is measured.")
    private int rounds;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        require(payments > 0, "--payments is at least 1");
        require(customers > 0, "--customers is at least 1");
        require(rounds > 0, "--rounds is at least 1");
        LogFormat.install();
        var err = spec.commandLine().getErr();
        BenchReport report;
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var folder = TemporaryFolder.create("sarraf-bench")) {
            report = new StartupBench(Launcher.find(), folder.path(), line -> progress(err, line))
                    .run(rounds, payments, customers);
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
