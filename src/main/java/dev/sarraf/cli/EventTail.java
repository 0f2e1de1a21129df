package dev.sarraf.cli;

import dev.sarraf.http.Json;
import java.io.PrintWriter;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.JsonNode;

/// Prints events as they happen, by asking for the latest again and again.
///
/// Two that are written at one moment can become visible in either order, so that what is new is told by its id and not
/// by
/// its place.
final class EventTail {
    /// What one call of the API can show.
    static final int MOST = 100;

    private static final Duration PAUSE = Duration.ofSeconds(1);

    /// More than can come late.
    private static final int REMEMBERED = 10_000;

    /// A burst that is longer than this is told in part.
    private static final int MOST_PAGES = 50;

    private final MerchantApi api;
    private final String query;
    private final PrintWriter out;
    private final boolean printsJson;
    private final Set<String> seen = new HashSet<>();
    private final Deque<String> order = new ArrayDeque<>();

    /// @param printsJson whether to print events as a whole
    EventTail(MerchantApi api, List<String> events, PrintWriter out, boolean printsJson) {
        this.api = api;
        this.query = events.contains("*")
                ? ""
                : "&type=" + URLEncoder.encode(String.join(",", events), StandardCharsets.UTF_8);
        this.out = out;
        this.printsJson = printsJson;
    }

    /// Prints so many of those that have happened, the oldest first, and goes on until this thread is interrupted. A
    /// server that goes away is waited for.
    ///
    /// @throws CommandFailed where there is no server at first, or where it refuses
    void run(int last) throws InterruptedException {
        var before = page(1);
        for (int i = before.size() - 1; i >= 0; i--) {
            remember(before.get(i));
            if (i < last) {
                print(before.get(i));
            }
        }
        while (true) {
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
            try {
                fresh().forEach(this::print);
            } catch (CommandFailed.ServerAway _) {
                // It may be back the next time.
            }
        }
    }

    /// What was not seen before, the oldest first.
    private List<JsonNode> fresh() throws InterruptedException {
        var fresh = new ArrayList<JsonNode>();
        for (int number = 1; number <= MOST_PAGES; number++) {
            var page = page(number);
            var unseen =
                    page.stream().filter(event -> !seen.contains(id(event))).toList();
            fresh.addAll(unseen);
            if (unseen.size() < page.size() || page.size() < MOST) {
                break;
            }
        }
        // Events that come meanwhile push others to the next page, where they are met again.
        return fresh.reversed().stream().filter(this::remember).toList();
    }

    private List<JsonNode> page(int number) throws InterruptedException {
        var answer = api.call("GET", "/events?limit=" + MOST + "&page=" + number + query, Json.object());
        var events = new ArrayList<JsonNode>();
        answer.path("data").forEach(events::add);
        return events;
    }

    /// Whether it was not known.
    private boolean remember(JsonNode event) {
        if (!seen.add(id(event))) {
            return false;
        }
        order.add(id(event));
        if (order.size() > REMEMBERED) {
            seen.remove(order.remove());
        }
        return true;
    }

    private void print(JsonNode event) {
        out.println(
                printsJson
                        ? Json.write(event)
                        : event.path("created").asString("")
                                + "  "
                                + event.path("type").asString("")
                                + "  "
                                + id(event)
                                + "  "
                                + event.at("/data/object/id").asString(""));
        out.flush();
    }

    private static String id(JsonNode event) {
        return event.path("id").asString("");
    }
}
