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
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;

/// Measures how fast webhooks go out that have piled up, as after an outage, and beside it, round by round, how fast a
/// bare
/// client posts the same bytes to the same receiver: what no sender can exceed that remembers what it sent.
final class DeliverBench {
    /// Few enough to be common, and more than one, since each has so many places only.
    private static final int ENDPOINTS = 8;

    private final int deliveries;
    private final Consumer<String> progress;

    /// @param deliveries how many are due in each round
    /// @param progress takes a line whenever something else begins
    DeliverBench(int deliveries, Consumer<String> progress) {
        this.deliveries = deliveries;
        this.progress = progress;
    }

    /// @param launcher the script `sarraf`
    /// @param folder an empty one, for the data of the server
    /// @param warmUp rounds that do not count
    BenchReport run(Path launcher, Path folder, int warmUp, int rounds) throws InterruptedException {
        var before = Machine.load();
        progress.accept("A server…");
        try (var server = ChildServer.start(launcher, newFolder(folder, "server"), newFolder(folder, "cache"));
                var target = new BenchReceiver();
                var api = new MerchantApi(server.account())) {
            var postgres = EmbeddedPostgres.visit(server.data())
                    .orElseThrow(() -> new CannotStart("the measured server has no PostgreSQL of its own"));
            var endpoints = register(api, target);
            var event = raise(api, target);
            var measured = new ArrayList<Round>();
            for (int i = -warmUp; i < rounds; i++) {
                progress.accept(i < 0 ? "Warming up…" : "Round %d of %d…".formatted(i + 1, rounds));
                double bare = deliveries / target.flood(event.body(), deliveries);
                var round = new Round(bare, drained(api, target, postgres, endpoints, event.id(), warmUp + i));
                if (i >= 0) {
                    measured.add(round);
                }
            }
            double peak = server.memory().peak();
            server.stop();
            return new BenchReport(Machine.description(), before, Machine.load(), rows(measured, peak));
        }
    }

    private record Event(String id, String body) {}

    /// What both did in one round, per second.
    private record Round(double bare, double delivered) {}

    private static List<String> register(MerchantApi api, BenchReceiver target) throws InterruptedException {
        var ids = new ArrayList<String>();
        for (int i = 0; i < ENDPOINTS; i++) {
            var body = Json.object().put("url", target.url(i));
            body.putArray("enabledEvents").add("product.created");
            ids.add(api.post("/webhook-endpoints", body).path("id").asString(""));
        }
        return ids;
    }

    /// One event that has reached every endpoint, which all others are copies of.
    private static Event raise(MerchantApi api, BenchReceiver target) throws InterruptedException {
        target.expect(ENDPOINTS);
        api.post("/products", Json.object().put("name", "Lamp"));
        target.await();
        return new Event(Json.readOwn(target.latest()).path("id").asString(""), target.latest());
    }

    /// Lets deliveries pile up while nothing is enabled, and returns how many a second go out once everything is.
    private double drained(
            MerchantApi api,
            BenchReceiver target,
            EmbeddedPostgres postgres,
            List<String> endpoints,
            String event,
            int round)
            throws InterruptedException {
        enable(api, endpoints, false);
        pile(postgres, endpoints, event, round);
        target.expect(deliveries);
        long start = System.nanoTime();
        enable(api, endpoints, true);
        target.await();
        return deliveries / ((System.nanoTime() - start) / 1e9);
    }

    private static void enable(MerchantApi api, List<String> endpoints, boolean enabled) throws InterruptedException {
        for (var id : endpoints) {
            api.call(
                    "PATCH", "/webhook-endpoints/" + id, Json.object().put("status", enabled ? "enabled" : "disabled"));
        }
    }

    private void pile(EmbeddedPostgres postgres, List<String> endpoints, String event, int round) {
        try (var connection = DriverManager.getConnection(
                postgres.jdbcUrl(), postgres.user(), postgres.password().reveal())) {
            connection.setAutoCommit(false);
            try (var events = connection.prepareStatement("""
                    INSERT INTO test.events (merchant_id, id, type, object_id, sequence, created_at, payload)
                    SELECT merchant_id, 'evt_test_' || lpad(?::text, 8, '0') || lpad(n::text, 16, '0'), type,
                           'prod_bench_' || ? || '_' || n, 1, created_at, payload
                      FROM test.events
                     CROSS JOIN generate_series(1, ?) AS n
                     WHERE id = ?
                    """);
                    var waiting = connection.prepareStatement("""
                    INSERT INTO test.deliveries (merchant_id, event_id, endpoint_id, due_at)
                    SELECT e.merchant_id, e.id, (?::text[])[1 + row_number() OVER () % ?], e.created_at
                      FROM test.events AS e
                     WHERE starts_with(e.id, 'evt_test_' || lpad(?::text, 8, '0'))
                    """)) {
                events.setInt(1, round);
                events.setInt(2, round);
                events.setInt(3, deliveries);
                events.setString(4, event);
                events.executeUpdate();
                waiting.setArray(1, connection.createArrayOf("text", endpoints.toArray()));
                waiting.setInt(2, endpoints.size());
                waiting.setInt(3, round);
                waiting.executeUpdate();
            }
            connection.commit();
        } catch (SQLException e) {
            throw new CannotStart("deliveries cannot be piled up: " + e.getMessage(), e);
        }
    }

    private static List<Row> rows(List<Round> rounds, double peak) {
        return List.of(
                row("bare_per_second", "POSTs by a bare client", Unit.PER_SECOND, rounds, Round::bare),
                row("delivered_per_second", "Webhooks delivered", Unit.PER_SECOND, rounds, Round::delivered),
                row("ratio", "Webhooks for each POST", Unit.RATIO, rounds, round -> round.delivered / round.bare),
                new Row("peak_memory", "Memory of the server, at most", Unit.MEBIBYTES, Figures.of(peak)));
    }

    private static Row row(String key, String text, Unit unit, List<Round> rounds, ToDoubleFunction<Round> figure) {
        return new Row(
                key,
                text,
                unit,
                new Figures(rounds.stream().map(figure::applyAsDouble).toList()));
    }

    private static Path newFolder(Path folder, String name) {
        try {
            return Files.createDirectory(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
