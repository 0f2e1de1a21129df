package dev.sarraf.webhooks;

import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Secret;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ObjectNode;

/// An endpoint as the API shows it.
final class WebhookEndpointView {
    private final boolean livemode;

    WebhookEndpointView(Mode mode) {
        this.livemode = mode.isLive();
    }

    ObjectNode of(WebhookEndpoint endpoint) {
        return withOurs(contract(endpoint), endpoint);
    }

    /// The only answers that a secret ever stands in: where it was made.
    ObjectNode withSecret(WebhookEndpoint endpoint, Secret secret) {
        return withOurs(contract(endpoint).put("secret", secret.reveal()), endpoint);
    }

    /// The fields that XPay's contract has, in its order.
    private ObjectNode contract(WebhookEndpoint endpoint) {
        var json = Json.object();
        json.put("id", endpoint.id().text());
        json.put("object", "webhook_endpoint");
        json.put("url", endpoint.url());
        endpoint.description()
                .ifPresentOrElse(text -> json.put("description", text), () -> json.putNull("description"));
        json.put("status", Status.of(endpoint.enabled()).text());
        endpoint.filter().selectors().forEach(json.putArray("enabledEvents")::add);
        json.put("livemode", livemode);
        var metadata = json.putObject("metadata");
        endpoint.metadata().forEach(metadata::put);
        json.put("createdAt", Json.time(endpoint.createdAt()));
        json.put("updatedAt", Json.time(endpoint.updatedAt()));
        return json;
    }

    /// The fields that are ours, behind those.
    private static ObjectNode withOurs(ObjectNode json, WebhookEndpoint endpoint) {
        json.put("retryPolicy", endpoint.sending().retryPolicy().text());
        json.put("standardWebhooksHeaders", endpoint.sending().standardHeaders());
        endpoint.overlapEndsAt()
                .ifPresentOrElse(
                        end -> json.put("secretOverlapEndsAt", Json.time(end)),
                        () -> json.putNull("secretOverlapEndsAt"));
        return json;
    }

    ObjectNode list(List<WebhookEndpoint> endpoints) {
        var json = Json.object();
        json.put("object", "list");
        var data = json.putArray("data");
        endpoints.forEach(endpoint -> data.add(of(endpoint)));
        return json;
    }

    enum Status {
        ENABLED,
        DISABLED;

        static Status of(boolean enabled) {
            return enabled ? ENABLED : DISABLED;
        }

        String text() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
