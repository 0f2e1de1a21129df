package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Fetches events, hands each on, and reports how that went, for as long as it is let.
///
/// Each event is handed on once, unless this process or the server ends between handing on and reporting: it is fetched
/// again then, as the same event.
final class Listening {
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HH:mm:ss");
    private static final String LISTENERS = "/test-helpers/listeners";

    private final MerchantApi api;
    private final Handover handover;
    private final PrintWriter out;
    private final boolean printsJson;
    private final InstantSource clock;

    /// Of events that are being handed on, the number under which they were fetched last.
    private final Map<String, Long> fences = new ConcurrentHashMap<>();

    private volatile String path = "";
    private String secret = "";

    /// @param printsJson whether to print events as a whole
    /// @param clock the real time
    Listening(MerchantApi api, Handover handover, PrintWriter out, boolean printsJson, InstantSource clock) {
        this.api = api;
        this.handover = handover;
        this.out = out;
        this.printsJson = printsJson;
        this.clock = clock;
    }

    /// Goes on until this thread is interrupted. A server that goes away is waited for.
    ///
    /// @param name under which what waited is found again
    /// @throws CommandFailed where there is no server at first, or where it refuses
    void run(String name, List<String> events) throws InterruptedException {
        boolean isAway = false;
        while (true) {
            try {
                attach(name, events, isAway);
                isAway = false;
                follow();
            } catch (CommandFailed.ServerAway e) {
                if (path.isEmpty()) {
                    throw e;
                }
                if (!isAway) {
                    say("The server is away. Waiting for it…");
                }
                isAway = true;
            }
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /// Deletes the listener and what waits for it.
    void forget() throws InterruptedException {
        if (!path.isEmpty()) {
            api.delete(path);
            say("Forgotten.");
        }
    }

    private void attach(String name, List<String> events, boolean wasAway) throws InterruptedException {
        var body = Json.object().put("name", name);
        events.forEach(body.putArray("enabledEvents")::add);
        var listener = api.post(LISTENERS, body);
        path = LISTENERS + "/" + listener.path("id").asString("");
        var now = listener.path("secret").asString("");
        if (!now.equals(secret)) {
            say("Ready! Your webhook signing secret is " + now + " (Ctrl-C ends this)");
        } else if (wasAway) {
            say("The server is back.");
        }
        secret = now;
    }

    /// Reads what comes until the connection ends. What is handed on meanwhile is not waited for.
    private void follow() throws InterruptedException {
        try (var lines =
                new BufferedReader(new InputStreamReader(api.stream(path + "/events"), StandardCharsets.UTF_8))) {
            for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                if (line.startsWith("data: ")) {
                    take(Json.readOwn(line.substring(6)));
                }
            }
        } catch (IOException e) {
            // It ended in the middle, which is an end, too.
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }

    /// One that comes again while it is handed on was fetched by a connection that is over: there is one answer
    /// to both.
    private void take(JsonNode message) {
        var before = fences.put(
                message.path("event").asString(""), message.path("fence").asLong());
        if (before == null) {
            Thread.ofVirtual().start(() -> handOn(message));
        }
    }

    private void handOn(JsonNode message) {
        var event = message.path("event").asString("");
        try {
            var body = message.path("body").asString("");
            var result = handover.hand(
                    message.path("header").asString(""),
                    message.path("signature").asString(""),
                    body);
            var verdict = report(event, result);
            say(line(message, result, verdict) + (printsJson ? "\n" + body : ""));
        } catch (CommandFailed e) {
            say(event + "  " + e.getMessage());
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } finally {
            fences.remove(event);
        }
    }

    /// Tries for as long as the server is away: the event would be handed on a second time otherwise.
    private JsonNode report(String event, Handover.Result result) throws InterruptedException {
        while (true) {
            long fence = fences.getOrDefault(event, 0L);
            var report = Json.object().put("event", event).put("fence", fence);
            report.put("durationMs", result.duration().toMillis());
            result.status().ifPresent(status -> report.put("status", status));
            result.failure().ifPresent(failure -> report.put("failure", failure));
            Optional.of(result.answer()).filter(text -> !text.isEmpty()).ifPresent(text -> report.put("answer", text));
            try {
                var verdict = api.post(path + "/attempts", report);
                boolean isFetchedAgain = fences.getOrDefault(event, 0L) != fence;
                if (!verdict.path("outcome").asString("").equals("stale") || !isFetchedAgain) {
                    return verdict;
                }
            } catch (CommandFailed.ServerAway _) {
                TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            }
        }
    }

    private static String line(JsonNode message, Handover.Result result, JsonNode verdict) {
        var outcome = switch (verdict.path("outcome").asString("")) {
            case "retry" ->
                "  again in "
                        + DurationText.write(Duration.ofSeconds(
                                verdict.path("retriedInSeconds").asLong()));
            case "failed" -> "  given up after " + message.path("attempt").asInt() + " attempts";
            case "stale" -> "  not taken by the server, comes again";
            default -> "";
        };
        return message.path("type").asString("") + "  " + message.path("event").asString("") + "  "
                + (result.status().isPresent()
                        ? String.valueOf(result.status().getAsInt())
                        : result.failure().orElse(""))
                + "  " + result.duration().toMillis() + " ms" + outcome;
    }

    private synchronized void say(String text) {
        out.println(TIME.format(clock.instant().atZone(ZoneId.systemDefault())) + "  " + text);
        out.flush();
    }
}
