package dev.sarraf.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf bench deliver`
@Command(
        name = "deliver",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Measure how fast webhooks go out that have piled up, beside a bare client that posts the same bytes.",
            "The server is started through ./sarraf with a data folder and a PostgreSQL of its own, which are gone"
                    + " afterwards. Receiver and client share its processors."
        },
        footer = {"", "Figures are medians over the rounds, with the smallest and the largest."})
final class DeliverCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--deliveries", defaultValue = "10000", description = "Webhooks that are due in each round.")
    private int deliveries;

    @Option(names = "--rounds", defaultValue = "3", description = "Rounds that count, after those that warm up.")
    private int rounds;

    @Option(names = "--warm-up", defaultValue = "1", description = "Rounds that do not count.")
    private int warmUp;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        require(deliveries > 0, "--deliveries is at least 1");
        require(rounds > 0, "--rounds is at least 1");
        require(warmUp >= 0, "--warm-up is at least 0");
        LogFormat.install();
        var line = spec.commandLine();
        BenchReport report;
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var folder = TemporaryFolder.create("sarraf-bench")) {
            report = new DeliverBench(deliveries, text -> {
                        line.getErr().println(text);
                        line.getErr().flush();
                    })
                    .run(Launcher.find(), folder.path(), warmUp, rounds);
        }
        line.getOut().print(json ? report.json() : report.text());
        line.getOut().flush();
        return 0;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
