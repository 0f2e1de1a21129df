package dev.sarraf.payments;

import dev.sarraf.payments.comparison.Difference;
import dev.sarraf.payments.comparison.Difference.Kind;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/// What a check has looked at, and what it has found.
///
/// @param orders that were compared with the bank
/// @param charges of ours in these orders
/// @param refunds of ours in these orders, reversals included
/// @param bankMovements that the bank told of in these orders
/// @param statementLines of the statement
/// @param underWay movements of ours of which nothing could be said yet
/// @param unanswered orders of which the bank did not say what it knows
/// @param differences how many of each kind; kinds without any are missing
public record CheckTally(
        long orders,
        long charges,
        long refunds,
        long bankMovements,
        long statementLines,
        long underWay,
        long unanswered,
        Map<Kind, Long> differences) {
    public static final CheckTally NONE = new CheckTally(0, 0, 0, 0, 0, 0, 0, Map.of());

    public CheckTally {
        differences = Map.copyOf(differences);
    }

    static CheckTally ofStatement(int lines) {
        return new CheckTally(0, 0, 0, 0, lines, 0, 0, Map.of());
    }

    static CheckTally ofUnanswered() {
        return new CheckTally(0, 0, 0, 0, 0, 0, 1, Map.of());
    }

    static CheckTally of(List<Difference> found) {
        return NONE.with(found);
    }

    CheckTally with(List<Difference> found) {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        found.forEach(difference -> counts.merge(difference.kind(), 1L, Long::sum));
        return new CheckTally(orders, charges, refunds, bankMovements, statementLines, underWay, unanswered, counts);
    }

    /// How many differences of any kind.
    public long found() {
        return differences.values().stream().mapToLong(Long::longValue).sum();
    }

    /// Both together.
    public CheckTally plus(CheckTally other) {
        var counts = new EnumMap<Kind, Long>(Kind.class);
        differences.forEach((kind, number) -> counts.merge(kind, number, Long::sum));
        other.differences.forEach((kind, number) -> counts.merge(kind, number, Long::sum));
        return new CheckTally(
                orders + other.orders,
                charges + other.charges,
                refunds + other.refunds,
                bankMovements + other.bankMovements,
                statementLines + other.statementLines,
                underWay + other.underWay,
                unanswered + other.unanswered,
                counts);
    }
}
