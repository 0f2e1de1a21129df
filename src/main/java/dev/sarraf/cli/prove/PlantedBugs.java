package dev.sarraf.cli.prove;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// Plants one bug after the other, and looks whether its probe finds it.
final class PlantedBugs {
    private static final int WIDTH = 2;

    /// For a right server on a busy machine.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// A right server needs a few seconds for what a probe does.
    private static final Duration PATIENCE_WITH_BUG = Duration.ofSeconds(15);

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

    /// Runs each bug's probe against a server with that bug, a few at a time: they mostly wait for what never
    /// comes.
    List<Verdict> run(List<PlantedBug> bugs) throws InterruptedException {
        try (var threads = Executors.newFixedThreadPool(WIDTH)) {
            var verdicts = new ArrayList<Verdict>();
            for (var verdict : threads.invokeAll(bugs.stream()
                    .<Callable<Verdict>>map(bug -> () -> verdict(bug))
                    .toList())) {
                verdicts.add(verdict.get());
            }
            return verdicts;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }

    private Verdict verdict(PlantedBug bug) throws InterruptedException {
        progress.say("planted bug: " + bug.name());
        var classes = workshop.build(bug, stage.newFolder());
        var tally = new Tally();
        try (var world = World.begin(stage, Optional.of(classes), tally)) {
            Probe.of(bug.probe()).run(world, tally, PATIENCE_WITH_BUG);
        }
        return new Verdict(
                bug,
                tally.breaches().stream()
                        .map(Tally.Breach::problem)
                        .filter(problem -> problem.invariant() == bug.breaks())
                        .findFirst()
                        .map(Problem::what));
    }

    /// Runs the same probes against the program as it is, in which they must find nothing: a probe that always
    /// finds something catches nothing.
    List<Tally.Breach> control(List<PlantedBug> bugs) throws InterruptedException {
        progress.say("the probes for planted bugs, without any");
        var tally = new Tally();
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            for (var words : bugs.stream().map(PlantedBug::probe).distinct().toList()) {
                Probe.of(words).run(world, tally, PATIENCE);
            }
        }
        return tally.breaches();
    }
}
