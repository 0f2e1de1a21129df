package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.Spec;

/// `./sarraf clock`
@Command(
        name = "clock",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Show a merchant's test clock, or move it.",
        subcommands = ClockCommand.Advance.class,
        footer = {
            "",
            "The clock moves business dates: when sessions expire, retries fall due, money becomes available.",
            "Each option can be set in the environment too: --api-url as SARRAF_API_URL."
        })
final class ClockCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final InstantSource time;

    @Mixin
    private AccountOptions server = new AccountOptions();

    /// `time` is the real time.
    ClockCommand(InstantSource time) {
        this.time = time;
    }

    @Override
    public Integer call() throws InterruptedException {
        return advance(Duration.ZERO);
    }

    private int advance(Duration by) throws InterruptedException {
        try (var api = new MerchantApi(server.account())) {
            var clock = api.post("/test-helpers/clock/advance", Json.object().put("seconds", by.toSeconds()));
            var ahead = Duration.ofSeconds(clock.path("aheadSeconds").asLong());
            var out = spec.commandLine().getOut();
            out.println("The test clock says " + Json.time(time.instant().plus(ahead)) + ", "
                    + (ahead.isZero() ? "the real time." : DurationText.write(ahead) + " ahead of the real time."));
            out.flush();
            return 0;
        }
    }

    /// `./sarraf clock advance`
    @Command(
            name = "advance",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Move the clock forward; it never goes back.")
    static final class Advance implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @ParentCommand
        private ClockCommand clock = new ClockCommand(InstantSource.system());

        @Parameters(
                paramLabel = "TIME",
                converter = DurationText.class,
                showDefaultValue = Help.Visibility.NEVER,
                description = "How far, in whole seconds: 25h, 1d12h, 90m, PT25H.")
        private Duration by = Duration.ZERO;

        @Override
        public Integer call() throws InterruptedException {
            if (by.toNanosPart() != 0) {
                throw new ParameterException(spec.commandLine(), "The clock moves by whole seconds.");
            }
            return clock.advance(by);
        }
    }
}
