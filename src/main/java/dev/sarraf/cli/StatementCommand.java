package dev.sarraf.cli;

import dev.sarraf.payments.BankCheck;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.mpgs.SimulatorStatement;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

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
            print(
                    new SimulatorStatement(access.gateway()),
                    access.accounts().get(merchant),
                    period.seenFrom(access.now(merchant)));
            return 0;
        } catch (ProcessorUnavailable | IOException e) {
            throw new CommandFailed("The bank gives no statement: " + e.getMessage());
        }
    }

    private void print(SimulatorStatement statement, ProcessorAccount account, BankCheck.Period period)
            throws IOException, InterruptedException {
        var out = spec.commandLine().getOut();
        try (var lines = new BufferedReader(new InputStreamReader(
                statement.open(account, period.from(), period.until()), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                out.println(line);
            }
        }
        out.flush();
    }
}
