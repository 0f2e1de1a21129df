package dev.sarraf.audit;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.metrics.Metrics;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import org.jdbi.v3.core.JdbiException;

/// The self-check as a running server makes it: again and again, with each violation in the log and in the metrics.
public final class Patrol {
    private static final System.Logger LOG = System.getLogger(Patrol.class.getName());

    /// A server that has payments to take gives one statement no longer than this. What takes longer is for
    /// `./sarraf selfcheck`.
    private static final Duration LIMIT = Duration.ofSeconds(10);

    /// What the last self-check found, and when.
    private record Look(Report report, Instant at) {}

    private final Selfcheck selfcheck;
    private final Mode mode;
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicReference<Optional<Look>> last = new AtomicReference<>(Optional.empty());

    /// @param database that of the mode
    public Patrol(Database database, Mode mode, Metrics metrics, InstantSource clock) {
        this.selfcheck = new Selfcheck(database);
        this.mode = mode;
        this.metrics = metrics;
        this.clock = clock;
        for (var invariant : Invariant.values()) {
            metrics.gauge(
                    "sarraf.selfcheck.violations",
                    "Rows that break an invariant, by the last self-check.",
                    () -> last.get()
                            .map(look -> (double) look.report().violations(invariant))
                            .orElse(Double.NaN),
                    "invariant",
                    invariant.name(),
                    "mode",
                    mode.text());
        }
        metrics.gauge(
                "sarraf.selfcheck.last.time.seconds",
                "When the last self-check was finished, in seconds since 1970.",
                () -> last.get()
                        .map(look -> (double) look.at().getEpochSecond())
                        .orElse(Double.NaN),
                "mode",
                mode.text());
    }

    /// Checks once. Where the database does not finish it in time, what was known before stays.
    public void runOnce() {
        long start = System.nanoTime();
        try {
            var report = selfcheck.run(LIMIT, Set.of());
            last.set(Optional.of(new Look(report, clock.instant())));
            report.findings().stream().filter(finding -> !finding.holds()).forEach(this::log);
            metrics.time(
                    "sarraf.selfcheck",
                    "Self-checks that were finished.",
                    Duration.ofNanos(System.nanoTime() - start),
                    "mode",
                    mode.text());
        } catch (JdbiException e) {
            metrics.count(
                    "sarraf.selfcheck.unfinished",
                    "Self-checks that the database did not finish.",
                    "mode",
                    mode.text());
            LOG.log(
                    System.Logger.Level.WARNING,
                    "selfcheck not finished mode={0} why={1}",
                    mode.text(),
                    e.getMessage());
        }
    }

    private void log(Finding finding) {
        LOG.log(
                System.Logger.Level.ERROR,
                "selfcheck violated mode={0} invariant={1} subject=\"{2}\" checked={3,number,#} violations={4,number,#}"
                        + " ids={5}",
                mode.text(),
                finding.invariant(),
                finding.subject(),
                finding.checked(),
                finding.violations(),
                finding.ids());
    }
}
