package dev.sarraf.images;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Secret;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.TargetRules;
import java.nio.charset.StandardCharsets;

/// A fetcher in a program of its own, which can be killed. Reads where its database is from its input, a
/// line each: URL, user, password.
final class FetcherProcess {
    private FetcherProcess() {}

    public static void main(String[] args) throws Exception {
        var input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        try (var database = Database.connect(input.get(0), input.get(1), new Secret(input.get(2)), "test");
                var fetcher = new Fetcher(database, Mode.TEST, TargetRules.test(true), new Metrics())) {
            fetcher.fetchDue();
        }
    }
}
