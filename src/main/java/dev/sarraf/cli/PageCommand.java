package dev.sarraf.cli;

import java.nio.file.Files;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf bench page`
@Command(
        name = "page",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Measure how long the payment page takes, beside the same bytes from memory.",
            "A server is started through ./sarraf with a data folder of its own, which is gone afterwards."
        },
        footer = {
            "",
            "Figures are medians, with the smallest and the largest value. A figure over its limit is marked and is no"
                    + " failure."
        })
final class PageCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--requests", defaultValue = "2000", description = "How often each is asked for.")
    private int requests;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws Exception {
        if (requests <= 0) {
            throw new ParameterException(spec.commandLine(), "--requests is at least 1");
        }
        LogFormat.install();
        BenchReport report;
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var folder = TemporaryFolder.create("sarraf-bench")) {
            progress("Starting a server…");
            var data = Files.createDirectory(folder.path().resolve("data"));
            var cache = Files.createDirectory(folder.path().resolve("cache"));
            try (var server = ChildServer.start(Launcher.find(), data, cache)) {
                progress("%,d pages…".formatted(requests));
                double before = Machine.load();
                var rows = new PageBench(server.account()).run(requests);
                report = new BenchReport(Machine.description(), before, Machine.load(), rows);
            }
        }
        var out = spec.commandLine().getOut();
        out.print(json ? report.json() : report.text());
        out.flush();
        return 0;
    }

    private void progress(String line) {
        var err = spec.commandLine().getErr();
        err.println(line);
        err.flush();
    }
}
