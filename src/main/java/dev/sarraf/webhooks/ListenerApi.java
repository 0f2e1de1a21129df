package dev.sarraf.webhooks;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Lane;
import dev.sarraf.events.Verdict;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import tools.jackson.databind.node.ObjectNode;

/// `/test-helpers/listeners`: how a developer's machine fetches events without being reachable. Exists in test
/// mode only.
public final class ListenerApi {
    private static final int LONGEST_NAME = 2048;
    private static final int LONGEST_EVENT = 100;

    /// Longer than anybody hands one event on.
    private static final long MOST_MILLIS = Duration.ofMinutes(10).toMillis();

    /// A day. Whoever stays longer comes again.
    private static final int LONGEST_STREAM = 86_400;

    private final Listeners listeners;
    private final ListenerStreams streams;
    private final Idempotency idempotency;
    private final InstantSource clock;

    /// @param clock real time
    public ListenerApi(Listeners listeners, ListenerStreams streams, Idempotency idempotency, InstantSource clock) {
        this.listeners = listeners;
        this.streams = streams;
        this.idempotency = idempotency;
        this.clock = clock;
    }

    public List<Route> routes() {
        var access = Access.toWrite(Subject.WEBHOOK_ENDPOINTS);
        return List.of(
                Route.post("/test-helpers/listeners", access, this::attach),
                Route.get("/test-helpers/listeners/{id}/events", access, this::stream),
                Route.post("/test-helpers/listeners/{id}/attempts", access, this::report),
                Route.delete("/test-helpers/listeners/{id}", access, this::delete));
    }

    private Response attach(Call call) {
        var fields = call.json();
        var name = fields.required("name", fields.text("name", LONGEST_NAME));
        var filter = WebhookEndpointApi.filter(fields).orElse(EventFilter.everything());
        fields.end();
        return idempotency.inTransaction(
                call, tx -> Response.ok(view(listeners.attach(tx, call.merchant(), name, filter))));
    }

    private Response stream(Call call) {
        var listener = listeners.get(call.merchant(), id(call));
        var longest = Duration.ofSeconds(Page.whole(call, "seconds", 0, LONGEST_STREAM, LONGEST_STREAM));
        return Response.stream("text/event-stream", streams.open(lane(call), listener, longest));
    }

    private Response report(Call call) {
        var lane = lane(call);
        listeners.get(call.merchant(), lane.endpoint());
        var fields = call.json();
        var event = fields.required("event", fields.text("event", LONGEST_EVENT));
        long fence = fields.required("fence", fields.whole("fence", 1, Integer.MAX_VALUE));
        long millis = fields.required("durationMs", fields.whole("durationMs", 0, MOST_MILLIS));
        var status = fields.whole("status", 100, 999);
        var failure = fields.choice("failure", Failure.class);
        var answer = fields.text("answer", Attempt.MAX_ANSWER);
        fields.end();
        if (status.isPresent() == failure.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETERS_EXCLUSIVE, "status", "Send either status or failure, and one of them.");
        }
        var took = Duration.ofMillis(millis);
        var attempt = new Attempt(
                clock.instant().minus(took),
                took,
                status.isPresent() ? OptionalInt.of((int) status.getAsLong()) : OptionalInt.empty(),
                failure.map(Failure::kept)
                        .or(() ->
                                status.getAsLong() / 100 == 2 ? Optional.empty() : Optional.of(Attempt.Failure.STATUS)),
                answer.orElse(""));
        return idempotency.inTransaction(
                call,
                tx -> Response.ok(view(named(event).flatMap(id -> listeners.report(tx, lane, id, fence, attempt)))));
    }

    private Response delete(Call call) {
        listeners.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    /// What can go wrong between a listener and where it hands events on to.
    private enum Failure {
        TIMEOUT,
        DNS,
        UNREACHABLE,
        TLS,
        BROKEN;

        Attempt.Failure kept() {
            return Attempt.Failure.valueOf(name());
        }
    }

    private static ObjectNode view(Listener listener) {
        var json = Json.object();
        json.put("id", listener.id().text());
        json.put("object", "listener");
        json.put("name", listener.name());
        listener.filter().selectors().forEach(json.putArray("enabledEvents")::add);
        json.put("secret", listener.secret().reveal());
        return json;
    }

    private static ObjectNode view(Optional<Verdict> verdict) {
        var json = Json.object().put("object", "listener_attempt");
        json.put(
                "outcome",
                verdict.map(one -> one.getClass().getSimpleName().toLowerCase(Locale.ROOT))
                        .orElse("stale"));
        if (verdict.isPresent() && verdict.get() instanceof Verdict.Retry(var after)) {
            json.put("retriedInSeconds", after.toSeconds());
        } else {
            json.putNull("retriedInSeconds");
        }
        return json;
    }

    private static Optional<EventId> named(String text) {
        return EventId.matches(text) ? Optional.of(new EventId(text)) : Optional.empty();
    }

    private static Lane lane(Call call) {
        return new Lane(call.merchant(), id(call));
    }

    private static EndpointId id(Call call) {
        var text = call.path("id");
        if (!EndpointId.matches(text)) {
            throw Refusal.missing("listener", text);
        }
        return new EndpointId(text);
    }
}
