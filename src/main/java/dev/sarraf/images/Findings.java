package dev.sarraf.images;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageStore.Job;
import dev.sarraf.metrics.Metrics;
import java.time.Duration;
import java.util.List;
import java.util.Locale;

/// Writes down what came of a fetch, and tells the operator.
final class Findings {
    private static final System.Logger LOG = System.getLogger(Findings.class.getName());

    /// Between the tries: three within a little more than a minute, since somebody is about to look at the page.
    private static final List<Duration> WAITS = List.of(Duration.ofSeconds(10), Duration.ofMinutes(1));

    /// Before one that failed can be asked for again.
    private static final Duration REST = Duration.ofHours(1);

    /// More products than a shop has, and what a disk can spare.
    private static final long MOST_PICTURES = 10_000;

    private static final long MOST_BYTES = 1L << 30;

    private final Database database;
    private final Mode mode;
    private final Metrics metrics;
    private final ImageStore store = new ImageStore();

    Findings(Database database, Mode mode, Metrics metrics) {
        this.database = database;
        this.mode = mode;
        this.metrics = metrics;
    }

    void record(Job job, Fetched fetched, Duration took) {
        var written = database.inTransaction(tx -> {
            var kept = allowed(store.amount(tx, job.merchant()), fetched);
            boolean ours = switch (kept) {
                case Picture picture -> store.keep(tx, job, picture);
                case Fetched.Nothing(var trouble) -> {
                    boolean forGood = isLast(job, trouble);
                    yield store.fail(tx, job, trouble, forGood, forGood ? REST : WAITS.get(job.tries()));
                }
            };
            return ours ? outcome(kept) : "fenced";
        });
        metrics.count(
                "sarraf.image.fetches",
                "Pictures that were asked for at merchants' addresses.",
                "mode",
                mode.text(),
                "outcome",
                written);
        LOG.log(
                System.Logger.Level.INFO,
                "image id={0} merchant={1} try={2} ms={3,number,#} outcome={4}",
                job.id(),
                job.merchant(),
                job.tries() + 1,
                took.toMillis(),
                written);
    }

    private static Fetched allowed(ImageStore.Amount amount, Fetched fetched) {
        boolean isFull = amount.pictures() >= MOST_PICTURES || amount.bytes() >= MOST_BYTES;
        return fetched instanceof Picture && isFull ? new Fetched.Nothing(Trouble.QUOTA) : fetched;
    }

    private static boolean isLast(Job job, Trouble trouble) {
        return trouble.isLasting() || job.tries() >= WAITS.size();
    }

    private static String outcome(Fetched fetched) {
        return switch (fetched) {
            case Picture _ -> "stored";
            case Fetched.Nothing(var trouble) -> trouble.name().toLowerCase(Locale.ROOT);
        };
    }
}
