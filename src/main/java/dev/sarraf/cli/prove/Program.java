package dev.sarraf.cli.prove;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How this very program is started once more: the same JVM, the same options, the same classes.
///
/// @param options what the launcher told the JVM, its start-up cache included
/// @param classPath where the program's own classes and libraries are
record Program(Path java, List<String> options, String classPath) {
    private static final String MAIN = "dev.sarraf.Sarraf";

    Program {
        options = List.copyOf(options);
    }

    /// The program that runs here.
    static Program running() {
        return new Program(
                Path.of(property("java.home"), "bin", "java"),
                ManagementFactory.getRuntimeMXBean().getInputArguments(),
                property("java.class.path"));
    }

    /// A command line.
    ///
    /// @param before a folder of classes that take the place of the program's own. The start-up cache does not suit
    ///     them and switches itself off
    List<String> command(Optional<Path> before, List<String> words) {
        var command = new ArrayList<String>();
        command.add(java.toString());
        command.addAll(options);
        command.add("-cp");
        command.add(before.map(folder -> folder + ":" + classPath).orElse(classPath));
        command.add(MAIN);
        command.addAll(words);
        return command;
    }

    private static String property(String name) {
        return Objects.requireNonNull(System.getProperty(name), name);
    }
}
