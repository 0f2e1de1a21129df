package dev.sarraf.cli;

import dev.sarraf.cli.BenchReport.Row;
import dev.sarraf.cli.BenchReport.Unit;
import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/// Measures what somebody who starts Sarraf waits for, and beside it what no start can be faster than.
final class StartupBench {
    private static final double FIRST_START_LIMIT = 15;
    private static final double LATER_START_LIMIT = 3;
    private static final double STOP_LIMIT = 10;
    private static final double MEMORY_LIMIT = 300;

    private final Path launcher;
    private final Path folder;
    private final Consumer<String> progress;
    private final Path cache;
    private final List<Row> rows = new ArrayList<>();

    /// @param launcher the script `sarraf`
    /// @param folder an empty one, for the data of all that is started
    /// @param progress takes a line whenever something else begins
    StartupBench(Path launcher, Path folder, Consumer<String> progress) {
        this.launcher = launcher;
        this.folder = folder;
        this.progress = progress;
        this.cache = newFolder("cache");
    }

    /// Runs everything, which takes some minutes on a small machine.
    BenchReport run(int rounds, int payments, int customers) throws InterruptedException {
        var before = Machine.load();
        measureFloor(rounds);
        measureFirstStarts(rounds);
        measureLaterStarts(rounds, payments, customers);
        return new BenchReport(Machine.description(), before, Machine.load(), rows);
    }

    /// The parts of a start that are not ours to shorten.
    private void measureFloor(int rounds) throws InterruptedException {
        progress.accept("The launcher and the JVM alone…");
        var jvm = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            jvm.add(secondsOfVersion());
        }
        add("jvm_alone", "Launcher and JVM alone (--version)", Unit.SECONDS, jvm);

        progress.accept("PostgreSQL alone…");
        var postgres = new ArrayList<Double>();
        try (var data = DataDirectory.open(newFolder("postgres-alone"))) {
            EmbeddedPostgres.start(data).close();
            for (int i = 0; i < rounds; i++) {
                long start = System.nanoTime();
                try (var _ = EmbeddedPostgres.start(data)) {
                    postgres.add(seconds(start));
                }
            }
        }
        add("postgres_alone", "PostgreSQL alone", Unit.SECONDS, postgres);
    }

    private void measureFirstStarts(int rounds) throws InterruptedException {
        progress.accept("First starts, PostgreSQL still packed…");
        var packed = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            packed.add(secondsOfFirstStart("packed" + i, newFolder("cache" + i)));
        }
        limited("first_start_packed", "First start, PostgreSQL still packed", packed, FIRST_START_LIMIT);

        progress.accept("First starts, PostgreSQL unpacked before…");
        secondsOfFirstStart("unpacks", cache);
        var unpacked = new ArrayList<Double>();
        for (int i = 0; i < rounds; i++) {
            unpacked.add(secondsOfFirstStart("unpacked" + i, cache));
        }
        limited("first_start", "First start, PostgreSQL unpacked before", unpacked, FIRST_START_LIMIT);
    }

    private double secondsOfFirstStart(String name, Path unpackTo) throws InterruptedException {
        try (var server = ChildServer.start(launcher, newFolder(name), unpackTo)) {
            server.stop();
            return server.secondsToReady();
        }
    }

    private void measureLaterStarts(int rounds, int payments, int customers) throws InterruptedException {
        progress.accept("Later starts…");
        var data = newFolder("later");
        var starts = new ArrayList<Double>();
        var firstPayments = new ArrayList<Double>();
        var memory = new ArrayList<Double>();
        var stops = new ArrayList<Double>();
        try (var first = ChildServer.start(launcher, data, cache)) {
            first.stop();
        }
        for (int i = 0; i < rounds; i++) {
            try (var server = ChildServer.start(launcher, data, cache)) {
                starts.add(server.secondsToReady());
                memory.add(server.memory().resident());
                firstPayments.add(millisOfPayment(server.account()));
                stops.add(server.stop());
            }
        }
        limited("later_start", "Later start", starts, LATER_START_LIMIT);
        add("first_payment", "First payment after a start", Unit.MILLIS, firstPayments);
        measurePayments(data, payments, customers, memory, stops);
    }

    private void measurePayments(Path data, int payments, int customers, List<Double> memory, List<Double> stops)
            throws InterruptedException {
        try (var server = ChildServer.start(launcher, data, cache)) {
            memory.add(server.memory().resident());
            long start = System.nanoTime();
            var millis = pay(server.account(), payments, customers);
            double perSecond = payments / seconds(start);
            var after = server.memory();
            stops.add(server.stop());

            add("payment", "Payment, of " + customers + " at a time", Unit.MILLIS, millis);
            add("payments_per_second", "Payments per second", Unit.PER_SECOND, List.of(perSecond));
            add("memory_started", "Memory when started", Unit.MEBIBYTES, memory);
            rows.add(new Row(
                    "memory",
                    "Memory after %,d payments".formatted(payments),
                    Unit.MEBIBYTES,
                    Figures.of(after.resident()),
                    MEMORY_LIMIT));
            add("memory_anonymous", "  of it not backed by files", Unit.MEBIBYTES, List.of(after.anonymous()));
            add("memory_peak", "Memory at its peak", Unit.MEBIBYTES, List.of(after.peak()));
            limited("stop", "Stop after SIGTERM", stops, STOP_LIMIT);
        }
    }

    private List<Double> pay(TestAccount account, int payments, int customers) throws InterruptedException {
        progress.accept("%,d payments…".formatted(payments));
        var left = new AtomicInteger(payments);
        var all = new ArrayList<Double>();
        try (var threads = Executors.newFixedThreadPool(customers)) {
            var queues = new ArrayList<Future<List<Double>>>();
            for (int i = 0; i < customers; i++) {
                queues.add(threads.submit(() -> payWhileAnyLeft(account, left)));
            }
            try {
                for (var queue : queues) {
                    all.addAll(queue.get());
                }
            } catch (ExecutionException e) {
                throw new CannotStart("a measured payment failed: " + e.getCause(), e);
            } finally {
                threads.shutdownNow();
            }
        }
        return all;
    }

    private static List<Double> payWhileAnyLeft(TestAccount account, AtomicInteger left) throws InterruptedException {
        var millis = new ArrayList<Double>();
        try (var shopper = new Shopper(account)) {
            while (left.getAndDecrement() > 0) {
                long start = System.nanoTime();
                shopper.buy();
                millis.add(seconds(start) * 1_000);
            }
        }
        return millis;
    }

    private static double millisOfPayment(TestAccount account) throws InterruptedException {
        try (var shopper = new Shopper(account)) {
            long start = System.nanoTime();
            shopper.buy();
            return seconds(start) * 1_000;
        }
    }

    private double secondsOfVersion() throws InterruptedException {
        var builder = new ProcessBuilder(launcher.toString(), "--version")
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("SARRAF_NO_BUILD", "1");
        long start = System.nanoTime();
        try {
            int status = builder.start().waitFor();
            if (status != 0) {
                throw new CannotStart(launcher + " --version ended with status " + status);
            }
            return seconds(start);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void add(String key, String text, Unit unit, List<Double> values) {
        rows.add(new Row(key, text, unit, new Figures(values)));
    }

    private void limited(String key, String text, List<Double> seconds, double limit) {
        rows.add(new Row(key, text, Unit.SECONDS, new Figures(seconds), limit));
    }

    private Path newFolder(String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static double seconds(long startNanos) {
        return (System.nanoTime() - startNanos) / 1e9;
    }
}
