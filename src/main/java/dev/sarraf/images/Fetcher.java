package dev.sarraf.images;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageStore.Job;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.Answer;
import dev.sarraf.targets.GuardedClient;
import dev.sarraf.targets.Lookup;
import dev.sarraf.targets.TargetRules;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

/// Fetches the pictures that were asked for, each on a virtual thread, and keeps what can be shown.
///
/// Any number of fetchers work on one database: pictures are taken with leases. Being killed at any moment
/// costs nothing but the time of a lease.
public final class Fetcher implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger(Fetcher.class.getName());

    /// Retries fall due without anybody calling, and so does what a crashed node left.
    private static final Duration POLL = Duration.ofSeconds(1);

    /// After a failure of the database.
    private static final Duration PAUSE = Duration.ofSeconds(2);

    /// How long what is under way may go on when the fetcher is closed.
    private static final Duration GRACE = Duration.ofSeconds(2);

    /// From the look-up of the name to the last byte. A picture that takes longer is of no use to a page.
    private static final Duration EXCHANGE = Duration.ofSeconds(5);

    /// Longer than an exchange, the drawing of all that waits for it, and the writing down can take.
    private static final Duration LEASE = Duration.ofMinutes(1);

    /// Each holds up to two megabytes.
    private static final int AT_ONCE = 16;

    private static final int PER_MERCHANT = 4;
    private static final int LARGEST_FILE = 2 * 1024 * 1024;

    /// Hosts that have several formats are asked for one that can be drawn anew.
    private static final Map<String, String> HEADERS = Map.of(
            "Accept",
            "image/jpeg, image/png, image/gif;q=0.9, image/webp;q=0.5",
            "User-Agent",
            "Sarraf-Images/1.0",
            "Connection",
            "close");

    private final Database database;
    private final GuardedClient client;
    private final Findings kept;
    private final ImageStore store = new ImageStore();
    private final Semaphore places = new Semaphore(AT_ONCE);
    private final Semaphore calls = new Semaphore(0);
    private final ExecutorService easel;
    private final Thread loop;
    private String after = "";
    private volatile boolean isClosing;

    /// @param rules where pictures may be fetched from
    public Fetcher(Database database, Mode mode, TargetRules rules, Metrics metrics) {
        this(database, mode, rules, metrics, InetAddress::getAllByName, EXCHANGE);
    }

    Fetcher(Database database, Mode mode, TargetRules rules, Metrics metrics, Lookup lookup, Duration exchange) {
        this.database = database;
        this.client = new GuardedClient("image", rules, lookup, exchange, LARGEST_FILE + 1, AT_ONCE);
        this.kept = new Findings(database, mode, metrics);
        // One at a time, which bounds the memory; and on a thread of its own, since decoders keep their carrier.
        this.easel = Executors.newSingleThreadExecutor(
                Thread.ofPlatform().name("image-drawing").daemon().factory());
        this.loop = Thread.ofPlatform().name("images").daemon().unstarted(this::run);
    }

    /// Begins to fetch what is due, and goes on until [#close].
    public void start() {
        loop.start();
    }

    /// Says that there may be something to fetch.
    public void wake() {
        calls.release();
    }

    /// Fetches all that is due now and returns when every outcome is written down. Not to be mixed with [#start].
    ///
    /// @return how many fetches there were
    int fetchDue() {
        int fetched = 0;
        for (int begun = begin(); begun > 0; begun = begin()) {
            places.acquireUninterruptibly(AT_ONCE);
            places.release(AT_ONCE);
            fetched += begun;
        }
        return fetched;
    }

    /// Begins nothing more, lets what is under way finish for some seconds, and breaks off the rest, which is fetched
    /// again when its lease has run out.
    @Override
    public void close() {
        isClosing = true;
        wake();
        try {
            if (loop.isAlive()) {
                loop.join(GRACE);
            }
            if (places.tryAcquire(AT_ONCE, GRACE.toMillis(), TimeUnit.MILLISECONDS)) {
                places.release(AT_ONCE);
            }
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
        client.close();
        easel.shutdownNow();
    }

    private void run() {
        while (!isClosing) {
            try {
                if (begin() == 0 && calls.tryAcquire(POLL.toMillis(), TimeUnit.MILLISECONDS)) {
                    calls.drainPermits();
                }
            } catch (InterruptedException _) {
                return;
            } catch (RuntimeException e) {
                LOG.log(System.Logger.Level.ERROR, "images cannot be read from the queue", e);
                LockSupport.parkNanos(PAUSE.toNanos());
            }
        }
    }

    /// Starts as many as there is room for; returns how many.
    private int begin() {
        int room = places.availablePermits();
        var jobs = room == 0 ? List.<Job>of() : next(room);
        for (var job : jobs) {
            places.acquireUninterruptibly();
            Thread.ofVirtual().name("image " + job.id()).start(() -> work(job));
        }
        return jobs.size();
    }

    /// Merchants take turns.
    private List<Job> next(int room) {
        var jobs = take(room);
        if (jobs.isEmpty() && !after.isEmpty()) {
            after = "";
            jobs = take(room);
        }
        after = jobs.stream()
                .map(job -> job.merchant().text())
                .max(String::compareTo)
                .orElse("");
        return jobs;
    }

    private List<Job> take(int room) {
        return database.inOneStatement(tx -> store.take(tx, after, PER_MERCHANT, room, LEASE));
    }

    private void work(Job job) {
        long start = System.nanoTime();
        try {
            var fetched = fetch(job.source());
            if (!(isClosing && fetched instanceof Fetched.Nothing)) {
                kept.record(job, fetched, Duration.ofNanos(System.nanoTime() - start));
            }
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "what came of image " + job.id() + " could not be written down", e);
        } finally {
            places.release();
            wake();
        }
    }

    private Fetched fetch(String source) {
        var answer = client.get(source, HEADERS);
        if (answer.failure().isPresent()) {
            return new Fetched.Nothing(trouble(answer.failure().get()));
        }
        if (answer.status().orElse(0) != 200) {
            return new Fetched.Nothing(Trouble.STATUS);
        }
        return answer.body().length > LARGEST_FILE ? new Fetched.Nothing(Trouble.TOO_LARGE) : drawn(answer.body());
    }

    private Fetched drawn(byte[] file) {
        try {
            return easel.submit(() -> Redrawing.of(file)).get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new Fetched.Nothing(Trouble.INTERNAL);
        } catch (ExecutionException e) {
            LOG.log(System.Logger.Level.ERROR, "an image could not be drawn", e);
            return new Fetched.Nothing(Trouble.INTERNAL);
        }
    }

    private static Trouble trouble(Answer.Failure failure) {
        return Trouble.valueOf(failure.name());
    }
}
