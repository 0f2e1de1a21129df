package dev.sarraf.audit;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/// Looks at the rows of one mode, all of them as they were at one moment, and changes nothing.
///
/// The comparison with the bank is not made here: what is checked is that the database agrees with itself.
public final class Selfcheck {
    /// More than anybody reads, and enough to see a pattern.
    private static final int SHOWN = 20;

    private static final List<Check> CHECKS = Stream.of(
                    JournalChecks.ALL,
                    PaymentChecks.ALL,
                    EventChecks.ALL,
                    ModeChecks.ALL,
                    BacklogChecks.ALL,
                    HoldingChecks.ALL)
            .flatMap(List::stream)
            .sorted((one, other) -> one.invariant().compareTo(other.invariant()))
            .toList();

    private final Database mode;

    public Selfcheck(Database mode) {
        this.mode = mode;
    }

    /// Checks all invariants but these. A statement that takes longer than `limit` ends the check with the database's
    /// error.
    public Report run(Duration limit, Set<Invariant> without) {
        return mode.inSnapshot(tx -> {
            tx.query("SELECT set_config('statement_timeout', :limit, true)")
                    .bind("limit", limit.toMillis() + "ms")
                    .mapTo(String.class)
                    .one();
            return new Report(CHECKS.stream()
                    .filter(check -> !without.contains(check.invariant()))
                    .map(check -> look(tx, check))
                    .toList());
        });
    }

    private static Finding look(Tx tx, Check check) {
        long checked = tx.query(check.counted()).mapTo(Long.class).one();
        var broken = tx.query("""
                SELECT id, count(*) OVER () AS number
                  FROM (%s) AS broken (id)
                 ORDER BY id
                 LIMIT %d
                """.formatted(check.violated(), SHOWN))
                .map((row, _) -> new Broken(row.getString("id"), row.getLong("number")))
                .list();
        return new Finding(
                check.invariant(),
                check.subject(),
                checked,
                broken.isEmpty() ? 0 : broken.getFirst().number(),
                broken.stream().map(Broken::id).toList());
    }

    private record Broken(String id, long number) {}
}
