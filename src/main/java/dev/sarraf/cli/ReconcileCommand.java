package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.payments.BankCheck;
import dev.sarraf.payments.CheckTally;
import dev.sarraf.payments.comparison.Statement;
import dev.sarraf.payments.comparison.StatementReader;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.local.RestProvider;
import dev.sarraf.processors.mpgs.MpgsProcessor;
import dev.sarraf.processors.mpgs.MpgsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./sarraf reconcile`
@Command(
        name = "reconcile",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = {
            "Compare every charge and refund of a period with the bank, and with its statement where one is given.",
            "Reads only, and can run beside a server that is at work."
        },
        footer = {
            "",
            "Exit status: 0 where nothing differs, 1 where something does, 2 for a wrong flag or statement,"
                    + " 3 where not everything could be compared.",
            "Each option can be set in the environment too: --data-dir as SARRAF_DATA_DIR."
        })
final class ReconcileCommand implements Callable<Integer> {
    /// Exit status: the bank, or the database, did not say all that is needed.
    static final int INCOMPLETE = 3;

    private static final int WRONG_USE = 2;

    private static final Duration BANK_TIMEOUT = Duration.ofSeconds(30);

    /// Some hundred attempts to pay one order.
    private static final int ORDER_LIMIT = 4 * 1024 * 1024;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Mixin
    private PeriodOptions period = new PeriodOptions();

    @Option(
            names = "--statement",
            paramLabel = "FILE",
            description = "A statement of the bank as CSV, of the same period and one merchant.")
    private @Nullable Path statementFile;

    @Option(names = "--json", description = "Print a JSON object on each line.")
    private boolean json;

    @Mixin
    private BankOptions bank = new BankOptions();

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install();
        var err = spec.commandLine().getErr();
        try (var _ = StopSignal.interrupting(Thread.currentThread());
                var access = bank.open()) {
            return compare(access);
        } catch (StatementReader.Malformed | IOException e) {
            err.println("sarraf: The statement " + statementFile + " cannot be read: " + e.getMessage());
            return WRONG_USE;
        } catch (ProcessorUnavailable | Refusal | CannotStart | CommandFailed e) {
            err.println("sarraf: Not everything could be compared: " + e.getMessage());
            return INCOMPLETE;
        }
    }

    private int compare(BankOptions.Access access) throws InterruptedException, IOException, StatementReader.Malformed {
        var merchants = bank.merchants(access);
        if (statementFile != null && merchants.size() != 1) {
            throw bank.wrong("--statement is of one merchant: name it by --merchant");
        }
        var statement = statement();
        var report = new ReconcileReport(
                spec.commandLine().getOut(), spec.commandLine().getErr(), json);
        var settings = MpgsSettings.of(access.gateway())
                .withResponseTimeout(BANK_TIMEOUT)
                .withAnswerLimit(ORDER_LIMIT);
        try (var processor = new MpgsProcessor(settings);
                var provider = new RestProvider(access.gateway(), BANK_TIMEOUT)) {
            return report.end(check(access, processor, provider, merchants, statement, report));
        }
    }

    private CheckTally check(
            BankOptions.Access access,
            Processor processor,
            LocalProvider provider,
            List<MerchantId> merchants,
            Optional<Statement> statement,
            ReconcileReport report)
            throws InterruptedException {
        var check = new BankCheck(access.database(), processor, provider, access.accounts());
        var tally = CheckTally.NONE;
        for (var merchant : merchants) {
            tally = tally.plus(check.check(merchant, period.seenFrom(access.now(merchant)), statement, report));
        }
        return tally;
    }

    private Optional<Statement> statement() throws IOException, StatementReader.Malformed {
        if (statementFile == null) {
            return Optional.empty();
        }
        try (var in = Files.newInputStream(statementFile)) {
            return Optional.of(StatementReader.read(in));
        }
    }
}
