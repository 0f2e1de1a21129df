package dev.sarraf.cli;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.ledger.ExchangeRates;
import dev.sarraf.ledger.QuotedRate;
import dev.sarraf.money.Currency;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/// `./sarraf rates`
@Command(
        name = "rates",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        synopsisSubcommandLabel = "COMMAND",
        description = "Say what other currencies are worth in EGP, for all merchants of a mode.",
        subcommands = {
            RatesCommand.Set.class,
            RatesCommand.ListAll.class,
            RatesCommand.History.class,
            RatesCommand.Off.class
        },
        footer = {
            "",
            "A rate holds for sessions that are created from then on. The server may be running.",
            "Each option can be set in the environment too: --data-dir as SARRAF_DATA_DIR."
        })
final class RatesCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command: set, list, history or off?");
    }

    /// What all of them do: work on the rates of one mode, and print lines.
    abstract static class Action implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Option(
                names = "--mode",
                paramLabel = "MODE",
                defaultValue = "test",
                description = "Whose rates: ${COMPLETION-CANDIDATES}.")
        private Mode mode = Mode.TEST;

        @Mixin
        private AttachOptions server = new AttachOptions();

        @Override
        public final Integer call() throws InterruptedException {
            LogFormat.install();
            try (var attached = server.open()) {
                var rates = new ExchangeRates(mode);
                var lines = attached.connect(mode).inTransaction(tx -> act(tx, rates));
                var out = spec.commandLine().getOut();
                lines.forEach(out::println);
                out.flush();
                return 0;
            } catch (Refusal refusal) {
                throw new CommandFailed(refusal.getMessage());
            }
        }

        abstract List<String> act(Tx tx, ExchangeRates rates);
    }

    /// What is about one currency.
    abstract static class OfCurrency extends Action {
        @Parameters(
                index = "0",
                paramLabel = "CURRENCY",
                converter = CurrencyCode.class,
                showDefaultValue = Help.Visibility.NEVER,
                description = "Its code, such as USD.")
        private Currency currency = Currency.PROCESSING;

        Currency currency() {
            return currency;
        }
    }

    /// `./sarraf rates set`
    @Command(
            name = "set",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Set a currency's rate from now on: ./sarraf rates set USD 51.01")
    static final class Set extends OfCurrency {
        @Parameters(
                index = "1",
                paramLabel = "RATE",
                converter = Rate.class,
                showDefaultValue = Help.Visibility.NEVER,
                description = "How much EGP one unit of it is, with up to 10 decimals.")
        private BigDecimal rate = BigDecimal.ZERO;

        @Override
        List<String> act(Tx tx, ExchangeRates rates) {
            var before = rates.current(tx, currency())
                    .map(old -> " It was " + old.rate().toPlainString() + ".")
                    .orElse("");
            var set = rates.set(tx, currency(), rate);
            return List.of("1 " + currency() + " is " + written(set) + " EGP from now on (" + set.id() + ")." + before);
        }
    }

    /// `./sarraf rates list`
    @Command(
            name = "list",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Print the rates that hold now.")
    static final class ListAll extends Action {
        @Override
        List<String> act(Tx tx, ExchangeRates rates) {
            var found = rates.current(tx);
            return found.isEmpty()
                    ? List.of("No currency has a rate: everything is priced in EGP.")
                    : found.stream().map(RatesCommand::line).toList();
        }
    }

    /// `./sarraf rates history`
    @Command(
            name = "history",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Print every rate that a currency ever had, the latest first.")
    static final class History extends OfCurrency {
        @Override
        List<String> act(Tx tx, ExchangeRates rates) {
            var found = rates.history(tx, currency());
            return found.isEmpty()
                    ? List.of(currency() + " never had a rate.")
                    : found.stream().map(RatesCommand::line).toList();
        }
    }

    /// `./sarraf rates off`
    @Command(
            name = "off",
            mixinStandardHelpOptions = true,
            sortOptions = false,
            showDefaultValues = true,
            description = "Withdraw a currency: no new session can be priced in it.")
    static final class Off extends OfCurrency {
        @Override
        List<String> act(Tx tx, ExchangeRates rates) {
            return List.of(rates.withdraw(tx, currency())
                    .map(_ -> currency() + " has no rate from now on.")
                    .orElse(currency() + " has no rate already."));
        }
    }

    private static String line(QuotedRate quoted) {
        return "%s  %-18s  %s  %s%s"
                .formatted(
                        quoted.currency(),
                        written(quoted),
                        Json.time(quoted.setAt()),
                        quoted.id(),
                        quoted.example() ? "  example" : "");
    }

    private static String written(QuotedRate quoted) {
        return quoted.rate().map(BigDecimal::toPlainString).orElse("off");
    }

    /// A currency as somebody types it.
    private static final class CurrencyCode implements ITypeConverter<Currency> {
        @Override
        public Currency convert(String text) {
            return Currency.find(text)
                    .orElseThrow(() -> new TypeConversionException("'" + text + "' is none of "
                            + Arrays.stream(Currency.values()).map(Enum::name).collect(Collectors.joining(", "))));
        }
    }

    /// A rate as somebody types it, in digits. How large it may be is not decided here.
    private static final class Rate implements ITypeConverter<BigDecimal> {
        private static final int LONGEST = 40;

        @Override
        public BigDecimal convert(String text) {
            if (text.length() > LONGEST || !text.matches("[0-9]+(\\.[0-9]+)?")) {
                throw new TypeConversionException("'" + text + "' is no rate: write digits, such as 51.01");
            }
            return new BigDecimal(text);
        }
    }
}
