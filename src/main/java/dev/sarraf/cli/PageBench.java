package dev.sarraf.cli;

import com.sun.net.httpserver.HttpServer;
import dev.sarraf.cli.BenchReport.Row;
import dev.sarraf.cli.BenchReport.Unit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Executors;

/// Measures how long the server takes for the payment page, and beside it what no page can be faster than: the
/// same bytes from memory.
final class PageBench {
    /// A customer should not notice that the page was made for them.
    private static final double PAGE_LIMIT = 10;

    private final TestAccount account;
    private final List<Row> rows = new ArrayList<>();

    PageBench(TestAccount account) {
        this.account = account;
    }

    /// Asks so many times for each, in turns, so that all of them meet the same machine. As many go before uncounted.
    List<Row> run(int requests) throws InterruptedException {
        try (var shopper = new Shopper(account)) {
            var page = shopper.newPage();
            var status = URI.create(page + "/status");
            var html = shopper.read(page).getBytes(StandardCharsets.UTF_8);
            var memory = serving(html);
            try {
                var still = URI.create("http://localhost:" + memory.getAddress().getPort() + "/");
                measure(shopper, List.of(page, status, still), requests);
                var times = measure(shopper, List.of(page, status, still), requests);
                add("page", "The payment page (%,d bytes)".formatted(html.length), times.get(0), true);
                add("status", "What an open page asks now and then", times.get(1), false);
                add("memory", "The same bytes from memory", times.get(2), false);
            } finally {
                memory.stop(0);
            }
        }
        return rows;
    }

    private static List<List<Double>> measure(Shopper shopper, List<URI> addresses, int requests)
            throws InterruptedException {
        var times = addresses.stream().map(_ -> new ArrayList<Double>()).toList();
        for (int i = 0; i < requests; i++) {
            for (int of = 0; of < addresses.size(); of++) {
                long start = System.nanoTime();
                shopper.read(addresses.get(of));
                times.get(of).add((System.nanoTime() - start) / 1e6);
            }
        }
        return List.copyOf(times);
    }

    private void add(String key, String text, List<Double> millis, boolean limited) {
        var figures = new Figures(millis);
        rows.add(new Row(key, text, Unit.TENTHS_OF_MILLIS, figures));
        var median = Figures.of(figures.median());
        rows.add(
                limited
                        ? new Row(key + "_median", "  median", Unit.TENTHS_OF_MILLIS, median, PAGE_LIMIT)
                        : new Row(key + "_median", "  median", Unit.TENTHS_OF_MILLIS, median));
        rows.add(new Row(
                key + "_p99", "  99 of 100 take no longer", Unit.TENTHS_OF_MILLIS, Figures.of(figures.quantile(0.99))));
    }

    private static HttpServer serving(byte[] html) {
        try {
            var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            server.createContext("/", exchange -> {
                exchange.getResponseHeaders().set("Content-Type", "text/html; charset=utf-8");
                exchange.sendResponseHeaders(200, html.length);
                exchange.getResponseBody().write(html);
                exchange.close();
            });
            server.setExecutor(Executors.newVirtualThreadPerTaskExecutor());
            server.start();
            return server;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
