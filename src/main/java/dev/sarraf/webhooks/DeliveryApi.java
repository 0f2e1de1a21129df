package dev.sarraf.webhooks;

import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Resends.Failed;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/events/{id}/deliveries`, and what sends events again.
public final class DeliveryApi {
    private static final int LONGEST_ID = 100;

    private final Repairs repairs;
    private final Idempotency idempotency;

    public DeliveryApi(Repairs repairs, Idempotency idempotency) {
        this.repairs = repairs;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/events/{id}/deliveries", Access.toRead(Subject.EVENTS), this::deliveries),
                Route.post("/events/{id}/resend", Access.toWrite(Subject.EVENTS), this::resendEvent),
                Route.post(
                        "/webhook-endpoints/{id}/resend",
                        Access.toWrite(Subject.WEBHOOK_ENDPOINTS),
                        this::resendFailed));
    }

    private Response deliveries(Call call) {
        return Response.ok(repairs.deliveries(call.merchant(), event(call), Page.of(call)));
    }

    private Response resendEvent(Call call) {
        var fields = call.optionalJson();
        var endpoint = fields.text("webhookEndpointId", LONGEST_ID).map(DeliveryApi::endpoint);
        fields.end();
        return idempotency.inTransaction(
                call, tx -> Response.ok(repairs.resend(tx, call.merchant(), event(call), endpoint)));
    }

    private Response resendFailed(Call call) {
        var fields = call.optionalJson();
        var since = fields.time("since");
        var filter = Selectors.read(fields, "eventTypes");
        boolean dryRun = fields.flag("dryRun").orElse(true);
        fields.end();
        return idempotency.inTransaction(
                call,
                tx -> Response.ok(repairs.resend(
                        tx, call.merchant(), new Failed(endpoint(call.path("id")), since, filter), dryRun)));
    }

    private static EventId event(Call call) {
        var text = call.path("id");
        if (!EventId.matches(text)) {
            throw Refusal.missing("event", text);
        }
        return new EventId(text);
    }

    private static EndpointId endpoint(String text) {
        if (!EndpointId.matches(text)) {
            throw Refusal.missing("webhook_endpoint", text);
        }
        return new EndpointId(text);
    }
}
