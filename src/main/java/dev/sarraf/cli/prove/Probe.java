package dev.sarraf.cli.prove;

import dev.sarraf.db.FaultPoint;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/// The smallest part of the proof that can catch one kind of bug.
@FunctionalInterface
interface Probe {
    /// A right server needs a few seconds for what a probe does.
    Duration PATIENCE = Duration.ofSeconds(15);

    void run(World world, Tally tally) throws InterruptedException;

    /// Finds a probe by the words that name it: `pay`, `fault dropAfter`, `kill expire.recorded expire`,
    /// `race tabs`.
    ///
    /// @throws IllegalArgumentException if there is none
    static Probe of(String words) {
        var word = List.of(words.split(" ", -1));
        return switch (word.getFirst()) {
            case "pay" -> Probe::pay;
            case "fault" -> fault(word.get(1));
            case "kill" -> kill(point(word.get(1)), operation(word.get(2)));
            case "late" -> (world, tally) -> new Races(world, tally, new SplittableRandom(1), PATIENCE).late();
            case "race" -> race(word.get(1));
            default -> throw new IllegalArgumentException("There is no probe \"" + words + "\"");
        };
    }

    private static void pay(World world, Tally tally) throws InterruptedException {
        for (var operation : List.of(Operation.PAY, Operation.PAY_WITH_CHALLENGE, Operation.PAY_DECLINED)) {
            tally.trial(operation.text(), () -> operation.run(world));
        }
        world.books().settle("A payment", PATIENCE);
    }

    private static Probe fault(String kind) {
        return (world, tally) -> new BankFaults(world, tally, new SplittableRandom(1), PATIENCE, _ -> {})
                .run(Collections.nCopies(3, Fault.of("PAY", kind)));
    }

    private static Probe kill(FaultPoint point, Operation operation) {
        return (world, tally) ->
                new Kills(world, tally, new SplittableRandom(1), PATIENCE, _ -> {}).atPoint(new Kill(point, operation));
    }

    private static Probe race(String name) {
        return (world, tally) -> {
            var races = new Races(world, tally, new SplittableRandom(1), PATIENCE);
            switch (name) {
                case "expire" -> races.expireInFlight();
                case "time" -> races.timeIsUpInFlight();
                case "tabs" -> races.tabs(20);
                case "refunds" -> races.refunds(2);
                case "keys" -> races.keys(10);
                case "orders" -> races.orders(10);
                case "clicks" -> races.clicks(5);
                default -> throw new IllegalArgumentException("There is no race \"" + name + "\"");
            }
        };
    }

    private static FaultPoint point(String text) {
        return FaultPoint.valueOf(text.toUpperCase(Locale.ROOT).replace('.', '_'));
    }

    private static Operation operation(String text) {
        return Operation.valueOf(text.toUpperCase(Locale.ROOT).replace('-', '_'));
    }
}
