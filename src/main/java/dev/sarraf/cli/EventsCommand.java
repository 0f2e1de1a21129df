package dev.sarraf.cli;

import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf events`
@Command(
        name = "events",
        mixinStandardHelpOptions = true,
        description = "See what happens on a server.",
        subcommands = EventsCommand.Tail.class)
final class EventsCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which of them: tail?");
    }

    /// `./sarraf events tail`
    @Command(
            name = "tail",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Print the latest events, and each that follows, until Ctrl-C.",
            footer = {"", "Each option can be set in the environment too: --api-url as SARRAF_API_URL."})
    static final class Tail implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--events",
                paramLabel = "EVENT",
                split = ",",
                defaultValue = "*",
                description = "Which ones: names, families such as checkout.*, or *; several with commas in between.")
        private List<String> events = List.of("*");

        @Option(
                names = "--last",
                paramLabel = "N",
                defaultValue = "10",
                description = "How many of those that have happened, at most 100.")
        private int last = 10;

        @Option(names = "--print-json", description = "Print each event as a whole, one a line.")
        private boolean printsJson;

        @Mixin
        private AccountOptions server = new AccountOptions();

        @Override
        public Integer call() throws InterruptedException {
            if (last < 0 || last > EventTail.MOST) {
                throw new ParameterException(spec.commandLine(), "--last is between 0 and " + EventTail.MOST + ".");
            }
            try (var _ = StopSignal.interrupting(Thread.currentThread());
                    var api = new MerchantApi(server.account())) {
                new EventTail(api, events, spec.commandLine().getOut(), printsJson).run(last);
            } catch (InterruptedException _) {
                // Which is how it ends.
            }
            return 0;
        }
    }
}
