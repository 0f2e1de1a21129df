package dev.sarraf.webhooks;

import dev.sarraf.events.Attempt;
import dev.sarraf.events.DeliveryHistory.Fate;
import dev.sarraf.events.DeliveryHistory.Numbered;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Resends.Named;
import dev.sarraf.http.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What became of events, and what is sent again, as the API shows it.
final class DeliveryView {
    private DeliveryView() {}

    /// @param urls where the merchant's endpoints are now; one that is gone is shown without
    static ObjectNode of(EventId event, Fate fate, Map<EndpointId, String> urls) {
        var json = Json.object();
        json.put("object", "webhook_delivery");
        json.put("eventId", event.text());
        json.put("webhookEndpointId", fate.endpoint().text());
        putOrNull(json, "url", Optional.ofNullable(urls.get(fate.endpoint())));
        json.put("state", lower(fate.state()));
        json.put("attemptCount", fate.attempts());
        putOrNull(json, "nextAttemptAt", fate.dueAt().map(Json::time));
        var attempts = json.putArray("attempts");
        fate.latest().forEach(numbered -> attempts.add(attempt(numbered)));
        return json;
    }

    /// @param resent how many begin a new round by this call
    static ObjectNode of(EndpointId endpoint, boolean dryRun, long failed, int resent, List<Named> events) {
        var json = Json.object();
        json.put("object", "webhook_resend");
        json.put("webhookEndpointId", endpoint.text());
        json.put("dryRun", dryRun);
        json.put("failedCount", failed);
        json.put("resentCount", resent);
        json.put("remainingCount", failed - resent);
        var list = json.putArray("events");
        events.forEach(event -> list.addObject()
                .put("id", event.id().text())
                .put("type", event.type())
                .put("created", Json.time(event.createdAt())));
        return json;
    }

    private static ObjectNode attempt(Numbered numbered) {
        var attempt = numbered.attempt();
        var json = Json.object();
        json.put("number", numbered.number());
        json.put("startedAt", Json.time(attempt.startedAt()));
        json.put("durationMs", attempt.duration().toMillis());
        attempt.status().ifPresentOrElse(status -> json.put("status", status), () -> json.putNull("status"));
        putOrNull(json, "failureCode", attempt.failure().map(DeliveryView::lower));
        putOrNull(json, "failureMessage", attempt.failure().map(Attempt.Failure::meaning));
        json.put("answer", attempt.answer());
        return json;
    }

    private static void putOrNull(ObjectNode json, String name, Optional<String> text) {
        text.ifPresentOrElse(value -> json.put(name, value), () -> json.putNull(name));
    }

    private static String lower(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
