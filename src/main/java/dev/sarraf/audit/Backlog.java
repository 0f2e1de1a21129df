package dev.sarraf.audit;

import dev.sarraf.db.Database;
import dev.sarraf.metrics.Metrics;
import java.util.concurrent.atomic.AtomicReference;

/// How much is on its way and not settled yet, as metrics. Two looks into small indexes, made now and then rather than
/// whenever somebody reads the metrics.
public final class Backlog {
    private record Waiting(double charges, double deliveries) {}

    private final Database mode;
    private final AtomicReference<Waiting> last = new AtomicReference<>(new Waiting(Double.NaN, Double.NaN));

    public Backlog(Database mode, Metrics metrics) {
        this.mode = mode;
        metrics.gauge(
                "sarraf.charges.unresolved",
                "Charges that the bank was asked for and has not decided.",
                () -> last.get().charges());
        metrics.gauge(
                "sarraf.deliveries.waiting",
                "Webhook deliveries that are due or will be tried again.",
                () -> last.get().deliveries());
    }

    public void measure() {
        last.set(mode.inOneStatement(tx -> tx.query("""
                SELECT (SELECT count(*) FROM charges WHERE status = 'PENDING') AS charges,
                       (SELECT count(*) FROM deliveries WHERE state = 'PENDING') AS deliveries
                """)
                .map((row, _) -> new Waiting(row.getDouble("charges"), row.getDouble("deliveries")))
                .one()));
    }
}
