package dev.sarraf.cli;

import dev.sarraf.audit.Invariant;
import dev.sarraf.audit.Selfcheck;
import dev.sarraf.ids.Mode;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./sarraf selfcheck`
@Command(
        name = "selfcheck",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Check that the books agree with themselves: eleven invariants over all rows of one moment, in each mode.",
            "Reads only, and can run beside a server that is at work."
        },
        footer = {
            "",
            "Exit status: 0 where all invariants hold, 1 where one does not or the check failed, 2 for a wrong flag.",
            "Each option can be set in the environment too: --data-dir as SARRAF_DATA_DIR."
        })
final class SelfcheckCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private AttachOptions server = new AttachOptions();

    @Option(
            names = "--limit",
            paramLabel = "TIME",
            defaultValue = "10m",
            converter = DurationText.class,
            description = "The longest that the database may take for one look.")
    private Duration limit = Duration.ZERO;

    @Option(names = "--json", description = "Print the report as JSON.")
    private boolean json;

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install();
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var attached = server.open()) {
            Set<Invariant> without = attached.isIdle() ? Set.of(Invariant.L10) : Set.of();
            var report = new Selfcheck(attached.connect(Mode.TEST))
                    .run(limit, without)
                    .with(Mode.LIVE, new Selfcheck(attached.connect(Mode.LIVE)).run(limit, without));
            var view = new SelfcheckReport(report);
            var out = spec.commandLine().getOut();
            out.print(json ? view.json() : view.text());
            out.flush();
            return report.holds() ? 0 : 1;
        }
    }
}
