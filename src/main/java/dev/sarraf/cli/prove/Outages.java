package dev.sarraf.cli.prove;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/// Raises events for a receiver that often fails, while the server is killed, and its PostgreSQL with it. Everything
/// that
/// happened has to be told of in the end, once, and nothing else.
final class Outages {
    static final String TRIAL = "An event to a receiver that fails, around a kill";

    private static final int FAILING_PERCENT = 30;
    private static final int CLIENTS = 4;

    /// The longest wait of the schedule, after which whatever waits is due.
    private static final Duration NEXT_ATTEMPT = Duration.ofHours(2).plusSeconds(1);

    /// What a round of attempts may take before time is moved on.
    private static final Duration ROUND = Duration.ofSeconds(3);

    private static final int LONGEST_LOAD_MILLIS = 400;

    private final World world;
    private final Tally tally;
    private final SplittableRandom random;
    private final Duration patience;
    private final Progress progress;

    /// @param world with a PostgreSQL of its own
    /// @param patience what the last delivery may take after the receiver is well
    Outages(World world, Tally tally, SplittableRandom random, Duration patience, Progress progress) {
        this.world = world;
        this.tally = tally;
        this.random = random;
        this.patience = patience;
        this.progress = progress;
    }

    /// Raises at least so many events and kills so many servers meanwhile, every fifth with its PostgreSQL.
    void run(int events, int kills) throws InterruptedException {
        world.receiver().failing(FAILING_PERCENT);
        for (int kill = 0; kill < kills; kill++) {
            progress.say("events around kill %d of %d".formatted(kill + 1, kills));
            raise(events / (kills + 1));
            killUnderLoad(kill % 5 == 0);
            world.shop().advance(NEXT_ATTEMPT);
        }
        raise(events / (kills + 1));
        settle();
    }

    private void raise(int events) throws InterruptedException {
        Together.times(
                events, CLIENTS, () -> tally.trial(TRIAL, () -> world.shop().product()));
    }

    /// While clients raise events.
    private void killUnderLoad(boolean withPostgres) throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            var raised = new AtomicInteger();
            for (int i = 0; i < CLIENTS; i++) {
                clients.add(threads.submit(() -> raiseUntilKilled(raised)));
            }
            Thread.sleep(random.nextInt(LONGEST_LOAD_MILLIS));
            if (withPostgres) {
                world.cutPower();
            } else {
                world.server().kill();
            }
            report(clients);
            for (int i = 0; i < raised.get(); i++) {
                tally.tried(TRIAL);
            }
        }
        world.start(Optional.empty());
    }

    private AtomicInteger raiseUntilKilled(AtomicInteger raised) throws InterruptedException {
        try {
            while (true) {
                world.shop().product();
                raised.incrementAndGet();
            }
        } catch (LostAnswer _) {
            // The server is gone.
            return raised;
        }
    }

    private void report(List<Future<?>> clients) throws InterruptedException {
        for (var client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                tally.breach(TRIAL, new Problem(Invariant.ANSWERS, String.valueOf(e.getCause())));
            }
        }
    }

    /// Moves time on until everything was taken, the receiver failing as before, and compares.
    private void settle() throws InterruptedException {
        var made = world.shop().products();
        long end = System.nanoTime() + patience.toNanos();
        while (!told().containsAll(made) && System.nanoTime() < end) {
            world.shop().advance(NEXT_ATTEMPT);
            world.shop().resendFailed();
            Waiting.until(ROUND, () -> told().containsAll(made));
        }
        compare(made);
        tally.looked(Invariant.EVENTS, made.size());
        world.selfcheck().forEach(problem -> tally.breach(TRIAL, problem));
    }

    private void compare(Set<String> made) {
        var told = told();
        var lost = new HashSet<>(made);
        lost.removeAll(told);
        var invented = new HashSet<>(told);
        invented.removeAll(made);
        lost.forEach(id -> breach("nothing told of " + id));
        invented.forEach(id -> breach("an event told of " + id + ", which does not exist"));
        world.receiver().told().forEach((fact, events) -> {
            if (isCreation(fact) && events > 1) {
                breach(events + " events told of " + fact);
            }
        });
        if (world.receiver().forged() > 0) {
            breach("a webhook's signature was not right");
        }
    }

    private void breach(String what) {
        tally.breach(TRIAL, new Problem(Invariant.EVENTS, what));
    }

    /// The products whose creation was told and taken.
    private Set<String> told() {
        var ids = new HashSet<String>();
        world.receiver().told().keySet().stream().filter(Outages::isCreation).forEach(fact -> ids.add(fact.object()));
        return ids;
    }

    private static boolean isCreation(Receiver.Told fact) {
        return fact.type().equals("product.created");
    }
}
