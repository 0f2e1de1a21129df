package dev.sarraf.cli;

import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.mpgs.SimulatorStatement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./sarraf statement`
@Command(
        name = "statement",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Print the simulated bank's statement of a merchant as CSV, for ./sarraf reconcile --statement.",
        footer = {"", "Each option can be set in the environment too: --data-dir as SARRAF_DATA_DIR."})
final class StatementCommand implements Callable<Integer> {
    private static final Instant FAR_FUTURE = Instant.parse("9999-01-01T00:00:00Z");

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--since",
            required = true,
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "From when on, by the merchant's own clock: 2026-11-01, 2026-11-01T12:00:00Z, or 24h.")
    private Moment since = new Moment(now -> now);

    @Option(
            names = "--until",
            paramLabel = "TIME",
            converter = Moment.Text.class,
            description = "Until when, this moment not included. Default: no end.")
    private @Nullable Moment until;

    @Mixin
    private BankOptions bank = new BankOptions();

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install();
        try (var access = bank.open()) {
            var merchants = bank.merchants(access);
            if (merchants.size() != 1) {
                throw bank.wrong("a statement is of one merchant: name it by --merchant");
            }
            var merchant = merchants.getFirst();
            var now = access.now(merchant);
            print(
                    new SimulatorStatement(access.gateway()),
                    access.accounts().get(merchant),
                    since.seenFrom(now),
                    until == null ? FAR_FUTURE : until.seenFrom(now));
            return 0;
        } catch (ProcessorUnavailable | IOException e) {
            throw new CommandFailed("The bank gives no statement: " + e.getMessage());
        }
    }

    private void print(SimulatorStatement statement, ProcessorAccount account, Instant from, Instant to)
            throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var lines =
                new BufferedReader(new InputStreamReader(statement.open(account, from, to), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
            }
        }
        out.flush();
    }
}
