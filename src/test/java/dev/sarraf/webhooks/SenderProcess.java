package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.events.Bell;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Secret;
import dev.sarraf.metrics.Metrics;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;

/// A sender in a program of its own, which can be killed. Reads where its database is from its input, a line each:
/// URL, user, password, master key.
final class SenderProcess {
    private SenderProcess() {}

    public static void main(String[] args) throws Exception {
        List<String> input = new String(System.in.readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .toList();
        var key = new MasterKey(HexFormat.of().parseHex(input.get(3)));
        var bell = new Bell();
        try (var database = Database.connect(input.get(0), input.get(1), new Secret(input.get(2)), "test");
                var sender = new Sender(
                        database,
                        key,
                        new Outbox(Mode.TEST, bell, new Metrics()),
                        bell,
                        InstantSource.system(),
                        SenderSettings.standard(Workshop.ANYWHERE),
                        new Metrics())) {
            sender.sendDue();
        }
    }
}
