package dev.sarraf;

import dev.sarraf.cli.SimulatorCommand;
import dev.sarraf.simulator.Simulator;
import dev.sarraf.simulator.SimulatorSettings;
import java.net.URI;
import java.util.Optional;

/// The gateway simulator in a process of its own.
final class StandaloneSimulator implements SimulatorCommand.Running {
    private final Simulator simulator;

    private StandaloneSimulator(Simulator simulator) {
        this.simulator = simulator;
    }

    static SimulatorCommand.Running start(SimulatorCommand.Settings settings) {
        return new StandaloneSimulator(Simulator.start(
                new SimulatorSettings(settings.host(), settings.port(), settings.recordDir(), Optional.empty())));
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
