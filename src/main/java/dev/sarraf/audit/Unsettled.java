package dev.sarraf.audit;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.metrics.Metrics;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;

/// How much is on its way and not settled yet, as metrics: some looks into small indexes, made now and then
/// rather than whenever somebody reads the metrics.
public final class Unsettled {
    /// @param chargeSeconds the age of the oldest charge among them, and so on; zero where there is none
    private record Waiting(
            long charges,
            long reversals,
            long refunds,
            long deliveries,
            long images,
            long chargeSeconds,
            long reversalSeconds,
            long refundSeconds) {
        static final Waiting NOTHING = new Waiting(0, 0, 0, 0, 0, 0, 0, 0);
    }

    private final Database database;
    private final Mode mode;
    private final AtomicReference<Waiting> last = new AtomicReference<>(Waiting.NOTHING);

    /// @param database that of the mode
    public Unsettled(Database database, Mode mode, Metrics metrics) {
        this.database = database;
        this.mode = mode;
        show(metrics, "charges", "Charges that the bank was asked for and has not decided.", Waiting::charges);
        show(metrics, "reversals", "Charges that cannot be kept and are not given back yet.", Waiting::reversals);
        show(metrics, "refunds", "Refunds that the bank was asked for and has not decided.", Waiting::refunds);
        show(metrics, "deliveries", "Webhook deliveries that have not arrived and will be tried.", Waiting::deliveries);
        show(metrics, "images", "Pictures that have not been fetched and will be tried.", Waiting::images);
        age(metrics, "charge", Waiting::chargeSeconds);
        age(metrics, "reversal", Waiting::reversalSeconds);
        age(metrics, "refund", Waiting::refundSeconds);
    }

    public void measure() {
        last.set(database.inOneQuery(tx -> tx.query("""
                SELECT (SELECT count(*) FROM charges WHERE next_check_at IS NOT NULL AND status = 'PENDING') AS charges,
                       (SELECT count(*) FROM charges WHERE next_check_at IS NOT NULL AND status = 'REVERSING')
                           AS reversals,
                       (SELECT count(*) FROM refunds WHERE status = 'PENDING') AS refunds,
                       (SELECT count(*) FROM deliveries WHERE state = 'PENDING') AS deliveries,
                       (SELECT count(*) FROM images WHERE state = 'WAITING') AS images,
                       (SELECT extract(epoch FROM max(business_now(merchant_id) - created_at))
                          FROM charges
                         WHERE next_check_at IS NOT NULL
                           AND status = 'PENDING') AS charge_seconds,
                       (SELECT extract(epoch FROM max(business_now(merchant_id) - captured_at))
                          FROM charges
                         WHERE next_check_at IS NOT NULL
                           AND status = 'REVERSING') AS reversal_seconds,
                       (SELECT extract(epoch FROM max(business_now(merchant_id) - created_at))
                          FROM refunds
                         WHERE status = 'PENDING') AS refund_seconds
                """)
                .map((row, _) -> new Waiting(
                        row.getLong("charges"),
                        row.getLong("reversals"),
                        row.getLong("refunds"),
                        row.getLong("deliveries"),
                        row.getLong("images"),
                        row.getLong("charge_seconds"),
                        row.getLong("reversal_seconds"),
                        row.getLong("refund_seconds")))
                .one()));
    }

    /// By the merchant's clock, which is real time in live mode.
    private void age(Metrics metrics, String instruction, ToLongFunction<Waiting> seconds) {
        metrics.gauge(
                "sarraf.unsettled.oldest.seconds",
                "The age of the oldest instruction that the bank has not decided.",
                () -> seconds.applyAsLong(last.get()),
                "instruction",
                instruction,
                "mode",
                mode.text());
    }

    private void show(Metrics metrics, String what, String description, ToLongFunction<Waiting> value) {
        metrics.gauge(
                "sarraf.unsettled." + what, description, () -> value.applyAsLong(last.get()), "mode", mode.text());
    }
}
