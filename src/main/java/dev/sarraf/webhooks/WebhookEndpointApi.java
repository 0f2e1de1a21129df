package dev.sarraf.webhooks;

import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.targets.TargetRules;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// `/webhook-endpoints`: where a merchant says which events go where.
public final class WebhookEndpointApi {
    private static final int MAX_DESCRIPTION = 500;

    /// Longer than any allowed URL, so that one that is too long is refused with the rule's own words.
    private static final int LONGEST_TEXT = 16 * 1024;

    /// As for API keys: a day to bring a new secret out, a week where releases are rare.
    private static final Duration USUAL_OVERLAP = Duration.ofDays(1);

    private static final Duration LONGEST_OVERLAP = Duration.ofDays(7);

    private final WebhookEndpoints endpoints;
    private final Idempotency idempotency;
    private final TargetRules rules;
    private final WebhookEndpointView view;

    public WebhookEndpointApi(Mode mode, WebhookEndpoints endpoints, Idempotency idempotency, TargetRules rules) {
        this.endpoints = endpoints;
        this.idempotency = idempotency;
        this.rules = rules;
        this.view = new WebhookEndpointView(mode);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/webhook-endpoints", Access.toWrite(Subject.WEBHOOK_ENDPOINTS), this::create),
                Route.get("/webhook-endpoints", Access.toRead(Subject.WEBHOOK_ENDPOINTS), this::list),
                Route.get("/webhook-endpoints/{id}", Access.toRead(Subject.WEBHOOK_ENDPOINTS), this::get),
                Route.patch("/webhook-endpoints/{id}", Access.toWrite(Subject.WEBHOOK_ENDPOINTS), this::update),
                Route.delete("/webhook-endpoints/{id}", Access.toWrite(Subject.WEBHOOK_ENDPOINTS), this::delete),
                Route.post(
                        "/webhook-endpoints/{id}/roll-secret",
                        Access.toWrite(Subject.WEBHOOK_ENDPOINTS),
                        this::rollSecret),
                Route.post(
                        "/webhook-endpoints/{id}/end-secret-overlap",
                        Access.toWrite(Subject.WEBHOOK_ENDPOINTS),
                        this::endOverlap));
    }

    private Response create(Call call) {
        var fields = call.json();
        var draft = new WebhookEndpoints.Draft(
                fields.required("url", url(fields)),
                fields.text("description", MAX_DESCRIPTION),
                fields.required("enabledEvents", filter(fields)),
                fields.metadata("metadata"),
                new Sending(
                        fields.choice("retryPolicy", RetryPolicy.class).orElse(RetryPolicy.STANDARD),
                        fields.flag("standardWebhooksHeaders").orElse(false)));
        fields.end();
        return idempotency.inTransaction(call, tx -> {
            var created = endpoints.create(tx, call.merchant(), draft);
            return Response.created(view.withSecret(created.endpoint(), created.secret()));
        });
    }

    private Response list(Call call) {
        return Response.ok(view.list(endpoints.all(call.merchant())));
    }

    private Response get(Call call) {
        return Response.ok(view.of(endpoints.get(call.merchant(), id(call))));
    }

    private Response update(Call call) {
        var fields = call.json();
        var change = new WebhookEndpoints.Change(
                url(fields),
                fields.mentions("description")
                        ? Optional.of(fields.text("description", MAX_DESCRIPTION))
                        : Optional.empty(),
                filter(fields),
                fields.choice("status", WebhookEndpointView.Status.class)
                        .map(status -> status == WebhookEndpointView.Status.ENABLED),
                fields.mentions("metadata") ? Optional.of(fields.metadata("metadata")) : Optional.empty(),
                fields.choice("retryPolicy", RetryPolicy.class),
                fields.flag("standardWebhooksHeaders"));
        fields.end();
        return idempotency.inTransaction(
                call, tx -> Response.ok(view.of(endpoints.update(tx, call.merchant(), id(call), change))));
    }

    private Response delete(Call call) {
        endpoints.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    private Response rollSecret(Call call) {
        var fields = call.optionalJson();
        var overlap = Duration.ofSeconds(
                fields.whole("overlapSeconds", 0, LONGEST_OVERLAP.toSeconds()).orElse(USUAL_OVERLAP.toSeconds()));
        fields.end();
        return idempotency.inTransaction(call, tx -> {
            var rolled = endpoints.rollSecret(tx, call.merchant(), id(call), overlap);
            return Response.ok(view.withSecret(rolled.endpoint(), rolled.secret()));
        });
    }

    private Response endOverlap(Call call) {
        call.optionalJson().end();
        return idempotency.inTransaction(
                call, tx -> Response.ok(view.of(endpoints.endOverlap(tx, call.merchant(), id(call)))));
    }

    private static EndpointId id(Call call) {
        var text = call.path("id");
        if (!EndpointId.matches(text)) {
            throw Refusal.missing("webhook_endpoint", text);
        }
        return new EndpointId(text);
    }

    private Optional<String> url(Fields fields) {
        var url = fields.text("url", LONGEST_TEXT);
        url.flatMap(rules::objection).ifPresent(objection -> {
            throw fields.invalid("url", objection);
        });
        return url;
    }

    /// The events that `enabledEvents` names, where it was sent.
    static Optional<EventFilter> filter(Fields fields) {
        return fields.has("enabledEvents") ? Optional.of(Selectors.read(fields, "enabledEvents")) : Optional.empty();
    }
}
