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
    /// Runs it in a world of its own.
    ///
    /// @param patience how long what it does may take to settle
    void run(World world, Tally tally, Duration patience) throws InterruptedException;

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
            case "late" ->
                (world, tally, patience) -> new Races(world, tally, new SplittableRandom(1), patience).late();
            case "race" -> race(word.get(1));
            default -> throw new IllegalArgumentException("There is no probe \"" + words + "\"");
        };
    }

    private static void pay(World world, Tally tally, Duration patience) throws InterruptedException {
        for (var operation : List.of(Operation.PAY, Operation.PAY_WITH_CHALLENGE, Operation.PAY_DECLINED)) {
            tally.trial(operation.text(), () -> operation.run(world));
        }
        world.books().settle("A payment", patience);
    }

    private static Probe fault(String kind) {
        return (world, tally, patience) -> new BankFaults(world, tally, new SplittableRandom(1), patience, _ -> {})
                .run(Collections.nCopies(3, Fault.of("PAY", kind)));
    }

    private static Probe kill(FaultPoint point, Operation operation) {
        return (world, tally, patience) -> {
            world.books().settle("A payment", patience);
            new Kills(world, tally, new SplittableRandom(1), patience, _ -> {}).atPoint(new Kill(point, operation));
        };
    }

    private static Probe race(String name) {
        return (world, tally, patience) -> {
            var races = new Races(world, tally, new SplittableRandom(1), patience);
            var sales = new SaleRaces(world, tally, new SplittableRandom(1), patience);
            switch (name) {
                case "expire" -> races.expireInFlight();
                case "time" -> races.timeIsUpInFlight();
                case "tabs" -> races.tabs(20);
                case "refunds" -> races.refunds(2);
                case "keys" -> races.keys(10);
                case "orders" -> races.orders(10);
                case "clicks" -> races.clicks(5);
                case "changes" -> sales.changes(20);
                case "stock" -> sales.stock(1);
                case "redemptions" -> sales.redemptions(1);
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
