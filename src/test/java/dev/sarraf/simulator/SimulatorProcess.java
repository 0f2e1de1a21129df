package dev.sarraf.simulator;

import java.nio.file.Path;

/// A bank in a process of its own, to be killed.
final class SimulatorProcess {
    private SimulatorProcess() {}

    /// Runs until it is killed.
    ///
    /// @param arguments the record's folder
    public static void main(String[] arguments) throws InterruptedException {
        var bank = Simulator.start(SimulatorSettings.local(0, Path.of(arguments[0])));
        System.out.println("listening at " + bank.baseUrl());
        Thread.currentThread().join();
    }
}
