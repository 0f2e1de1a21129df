package dev.sarraf.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.contract.Contract.Operation;
import dev.sarraf.contract.Samples.Sample;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Seed;
import dev.sarraf.testing.Shop;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import org.junit.jupiter.api.Test;

/// Bodies that nobody would send, to every operation that takes one: none breaks the server, and none that is refused
/// leaves anything behind.
///
/// `-Dfuzz.seed=…` repeats a run, `-Dfuzz.bodies=…` makes it longer. What was refused is sent twice, and counts once.
class FuzzTest {
    private static final int ROUNDS = 5;
    private static final int BODIES = Integer.getInteger("fuzz.bodies", 6_000);
    private static final long SEED = Seed.fresh("fuzz");
    private static final int AT_ONCE = 16;

    /// What changes what others find comes last: logos are fetched some seconds after they were set, endpoints take
    /// deliveries, the clock lets sessions expire.
    private static final List<String> LAST =
            List.of("updateAccount", "createWebhookEndpoint", "updateWebhookEndpoint", "advanceTestClock");

    /// No other of the last ones writes here, and for the logos that were set nobody knows when it is done.
    private static final String PICTURES = "images";

    private final Semaphore places = new Semaphore(AT_ONCE);

    /// A body that was sent, and what became of it.
    ///
    /// @param body its bytes, each as one character
    private record Shot(Sample sample, String body, int status, String answer) {
        boolean isAccepted() {
            return status < 300;
        }
    }

    @Test
    void no_body_breaks_the_server_and_none_that_is_refused_leaves_anything_behind() {
        long sent = 0;
        long accepted = 0;
        List<String> faults = new ArrayList<>();
        try (var app = TestApp.start();
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var shop = app.shop();
            var samples = new Samples(shop);
            var operations = Contract.of(shop).operations().stream()
                    .filter(Operation::hasBody)
                    .sorted((a, b) -> Integer.compare(LAST.indexOf(a.id()), LAST.indexOf(b.id())))
                    .toList();
            int each = Math.ceilDiv(BODIES, operations.size());
            for (var operation : operations) {
                var first = fire(threads, shop, operation, bodies(operation, samples, each));
                var refused = first.stream().filter(shot -> !shot.isAccepted()).toList();
                var before = isFollowedUp(operation) ? settledRows(app) : rows(app);
                var again = fire(threads, shop, operation, refused);
                var after = rows(app);
                // What was refused for the state that an object was in may be taken in the one that others left it in.
                for (int round = 0; round < ROUNDS && again.stream().anyMatch(Shot::isAccepted); round++) {
                    var still =
                            again.stream().filter(shot -> !shot.isAccepted()).toList();
                    before = isFollowedUp(operation) ? settledRows(app) : rows(app);
                    again = fire(threads, shop, operation, still);
                    after = rows(app);
                }
                shop.get("/webhook-endpoints")
                        .expect(200)
                        .path("data")
                        .forEach(endpoint -> shop.send(shop.request("/webhook-endpoints/"
                                        + endpoint.path("id").stringValue())
                                .DELETE()));
                if (LAST.contains(operation.id())) {
                    before.remove(PICTURES);
                    after.remove(PICTURES);
                }
                boolean isAllRefused = again.stream().noneMatch(Shot::isAccepted);
                if (isAllRefused && !after.equals(before)) {
                    faults.add(operation.name() + " was refused and left rows: " + difference(before, after));
                }
                if (!isAllRefused) {
                    faults.add(operation.name() + " takes what it refused before: "
                            + again.stream()
                                    .filter(Shot::isAccepted)
                                    .map(FuzzTest::shown)
                                    .findFirst()
                                    .orElseThrow());
                }
                for (var shots : List.of(first, again)) {
                    shots.stream()
                            .filter(shot -> shot.status() >= 500)
                            .limit(3)
                            .forEach(shot -> faults.add(operation.name() + " breaks: " + shown(shot)));
                }
                sent += first.size();
                accepted += first.size() - refused.size();
            }
        }

        System.out.printf("fuzz bodies %d, accepted %d, faults %d%n", sent, accepted, faults.size());
        assertThat(faults).isEmpty();
        assertThat(sent).isGreaterThanOrEqualTo(BODIES);
        assertThat(sent - accepted).isPositive();
    }

    /// Mutated valid bodies for the most part, and some that are nothing of the kind.
    private static List<Shot> bodies(Operation operation, Samples samples, int count) {
        var random = new Random(SEED ^ operation.id().hashCode());
        var mutations = new Mutations(random);
        var valid = samples.of(operation.id());
        List<Shot> bodies = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            var sample = valid.get(random.nextInt(valid.size()));
            var bytes = mutations.of(sample.body().orElseThrow());
            bodies.add(new Shot(sample, new String(bytes, StandardCharsets.ISO_8859_1), 0, ""));
        }
        return bodies;
    }

    private List<Shot> fire(ExecutorService threads, Shop shop, Operation operation, Collection<Shot> shots) {
        var done = new ConcurrentLinkedQueue<Shot>();
        var running = shots.stream()
                .map(shot -> threads.submit(() -> {
                    places.acquireUninterruptibly();
                    try {
                        var answer = shop.send(shop.request(shot.sample().path())
                                .header("Content-Type", "application/json")
                                .method(
                                        operation.method(),
                                        BodyPublishers.ofString(shot.body(), StandardCharsets.ISO_8859_1)));
                        done.add(new Shot(shot.sample(), shot.body(), answer.status(), answer.text()));
                    } finally {
                        places.release();
                    }
                    return shot;
                }))
                .toList();
        running.forEach(shot -> {
            try {
                shot.get();
            } catch (Exception e) {
                throw new AssertionError(operation.name() + " gives no answer", e);
            }
        });
        return List.copyOf(done);
    }

    /// Whether what it accepts goes on by itself: at the bank, or by the clock.
    private static boolean isFollowedUp(Operation operation) {
        return operation.path().startsWith("/test-helpers") || operation.path().equals("/refunds");
    }

    /// Rows of every table, once what was accepted before has come to its end.
    private static Map<String, Long> settledRows(TestApp app) {
        return Eventually.becomes(
                        () -> List.of(rows(app), rowsLater(app)),
                        two -> two.getFirst().equals(two.getLast()))
                .getLast();
    }

    /// After the rounds in the background have had their turn.
    private static Map<String, Long> rowsLater(TestApp app) {
        app.query("SELECT pg_sleep(1.2)");
        return rows(app);
    }

    private static Map<String, Long> rows(TestApp app) {
        Map<String, Long> rows = new TreeMap<>();
        app.query("""
                SELECT table_name || ' ' || (xpath('/row/n/text()', query_to_xml(
                           format('SELECT count(*) AS n FROM %I.%I', table_schema, table_name), false, true, '')))[1]
                  FROM information_schema.tables
                 WHERE table_schema = 'test' AND table_type = 'BASE TABLE'
                """).forEach(line -> {
            var parts = line.split(" ", 2);
            rows.put(parts[0], Long.parseLong(parts[1]));
        });
        return rows;
    }

    private static String difference(Map<String, Long> before, Map<String, Long> after) {
        var changed = new TreeMap<>(after);
        changed.entrySet().removeAll(before.entrySet());
        return changed.toString();
    }

    private static String shown(Shot shot) {
        return "%d for %s %s: %s"
                .formatted(
                        shot.status(),
                        shot.sample().path(),
                        shot.body().substring(0, Math.min(shot.body().length(), 600)),
                        shot.answer());
    }
}
