package dev.sarraf.cli.prove;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Plants one bug after the other, and looks whether its probe finds it.
final class PlantedBugs {
    private final Stage stage;
    private final Workshop workshop;
    private final Progress progress;

    PlantedBugs(Stage stage, Path sources, Progress progress) {
        this.stage = stage;
        this.workshop = new Workshop(sources, stage.program());
        this.progress = progress;
    }

    /// What became of a planted bug.
    ///
    /// @param found what the probe found, if it is what the bug is known to break
    record Verdict(PlantedBug bug, Optional<String> found) {
        boolean isCaught() {
            return found.isPresent();
        }
    }

    /// Runs each bug's probe against a server with that bug.
    List<Verdict> run(List<PlantedBug> bugs) throws InterruptedException {
        var verdicts = new ArrayList<Verdict>();
        for (var bug : bugs) {
            progress.say("planted bug %d of %d: %s".formatted(verdicts.size() + 1, bugs.size(), bug.name()));
            var classes = workshop.build(bug, stage.newFolder());
            var found = probe(bug.probe(), Optional.of(classes)).stream()
                    .map(Tally.Breach::problem)
                    .filter(problem -> problem.invariant() == bug.breaks())
                    .findFirst()
                    .map(Problem::what);
            verdicts.add(new Verdict(bug, found));
        }
        return verdicts;
    }

    /// Runs the same probes against the program as it is, in which they must find nothing: a probe that always
    /// finds
    /// something catches nothing.
    List<Tally.Breach> control(List<PlantedBug> bugs) throws InterruptedException {
        progress.say("the same probes without any bug");
        var tally = new Tally();
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            for (var words : bugs.stream().map(PlantedBug::probe).distinct().toList()) {
                Probe.of(words).run(world, tally);
            }
        }
        return tally.breaches();
    }

    private List<Tally.Breach> probe(String words, Optional<Path> classes) throws InterruptedException {
        var tally = new Tally();
        try (var world = World.begin(stage, classes, tally)) {
            Probe.of(words).run(world, tally);
        }
        return tally.breaches();
    }
}
