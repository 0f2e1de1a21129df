package dev.sarraf.cli;

import dev.sarraf.db.CannotStart;
import dev.sarraf.errors.Refusal;
import java.time.InstantSource;
import java.util.Map;
import java.util.function.Function;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/// `./sarraf` with its commands.
@Command(
        name = "sarraf",
        description = "A hosted checkout that you run yourself.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND")
public final class Cli implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    /// Runs one command line and returns its exit status: 0, 1 where it failed, 2 where it was not understood.
    ///
    /// @param launch starts the server; it stands above this package
    /// @param simulator starts the gateway simulator alone
    public static int run(
            String[] arguments,
            Function<Settings, Running> launch,
            Function<SimulatorCommand.Settings, SimulatorCommand.Running> simulator) {
        // Before any class that logs, and before the named class itself, is initialized.
        System.setProperty("java.util.logging.manager", KeptLogging.class.getName());
        return line(System.getenv(), launch, simulator).execute(arguments);
    }

    /// All commands, ready to be executed in this environment.
    static CommandLine line(
            Map<String, String> environment,
            Function<Settings, Running> launch,
            Function<SimulatorCommand.Settings, SimulatorCommand.Running> simulator) {
        var line = new CommandLine(new Cli());
        line.addSubcommand(new ServeCommand(launch));
        line.addSubcommand(new SimulatorCommand(simulator));
        line.addSubcommand(new ClockCommand(InstantSource.system()));
        line.addSubcommand(new CustomerCommand());
        line.addSubcommand(new ListenCommand(InstantSource.system()));
        line.addSubcommand(new TriggerCommand());
        line.addSubcommand(new EventsCommand());
        line.addSubcommand(new ResendCommand());
        line.addSubcommand(new MerchantsCommand());
        line.addSubcommand(new KeysCommand());
        line.addSubcommand(new SelfcheckCommand());
        line.addSubcommand(new ReconcileCommand());
        line.addSubcommand(new StatementCommand());
        line.addSubcommand(new RatesCommand());
        line.addSubcommand(new BenchCommand());
        line.addSubcommand(new ProveCommand());
        line.setDefaultValueProvider(new EnvironmentDefaults(environment));
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setExecutionExceptionHandler((failure, command, _) -> {
            switch (failure) {
                case CommandFailed why -> command.getErr().println("sarraf: " + why.getMessage());
                case CannotStart why -> command.getErr().println("sarraf: " + why.getMessage());
                case Refusal why -> command.getErr().println("sarraf: " + why.getMessage());
                case InterruptedException _ -> command.getErr().println("sarraf: Interrupted");
                default -> throw failure;
            }
            return 1;
        });
        return line;
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "Which command?");
    }
}
