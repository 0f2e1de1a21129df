package dev.sarraf.cli;

import dev.sarraf.cli.BenchReport.Row;
import dev.sarraf.cli.BenchReport.Unit;
import dev.sarraf.db.CannotStart;
import dev.sarraf.db.EmbeddedPostgres;
import dev.sarraf.http.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Measures how many sessions a second the API creates, and beside it, round by round on the same PostgreSQL and with
/// as many connections, how many of the same rows plain JDBC inserts: what no program that writes one can exceed.
final class SessionsBench {
    private static final double MILLION = 1e6;

    private final int sessions;
    private final int clients;
    private final Consumer<String> progress;

    /// @param sessions how many each round creates
    /// @param progress takes a line whenever something else begins
    SessionsBench(int sessions, int clients, Consumer<String> progress) {
        this.sessions = sessions;
        this.clients = clients;
        this.progress = progress;
    }

    /// @param launcher the script `sarraf`
    /// @param folder an empty one, for the data of the server
    /// @param warmUp rounds that do not count
    BenchReport run(Path launcher, Path folder, int warmUp, int rounds) throws InterruptedException {
        var before = Machine.load();
        progress.accept("A server…");
        try (var server = ChildServer.start(launcher, newFolder(folder, "server"), newFolder(folder, "cache"))) {
            var postgres = EmbeddedPostgres.visit(server.data())
                    .orElseThrow(() -> new CannotStart("the measured server has no PostgreSQL of its own"));
            List<Pair> pairs;
            try (var bare = new Workers(() -> bareInsert(postgres, firstSession(server.account())));
                    var api = new Workers(() -> new SessionClient(server.account()))) {
                progress.accept("Warming up: %d rounds…".formatted(warmUp));
                rounds(warmUp, bare, api);
                progress.accept("Measuring: %d rounds of %,d…".formatted(rounds, sessions));
                pairs = rounds(rounds, bare, api);
            }
            server.stop();
            return new BenchReport(Machine.description(), before, Machine.load(), rows(pairs));
        }
    }

    /// What both did in one round.
    private record Pair(Round bare, Round api) {}

    /// @param perSecond of all clients together
    /// @param millis what each call took
    private record Round(double perSecond, Figures millis) {}

    /// Who comes first changes, so that neither always finds the disk as the other left it.
    private List<Pair> rounds(int count, Workers bare, Workers api) throws InterruptedException {
        var pairs = new ArrayList<Pair>();
        for (int i = 0; i < count; i++) {
            if (i % 2 == 0) {
                var first = bare.round();
                pairs.add(new Pair(first, api.round()));
            } else {
                var first = api.round();
                pairs.add(new Pair(bare.round(), first));
            }
        }
        return pairs;
    }

    private List<Row> rows(List<Pair> pairs) {
        var each = " of " + clients + " at a time";
        return List.of(
                row("bare_per_second", "INSERTs by plain JDBC" + each, Unit.PER_SECOND, pairs, p -> p.bare.perSecond),
                row("sessions_per_second", "Sessions created" + each, Unit.PER_SECOND, pairs, p -> p.api.perSecond),
                row("ratio", "Sessions for each INSERT", Unit.RATIO, pairs, p -> p.api.perSecond / p.bare.perSecond),
                row("bare", "INSERT", Unit.TENTHS_OF_MILLIS, pairs, p -> p.bare.millis.median()),
                row("bare_p99", "INSERT, p99", Unit.TENTHS_OF_MILLIS, pairs, p -> p.bare.millis.quantile(0.99)),
                row("session", "Session", Unit.TENTHS_OF_MILLIS, pairs, p -> p.api.millis.median()),
                row("session_p99", "Session, p99", Unit.TENTHS_OF_MILLIS, pairs, p -> p.api.millis.quantile(0.99)));
    }

    private static Row row(String key, String text, Unit unit, List<Pair> pairs, ToDoubleFunction<Pair> figure) {
        return new Row(
                key,
                text,
                unit,
                new Figures(pairs.stream().map(figure::applyAsDouble).toList()));
    }

    /// One more of the same each time.
    interface Work extends AutoCloseable {
        void once() throws IOException, SQLException;

        @Override
        void close() throws IOException, SQLException;
    }

    /// As many as there are clients, each with a connection and a thread of its own from the first round to the last.
    private final class Workers implements AutoCloseable {
        private final Deque<Work> works = new ArrayDeque<>();

        Workers(Callable<? extends Work> connect) {
            try {
                for (int i = 0; i < clients; i++) {
                    works.add(connect.call());
                }
            } catch (Exception e) {
                close();
                throw new CannotStart("a client cannot connect: " + e, e);
            }
        }

        Round round() throws InterruptedException {
            var begin = new CountDownLatch(1);
            try (var threads = Executors.newFixedThreadPool(clients)) {
                var running = works.stream()
                        .map(work -> threads.submit(() -> timed(work, begin)))
                        .toList();
                long start = System.nanoTime();
                begin.countDown();
                var millis = collected(running);
                double seconds = (System.nanoTime() - start) / (MILLION * 1_000);
                return new Round(millis.size() / seconds, new Figures(millis));
            } catch (ExecutionException e) {
                throw new CannotStart("a measured call failed: " + e.getCause(), e);
            }
        }

        private List<Double> timed(Work work, CountDownLatch begin) throws Exception {
            var millis = new ArrayList<Double>();
            begin.await();
            for (int i = 0; i < sessions / clients; i++) {
                long start = System.nanoTime();
                work.once();
                millis.add((System.nanoTime() - start) / MILLION);
            }
            return millis;
        }

        private static List<Double> collected(List<Future<List<Double>>> running)
                throws ExecutionException, InterruptedException {
            var all = new ArrayList<Double>();
            for (var one : running) {
                all.addAll(one.get());
            }
            return all;
        }

        @Override
        public void close() {
            works.forEach(Workers::closed);
        }

        private static void closed(Work work) {
            try {
                work.close();
            } catch (IOException | SQLException e) {
                throw new IllegalStateException("closing failed", e);
            }
        }
    }

    private static String firstSession(TestAccount account) throws IOException {
        try (var client = new SessionClient(account)) {
            return Json.readOwn(client.create()).path("id").asString();
        }
    }

    private static BareInsert bareInsert(EmbeddedPostgres postgres, String session) throws SQLException {
        return BareInsert.like(
                DriverManager.getConnection(
                        postgres.jdbcUrl(), postgres.user(), postgres.password().reveal()),
                session);
    }

    private static Path newFolder(Path folder, String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
