package dev.sarraf;

import dev.sarraf.cli.SimulatorCommand;
import dev.sarraf.db.CannotStart;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.Optional;

/// The gateway simulator in a process of its own.
final class StandaloneSimulator implements SimulatorCommand.Running {
    private final Simulator simulator;

    private StandaloneSimulator(Simulator simulator) {
        this.simulator = simulator;
    }

    static SimulatorCommand.Running start(SimulatorCommand.Settings settings) {
        return new StandaloneSimulator(launch(
                new SimulatorSettings(settings.host(), settings.port(), settings.recordDir(), Optional.empty())));
    }

    /// Starts the simulator, which has no words for a person of its own.
    ///
    /// @throws CannotStart if its port is taken, or its record cannot be used
    static Simulator launch(SimulatorSettings settings) {
        Ports.requireFree(Ports.address(settings.host()), settings.port());
        try {
            return Simulator.start(settings);
        } catch (IllegalStateException | UncheckedIOException e) {
            throw new CannotStart("The gateway simulator does not start: " + e.getMessage(), e);
        }
    }

    @Override
    public URI baseUrl() {
        return simulator.baseUrl();
    }

    @Override
    public void close() {
        simulator.close();
    }
}
