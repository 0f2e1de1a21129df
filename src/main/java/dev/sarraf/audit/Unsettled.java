package dev.sarraf.audit;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.metrics.Metrics;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/// How much is on its way and not settled yet, as metrics: some looks into small indexes, made now and then
/// rather than whenever somebody reads the metrics.
public final class Unsettled {
    private record Waiting(long charges, long reversals, long refunds, long deliveries, long images) {}

    private final Database database;
    private final Mode mode;
    private final AtomicReference<Waiting> last = new AtomicReference<>(new Waiting(0, 0, 0, 0, 0));

    /// @param database that of the mode
    public Unsettled(Database database, Mode mode, Metrics metrics) {
        this.database = database;
        this.mode = mode;
        show(metrics, "charges", "Charges that the bank was asked for and has not decided.", Waiting::charges);
        show(metrics, "reversals", "Charges that came too late and are not given back yet.", Waiting::reversals);
        show(metrics, "refunds", "Refunds that the bank was asked for and has not decided.", Waiting::refunds);
        show(metrics, "deliveries", "Webhook deliveries that have not arrived and will be tried.", Waiting::deliveries);
        show(metrics, "images", "Pictures that have not been fetched and will be tried.", Waiting::images);
    }

    public void measure() {
        last.set(database.inOneStatement(tx -> tx.query("""
                SELECT (SELECT count(*) FROM charges WHERE next_check_at IS NOT NULL AND status = 'PENDING') AS charges,
                       (SELECT count(*) FROM charges WHERE next_check_at IS NOT NULL AND status = 'REVERSING')
                           AS reversals,
                       (SELECT count(*) FROM refunds WHERE status = 'PENDING') AS refunds,
                       (SELECT count(*) FROM deliveries WHERE state = 'PENDING') AS deliveries,
                       (SELECT count(*) FROM images WHERE state = 'WAITING') AS images
                """)
                .map((row, _) -> new Waiting(
                        row.getLong("charges"),
                        row.getLong("reversals"),
                        row.getLong("refunds"),
                        row.getLong("deliveries"),
                        row.getLong("images")))
                .one()));
    }

    private void show(Metrics metrics, String what, String description, ToLongFunction<Waiting> value) {
        metrics.gauge(
                "sarraf.unsettled." + what, description, () -> value.applyAsLong(last.get()), "mode", mode.text());
    }
}
