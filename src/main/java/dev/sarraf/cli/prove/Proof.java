package dev.sarraf.cli.prove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/// The whole proof, or a part of it.
public final class Proof {
    /// What a right server may take to settle what a kill or a race has left.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The bank is asked again after up to a minute, however often it failed before.
    private static final Duration PATIENCE_WITH_BANK = Duration.ofMinutes(2);

    private final Plan plan;
    private final Progress progress;

    /// The parts that can be run alone.
    public enum Part {
        KILLS,
        RACES,
        FAULTS,
        BUGS
    }

    /// How much is done.
    ///
    /// @param folder an empty one, for the data of all that is started
    /// @param root where the sources are; planted bugs are not run where there are none
    /// @param kills at least; each named point comes once with each operation in any case
    /// @param races of paying against expiring, from which the numbers of the others follow
    /// @param payments under bank faults
    /// @param seed of all that is left to chance
    /// @param only this part, where one is given
    public record Plan(
            Path folder, Optional<Path> root, int kills, int races, int payments, long seed, Optional<Part> only) {
        boolean includes(Part part) {
            return only.isEmpty() || only.get() == part;
        }
    }

    public Proof(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /// Carries it out, which takes minutes.
    public Report run() throws InterruptedException {
        long start = System.nanoTime();
        var tally = new Tally();
        var random = new SplittableRandom(plan.seed());
        var bugs = plan.root()
                .map(root -> root.resolve("src/proof/bugs"))
                .filter(Files::isDirectory)
                .filter(_ -> plan.includes(Part.BUGS))
                .map(PlantedBug::all)
                .orElse(List.of());
        var verdicts = List.<PlantedBugs.Verdict>of();
        progress.say("starting the bank and a server");
        try (var stage = Stage.open(Program.running(), plan.folder())) {
            trials(stage, tally, random);
            if (!bugs.isEmpty()) {
                var planted = new PlantedBugs(stage, plan.root().orElseThrow().resolve("src/main/java"), progress);
                planted.control(bugs).forEach(breach -> tally.breach(breach.trial(), breach.problem()));
                verdicts = planted.run(bugs);
            }
        }
        return Report.of(plan, tally, verdicts, plan.includes(Part.BUGS), Duration.ofNanos(System.nanoTime() - start));
    }

    private void trials(Stage stage, Tally tally, SplittableRandom random) throws InterruptedException {
        if (plan.only().filter(part -> part == Part.BUGS).isPresent()) {
            return;
        }
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            if (plan.includes(Part.RACES)) {
                races(new Races(world, tally, random.split(), PATIENCE));
            }
            if (plan.includes(Part.FAULTS)) {
                new BankFaults(world, tally, random.split(), PATIENCE_WITH_BANK, progress).run(plan.payments());
            }
            if (plan.includes(Part.KILLS)) {
                new Kills(world, tally, random.split(), PATIENCE, progress).run(plan.kills());
            }
            progress.say("looking at everything once more");
            world.books().settleAll("All together", PATIENCE);
        }
    }

    private void races(Races races) throws InterruptedException {
        progress.say("%d races of paying against expiring".formatted(plan.races()));
        races.payOrExpire(plan.races());
        progress.say("%d races of two tabs".formatted(plan.races() / 10));
        races.tabs(plan.races() / 10);
        progress.say("%d forms sent ten times".formatted(plan.races() / 20));
        races.clicks(plan.races() / 20);
        progress.say("sessions that end while the bank is at work on them");
        races.expireInFlight();
        races.timeIsUpInFlight();
    }
}
