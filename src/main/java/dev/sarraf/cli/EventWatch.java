package dev.sarraf.cli;

import dev.sarraf.events.EventType;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Random62;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// Sees one kind of event happen, by a listener that exists as long as this does.
final class EventWatch implements AutoCloseable {
    private final MerchantApi api;
    private final String path;

    private EventWatch(MerchantApi api, String path) {
        this.api = api;
        this.path = path;
    }

    /// Looks from now on.
    static EventWatch begin(MerchantApi api, EventType type) throws InterruptedException {
        var body = Json.object().put("name", "trigger " + Random62.text(10));
        body.putArray("enabledEvents").add(type.text());
        var listener = api.post("/test-helpers/listeners", body);
        return new EventWatch(
                api, "/test-helpers/listeners/" + listener.path("id").asString(""));
    }

    /// The next that comes within this time, rounded up to seconds.
    Optional<JsonNode> next(Duration longest) throws InterruptedException {
        var stream = api.stream(path + "/events?seconds=" + Math.max(1, longest.toSeconds()));
        try (var lines = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    return Optional.of(Json.readOwn(line.substring(6)));
                }
            }
            return Optional.empty();
        } catch (IOException e) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            return Optional.empty();
        }
    }

    @Override
    public void close() {
        try {
            api.delete(path);
        } catch (CommandFailed _) {
            // It is forgotten after a day.
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }
}
