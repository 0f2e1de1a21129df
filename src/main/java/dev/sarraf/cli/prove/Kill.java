package dev.sarraf.cli.prove;

import dev.sarraf.db.FaultPoint;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/// Ends a server at a named point of an operation, and starts another one on its data.
record Kill(FaultPoint point, Operation operation) {
    /// What SIGKILL leaves, and [FaultPoint] too.
    private static final int KILLED = 137;

    private static final Duration TO_DIE = Duration.ofSeconds(30);

    /// Each point with each operation that comes by it.
    static List<Kill> all() {
        return Arrays.stream(FaultPoint.values())
                .flatMap(point -> Arrays.stream(Operation.values())
                        .filter(operation -> operation.passes(point))
                        .map(operation -> new Kill(point, operation)))
                .toList();
    }

    /// Afterwards a server runs that nobody kills.
    ///
    /// @return whether the first one died where it was meant to
    boolean carryOut(World world) throws InterruptedException {
        // What a kill before it was meant to meet, and died too early for, would make another payment fail.
        world.faults(List.of());
        world.start(Optional.of(point));
        var victim = world.server();
        var driving = Thread.ofVirtual().start(() -> drive(world));
        var status = victim.awaitEnd(TO_DIE);
        driving.interrupt();
        driving.join();
        world.start(Optional.empty());
        return status.equals(OptionalInt.of(KILLED));
    }

    @Override
    public String toString() {
        return point.text() + " of " + operation.text();
    }

    private void drive(World world) {
        try {
            operation.run(world);
        } catch (LostAnswer | InterruptedException _) {
            // It died, as it was meant to.
        }
    }
}
