package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Markdown;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Model.OptionSpec;

/// The configuration tables of the README list what can be set, with its default, and nothing else.
class SettingsTableTest {
    private static final Markdown README = Markdown.read(Path.of("README.md"));

    @Test
    void the_table_of_serve_lists_its_flags() {
        assertThat(rows("### `./sarraf serve`")).isEqualTo(flags(new ServeCommand(_ -> {
            throw new AssertionError();
        })));
    }

    @Test
    void the_table_of_the_simulator_lists_its_flags() {
        assertThat(rows("### `./sarraf simulator`")).isEqualTo(flags(new SimulatorCommand(_ -> {
            throw new AssertionError();
        })));
    }

    @Test
    void the_table_of_selfcheck_lists_its_flags() {
        assertThat(rows("### `./sarraf selfcheck`")).isEqualTo(flags(new SelfcheckCommand()));
    }

    @Test
    void the_table_of_the_clock_lists_its_flags() {
        assertThat(rows("### `./sarraf clock`")).isEqualTo(flags(new ClockCommand(InstantSource.system())));
    }

    @Test
    void the_table_of_test_customers_lists_its_flags() {
        assertThat(rows("### `./sarraf customer`")).isEqualTo(flags(new CustomerCommand()));
    }

    @Test
    void the_table_of_listen_lists_its_flags() {
        assertThat(rows("### `./sarraf listen`")).isEqualTo(flags(new ListenCommand(InstantSource.system())));
    }

    @Test
    void the_table_of_trigger_lists_its_flags() {
        assertThat(rows("### `./sarraf trigger`")).isEqualTo(flags(new TriggerCommand()));
    }

    @Test
    void the_tables_of_events_and_resend_list_their_flags() {
        assertThat(rows("### `./sarraf events tail`")).isEqualTo(flags(new EventsCommand.Tail()));
        assertThat(rows("### `./sarraf resend`")).isEqualTo(flags(new ResendCommand()));
    }

    @Test
    void the_table_of_keys_lists_the_flags_of_its_commands() {
        var flags = new CommandLine(new KeysCommand())
                .getSubcommands().values().stream()
                        .map(CommandLine::getCommand)
                        .flatMap(command -> flags(command).stream())
                        .distinct()
                        .toList();

        assertThat(rows("### `./sarraf keys`")).containsExactlyInAnyOrderElementsOf(flags);
    }

    @Test
    void the_table_of_reconcile_lists_its_flags() {
        assertThat(rows("### `./sarraf reconcile`")).containsExactlyInAnyOrderElementsOf(flags(new ReconcileCommand()));
    }

    @Test
    void the_table_of_the_rates_lists_their_flags() {
        assertThat(rows("### `./sarraf rates`")).isEqualTo(flags(new RatesCommand.ListAll()));
    }

    @Test
    void the_table_of_the_launcher_lists_its_variables() throws IOException {
        var documented = Pattern.compile("(?m)^#   (SARRAF_[A-Z_]+) ")
                .matcher(Files.readString(Path.of("sarraf")))
                .results()
                .map(variable -> variable.group(1))
                .toList();

        var variables = README.rows("### The launcher").stream()
                .map(row -> row.getFirst().replace("`", ""))
                .toList();

        assertThat(variables).isNotEmpty().isEqualTo(documented);
    }

    /// A flag, its variable, and its default where the command itself knows it.
    private record Row(String flag, String variable, Optional<String> standard) {}

    private static List<Row> flags(Object command) {
        return new CommandLine(command)
                .getCommandSpec().options().stream()
                        .filter(option -> !option.hidden() && !option.usageHelp() && !option.versionHelp())
                        .map(SettingsTableTest::row)
                        .toList();
    }

    private static Row row(OptionSpec option) {
        var flag = option.longestName();
        return new Row(flag, EnvironmentDefaults.name(flag), Optional.ofNullable(option.defaultValue()));
    }

    /// A default that stands there as code alone is the command's own; others are described, as the one of a
    /// URL that depends on the port is.
    private static List<Row> rows(String heading) {
        return README.rows(heading).stream()
                .map(row -> new Row(
                        row.get(0).replace("`", ""),
                        row.get(1).replace("`", ""),
                        Optional.of(row.get(2))
                                .filter(text -> text.matches("`[^`]+`") && !text.contains("PORT"))
                                .map(text -> text.replace("`", ""))))
                .toList();
    }
}
