package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/// Builds a source file that was changed on purpose against the program that runs, and leaves the program as it is.
final class Workshop {
    private final Path sources;
    private final Program program;

    /// @param sources `src/main/java`
    Workshop(Path sources, Program program) {
        this.sources = sources;
        this.program = program;
    }

    /// Compiles the planted bug.
    ///
    /// @param into an empty folder
    /// @return the folder of classes to go before the program's own
    Path build(PlantedBug bug, Path into) {
        var compiler = Optional.ofNullable(ToolProvider.getSystemJavaCompiler())
                .orElseThrow(() -> new CannotStart("Planted bugs need a JDK, since they are compiled."));
        var words = new StringWriter();
        var options = List.of(
                "-d",
                into.toString(),
                "-classpath",
                program.classPath(),
                "--release",
                Integer.toString(Runtime.version().feature()),
                "-parameters",
                "-proc:none",
                "-nowarn");
        try (var files = compiler.getStandardFileManager(null, Locale.ROOT, StandardCharsets.UTF_8)) {
            var done = compiler.getTask(words, files, null, options, null, List.of(planted(bug)))
                    .call();
            if (!done) {
                throw new CannotStart("The planted bug " + bug.name() + " does not compile:\n" + words);
            }
            return into;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private JavaFileObject planted(PlantedBug bug) throws IOException {
        var file = sources.resolve(bug.source());
        if (!Files.isRegularFile(file)) {
            throw new CannotStart("The planted bug " + bug.name() + " is for a file that is not there: " + file);
        }
        return new Planted(file.toUri(), bug.plantedIn(Files.readString(file)));
    }

    /// A source file in memory.
    private static final class Planted extends SimpleJavaFileObject {
        private final String text;

        Planted(URI name, String text) {
            super(name, Kind.SOURCE);
            this.text = text;
        }

        @Override
        public CharSequence getCharContent(boolean ignoreEncodingErrors) {
            return text;
        }
    }
}
