package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// A bug that is planted on purpose, to see whether the proof finds it.
///
/// It is written down in a file of its own: what it breaks, which source file it changes and how, what to run,
/// and which invariant has to be found broken.
///
/// @param name of its file
/// @param meaning what goes wrong, in a sentence
/// @param source the file, from `src/main/java` on
record PlantedBug(String name, String meaning, String source, String probe, Invariant breaks, List<Change> changes) {
    private static final String EXTENSION = ".bug";

    /// One piece of text that another one takes the place of.
    record Change(String before, String after) {}

    PlantedBug {
        changes = List.copyOf(changes);
    }

    /// All of a folder, by name.
    static List<PlantedBug> all(Path folder) {
        try (var files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(EXTENSION))
                    .sorted()
                    .map(PlantedBug::read)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The source with the bug in it.
    ///
    /// @throws CannotStart where the source has moved on and does not hold what is to be changed, or holds it twice
    String plantedIn(String text) {
        var planted = text;
        for (var change : changes) {
            int at = planted.indexOf(change.before());
            if (at < 0 || planted.indexOf(change.before(), at + 1) >= 0) {
                throw new CannotStart("The planted bug " + name + " does not fit " + source
                        + " any more: it has to hold, exactly once:\n" + change.before());
            }
            planted = planted.replace(change.before(), change.after());
        }
        return planted;
    }

    /// Reads a file like this:
    ///
    /// ```text
    /// What goes wrong, in a sentence.
    /// source: dev/sarraf/payments/Recorder.java
    /// probe: fault dropAfter
    /// breaks: bank_agrees
    /// --- before
    ///             old lines
    /// --- after
    ///             new lines
    /// ```
    private static PlantedBug read(Path file) {
        var name = file.getFileName().toString().replace(EXTENSION, "");
        Map<String, String> fields = new HashMap<>();
        var meaning = new StringBuilder();
        var pieces = new ArrayList<StringBuilder>();
        for (var line : lines(file)) {
            if (line.equals("--- before") || line.equals("--- after")) {
                pieces.add(new StringBuilder());
            } else if (!pieces.isEmpty()) {
                pieces.getLast().append(line).append('\n');
            } else if (line.matches("[a-z]+: .*")) {
                var field = line.split(": ", 2);
                fields.put(field[0], field[1]);
            } else {
                meaning.append(meaning.isEmpty() ? "" : " ").append(line);
            }
        }
        if (!fields.keySet().equals(java.util.Set.of("source", "probe", "breaks"))
                || pieces.isEmpty()
                || pieces.size() % 2 != 0) {
            throw new CannotStart("The planted bug " + name + " is not written down as it has to be");
        }
        var changes = new ArrayList<Change>();
        for (int i = 0; i < pieces.size(); i += 2) {
            changes.add(new Change(pieces.get(i).toString(), pieces.get(i + 1).toString()));
        }
        return new PlantedBug(
                name,
                meaning.toString(),
                fields.getOrDefault("source", ""),
                fields.getOrDefault("probe", ""),
                Invariant.of(fields.getOrDefault("breaks", "")),
                changes);
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
