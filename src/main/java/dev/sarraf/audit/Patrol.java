package dev.sarraf.audit;

import dev.sarraf.db.Database;
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
    private final Metrics metrics;
    private final InstantSource clock;
    private final AtomicReference<Optional<Look>> last = new AtomicReference<>(Optional.empty());

    public Patrol(Database mode, Metrics metrics, InstantSource clock) {
        this.selfcheck = new Selfcheck(mode);
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
                    invariant.name());
        }
        metrics.gauge(
                "sarraf.selfcheck.last.time.seconds",
                "When the last self-check was finished, in seconds since 1970.",
                () -> last.get()
                        .map(look -> (double) look.at().getEpochSecond())
                        .orElse(Double.NaN));
    }

    /// Checks once. Where the database does not finish it in time, what was known before stays.
    public void runOnce() {
        long start = System.nanoTime();
        try {
            var report = selfcheck.run(LIMIT, Set.of());
            last.set(Optional.of(new Look(report, clock.instant())));
            report.findings().stream().filter(finding -> !finding.holds()).forEach(Patrol::log);
            metrics.time(
                    "sarraf.selfcheck", "Self-checks that were finished.", Duration.ofNanos(System.nanoTime() - start));
        } catch (JdbiException e) {
            metrics.count("sarraf.selfcheck.unfinished", "Self-checks that the database did not finish.");
            LOG.log(System.Logger.Level.WARNING, "selfcheck not finished why={0}", e.getMessage());
        }
    }

    private static void log(Finding finding) {
        LOG.log(
                System.Logger.Level.ERROR,
                "selfcheck violated invariant={0} subject=\"{1}\" checked={2,number,#} violations={3,number,#} ids={4}",
                finding.invariant(),
                finding.subject(),
                finding.checked(),
                finding.violations(),
                finding.ids());
    }
}
