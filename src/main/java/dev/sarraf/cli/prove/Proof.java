package dev.sarraf.cli.prove;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;

/// The whole proof, or a part of it.
public final class Proof {
    /// What a right server may take to settle what a kill or a race has left.
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    /// The bank is asked again after up to a minute, however often it failed before.
    private static final Duration PATIENCE_WITH_BANK = Duration.ofMinutes(2);

    /// A receiver that fails three times of ten takes its time.
    private static final Duration PATIENCE_WITH_RECEIVER = Duration.ofMinutes(10);

    private static final int KILL_LANES = 2;

    private final Plan plan;
    private final Progress progress;

    /// The parts that can be run alone.
    public enum Part {
        KILLS,
        RACES,
        FAULTS,
        DELIVERIES,
        BUGS
    }

    /// How much is done.
    ///
    /// @param folder an empty one, for the data of all that is started
    /// @param root where the sources are; planted bugs are not run where there are none
    /// @param kills at least; each named point comes once with each operation in any case
    /// @param races of paying against expiring, from which the numbers of the others follow
    /// @param payments under bank faults
    /// @param events for a receiver that often fails; that part is left out where there are none
    /// @param outages servers that are killed meanwhile
    /// @param bugs at most so many of those that can be planted, drawn by lot
    /// @param seed of all that is left to chance
    /// @param only this part, where one is given
    public record Plan(
            Path folder,
            Optional<Path> root,
            int kills,
            int races,
            int payments,
            int events,
            int outages,
            int bugs,
            long seed,
            Optional<Part> only) {
        boolean includes(Part part) {
            return only.isEmpty() || only.get() == part;
        }
    }

    public Proof(Plan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    /// Carries it out, which takes minutes. The parts run side by side, each in a world of its own: they mostly
    /// wait.
    public Report run() throws InterruptedException {
        long start = System.nanoTime();
        var random = new SplittableRandom(plan.seed());
        var ofRaces = random.split();
        var ofFaults = random.split();
        var ofKills = random.split();
        var ofOtherKills = random.split();
        var ofBugs = random.split();
        var ofOutages = random.split();
        var tally = new Tally();
        var verdicts = new ArrayList<PlantedBugs.Verdict>();
        progress.say("starting a bank and servers, seed %d".formatted(plan.seed()));
        try (var stage = Stage.open(Program.running(), plan.folder());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var strands = List.of(
                    threads.submit(strand(Part.RACES, own -> races(stage, own, ofRaces))),
                    threads.submit(strand(Part.FAULTS, own -> faults(stage, own, ofFaults))),
                    threads.submit(strand(Part.KILLS, own -> kills(stage, own, ofKills, 0))),
                    threads.submit(strand(Part.KILLS, own -> kills(stage, own, ofOtherKills, 1))),
                    threads.submit(strand(Part.DELIVERIES, own -> deliveries(stage, own, ofOutages))),
                    threads.submit(strand(Part.BUGS, own -> verdicts.addAll(bugs(stage, own, ofBugs)))));
            try {
                for (var strand : strands) {
                    tally.add(strand.get());
                }
            } catch (ExecutionException e) {
                throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
            } finally {
                threads.shutdownNow();
            }
        }
        return Report.of(plan, tally, verdicts, plan.includes(Part.BUGS), Duration.ofNanos(System.nanoTime() - start));
    }

    @FunctionalInterface
    private interface Work {
        void on(Tally tally) throws InterruptedException;
    }

    /// Does a part, where it is wanted, and counts for itself.
    private Callable<Tally> strand(Part part, Work work) {
        return () -> {
            var own = new Tally();
            if (plan.includes(part)) {
                work.on(own);
            }
            return own;
        };
    }

    private List<PlantedBugs.Verdict> bugs(Stage stage, Tally tally, SplittableRandom random)
            throws InterruptedException {
        var folder = plan.root().map(root -> root.resolve("src/proof/bugs")).filter(Files::isDirectory);
        if (folder.isEmpty()) {
            return List.of();
        }
        var all = new ArrayList<>(PlantedBug.all(folder.get()));
        Collections.shuffle(all, random);
        var bugs = all.subList(0, Math.min(plan.bugs(), all.size()));
        var planted = new PlantedBugs(stage, plan.root().orElseThrow().resolve("src/main/java"), progress);
        planted.control(bugs).forEach(breach -> tally.breach(breach.trial(), breach.problem()));
        return planted.run(bugs);
    }

    private void kills(Stage stage, Tally tally, SplittableRandom random, int lane) throws InterruptedException {
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            new Kills(world, tally, random, PATIENCE, progress).run(plan.kills(), lane, KILL_LANES);
        }
    }

    private void faults(Stage stage, Tally tally, SplittableRandom random) throws InterruptedException {
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            new BankFaults(world, tally, random, PATIENCE_WITH_BANK, progress).run(plan.payments());
            world.books().settleAll(BankFaults.TRIAL, PATIENCE);
        }
    }

    private void deliveries(Stage stage, Tally tally, SplittableRandom random) throws InterruptedException {
        if (plan.events() == 0) {
            return;
        }
        try (var world = World.alone(stage, tally)) {
            new Outages(world, tally, random, PATIENCE_WITH_RECEIVER, progress).run(plan.events(), plan.outages());
        }
    }

    private void races(Stage stage, Tally tally, SplittableRandom random) throws InterruptedException {
        try (var world = World.begin(stage, Optional.empty(), tally)) {
            races(new Races(world, tally, random, PATIENCE), new SaleRaces(world, tally, random.split(), PATIENCE));
            world.books().settleAll("All races", PATIENCE);
        }
    }

    private void races(Races races, SaleRaces sales) throws InterruptedException {
        races(plan.races(), "paying against expiring", races::payOrExpire);
        races(plan.races() / 10, "two tabs", races::tabs);
        races(plan.races() / 20, "a form sent ten times", races::clicks);
        races(plan.races() / 10, "twenty refunds", races::refunds);
        races(plan.races() / 10, "fifty equal requests", races::keys);
        races(plan.races() / 10, "one order from two sessions", races::orders);
        races(plan.races() / 10, "a session changed while it is paid", sales::changes);
        races(plan.races() / 40, "more customers than stock", sales::stock);
        races(plan.races() / 40, "more customers than redemptions", sales::redemptions);
        progress.say("sessions that end while the bank is at work on them");
        races.expireInFlight();
        races.timeIsUpInFlight();
        races.late();
    }

    @FunctionalInterface
    private interface Race {
        void run(int trials) throws InterruptedException;
    }

    private void races(int trials, String what, Race race) throws InterruptedException {
        progress.say("%d races: %s".formatted(trials, what));
        race.run(trials);
    }
}
