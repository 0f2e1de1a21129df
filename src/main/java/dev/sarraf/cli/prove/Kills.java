package dev.sarraf.cli.prove;

import dev.sarraf.db.CannotStart;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;

/// Kills servers, at each named point and at any moment under load, one after the other on the same data.
final class Kills {
    private static final String NAMED = "Killed at a named point";
    private static final String RANDOM = "Killed at any moment, under load";

    private static final int CLIENTS = 4;
    private static final int LONGEST_LOAD_MILLIS = 1_500;

    private final World world;
    private final Tally tally;
    private final SplittableRandom random;
    private final Duration patience;
    private final Progress progress;

    /// @param patience what a server may take to put things right after a kill
    Kills(World world, Tally tally, SplittableRandom random, Duration patience, Progress progress) {
        this.patience = patience;
        this.world = world;
        this.tally = tally;
        this.random = random;
        this.progress = progress;
    }

    /// Every named point with every operation once, and then so many more that there are `kills`, every other
    /// one at any moment. Does one lane's share of them.
    void run(int kills, int lane, int lanes) throws InterruptedException {
        var all = Kill.all();
        world.books().settle(NAMED, patience);
        for (int i = lane; i < Math.max(kills, all.size()); i += lanes) {
            progress.say("kill %d of %d".formatted(i + 1, Math.max(kills, all.size())));
            if (i < all.size()) {
                atPoint(all.get(i));
            } else if (i / lanes % 2 == 0) {
                atPoint(all.get(random.nextInt(all.size())));
            } else {
                underLoad();
            }
        }
        world.books().settleAll(kills > all.size() ? RANDOM : NAMED, patience);
    }

    /// One kill at a named point, which nothing may come by that was left over from before.
    void atPoint(Kill kill) throws InterruptedException {
        tally.tried(NAMED);
        if (!kill.carryOut(world)) {
            throw new CannotStart("the server did not die at " + kill + "; the proof has to be put right:\n"
                    + world.server().lastWords());
        }
        world.books().settle(NAMED + " (" + kill + ")", patience);
    }

    /// One kill at any moment, while customers and merchants are busy.
    void underLoad() throws InterruptedException {
        tally.tried(RANDOM);
        var over = new AtomicBoolean();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var clients = new ArrayList<Future<?>>();
            for (int i = 0; i < CLIENTS; i++) {
                var own = random.split();
                clients.add(threads.submit(() -> {
                    busy(own, over);
                    return over;
                }));
            }
            Thread.sleep(random.nextInt(LONGEST_LOAD_MILLIS));
            over.set(true);
            world.server().kill();
            report(clients);
        }
        world.start(Optional.empty());
        world.books().settle(RANDOM, patience);
    }

    private void busy(SplittableRandom own, AtomicBoolean over) throws InterruptedException {
        var operations = Operation.values();
        try {
            while (!over.get()) {
                operations[own.nextInt(operations.length)].run(world);
            }
        } catch (LostAnswer _) {
            // The server is gone.
        }
    }

    private void report(List<Future<?>> clients) throws InterruptedException {
        for (var client : clients) {
            try {
                client.get();
            } catch (ExecutionException e) {
                tally.breach(RANDOM, new Problem(Invariant.ANSWERS, String.valueOf(e.getCause())));
            }
        }
    }
}
