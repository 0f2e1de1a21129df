package dev.sarraf.payments;

import dev.sarraf.db.Database;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/// Finishes what a crash or a lost answer left open: asks the bank about everything whose outcome is not
/// certain, again and again, until it is. Attempts that broke off earlier, when nothing could be charged, it
/// ends.
public final class Reconciler implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Reconciler.class.getName());

    /// At most this many of each kind are taken in one round; the next takes the rest.
    private static final int BATCH = 50;

    private final Database database;
    private final Recorder recorder;
    private final Duration authenticationLimit;
    private final List<Backlog> backlogs;
    private final AttemptStore attempts = new AttemptStore();
    private final ExecutorService questions = Executors.newVirtualThreadPerTaskExecutor();

    /// What this process is asking about. A bank that is slow to answer holds up its own question alone.
    private final Set<String> underWay = ConcurrentHashMap.newKeySet();

    Reconciler(Database database, Recorder recorder, Duration authenticationLimit, List<Backlog> backlogs) {
        this.database = database;
        this.recorder = recorder;
        this.authenticationLimit = authenticationLimit;
        this.backlogs = List.copyOf(backlogs);
    }

    /// Starts to ask about everything that is due. Does not wait for the answers.
    public void runOnce() {
        giveUpStranded();
        for (var backlog : backlogs) {
            for (var task : database.inTransaction(tx -> backlog.claim(tx, BATCH))) {
                if (underWay.add(task.id())) {
                    questions.execute(() -> run(task));
                }
            }
        }
    }

    private void giveUpStranded() {
        for (var attempt : database.inOneQuery(tx -> attempts.findStranded(tx, authenticationLimit, BATCH))) {
            try {
                recorder.failedBefore(attempt, Declines.UNREACHABLE, Optional.empty());
                LOG.log(System.Logger.Level.WARNING, "attempt given up charge={0}", attempt.charge());
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "giving up failed charge=" + attempt.charge(), e);
            }
        }
    }

    /// Breaks off. What is still open is asked about again after the next start.
    @Override
    public void close() {
        questions.shutdown();
    }

    private void run(Backlog.Task task) {
        try {
            task.work().run();
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "reconcile failed " + task.id(), e);
        } finally {
            underWay.remove(task.id());
        }
    }
}
