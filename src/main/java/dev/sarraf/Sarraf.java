package dev.sarraf;

import dev.sarraf.cli.Cli;

/// The program's entry point.
public final class Sarraf {
    private Sarraf() {}

    public static void main(String[] arguments) {
        System.exit(Cli.run(arguments, App::start, StandaloneSimulator::start));
    }
}
