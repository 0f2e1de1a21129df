package dev.sarraf.cli;

import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// `./sarraf simulator`
@Command(
        name = "simulator",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        showDefaultValues = true,
        description = "Run the gateway simulator alone: a bank that outlives a server that crashes.",
        footer = {"", "Then start the server with: ./sarraf serve --gateway-url http://127.0.0.1:PORT"})
public final class SimulatorCommand implements Callable<Integer> {
    /// Where it listens and where its record is.
    public record Settings(String host, int port, Path recordDir) {}

    /// A simulator that has started.
    public interface Running extends AutoCloseable {
        URI baseUrl();

        @Override
        void close();
    }

    private final Function<Settings, Running> start;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(
            names = "--record-dir",
            paramLabel = "FOLDER",
            defaultValue = "data/simulator",
            description = "Where the bank's record is kept.")
    private Path recordDir = Path.of("data/simulator");

    @Option(names = "--port", defaultValue = "8081", description = "Port to listen on; 0 takes a free one.")
    private int port;

    @Option(names = "--host", defaultValue = "127.0.0.1", description = "Address to listen on.")
    private String host = "127.0.0.1";

    SimulatorCommand(Function<Settings, Running> start) {
        this.start = start;
    }

    @Override
    public Integer call() throws InterruptedException {
        LogFormat.install();
        try (var stop = StopSignal.install();
                var running = start.apply(new Settings(host, port, recordDir))) {
            PrintWriter out = spec.commandLine().getOut();
            out.println("The gateway simulator is ready at " + running.baseUrl());
            out.flush();
            stop.await();
        }
        return 0;
    }
}
