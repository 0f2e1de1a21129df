package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Bell;
import dev.sarraf.events.DeliveryHistory;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Resends;
import dev.sarraf.events.Resends.Failed;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What a merchant can see and do where events did not arrive.
public final class Repairs {
    /// What one call sends again. Each is a row that is written in the call's transaction.
    private static final int MOST_AT_ONCE = 1_000;

    /// Enough to recognise what is about to be sent.
    private static final int NAMED = 10;

    private final Database database;
    private final Bell bell;
    private final DeliveryHistory history = new DeliveryHistory();
    private final Resends resends = new Resends();
    private final WebhookEndpointStore endpoints = new WebhookEndpointStore();

    public Repairs(Database database, Bell bell) {
        this.database = database;
        this.bell = bell;
    }

    /// What became of the event, endpoint by endpoint.
    ///
    /// @throws Refusal where the merchant has no such event
    ObjectNode deliveries(MerchantId merchant, EventId event, Page page) {
        return database.inSnapshot(tx -> {
            requireEvent(tx, merchant, event);
            var urls = urls(tx, merchant);
            return Page.show(
                    history.fates(tx, merchant, event, page).stream()
                            .map(fate -> DeliveryView.of(event, fate, urls))
                            .toList(),
                    history.count(tx, merchant, event));
        });
    }

    /// Sends the event again, as the same event: to this endpoint, whether it wanted it or not, or to every one
    /// that did and is still there. Shows the deliveries.
    ///
    /// @throws Refusal where the merchant has no such event or endpoint, or nobody wanted it and none is named
    ObjectNode resend(Tx tx, MerchantId merchant, EventId event, Optional<EndpointId> endpoint) {
        requireEvent(tx, merchant, event);
        var receivers = endpoint.map(id -> {
                    requireEndpoint(tx, merchant, id);
                    resends.toOne(tx, merchant, event, id);
                    return List.of(id);
                })
                .orElseGet(() -> resends.toAll(tx, merchant, event));
        if (receivers.isEmpty()) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "No webhook endpoint that exists was to get this event. Name one by webhookEndpointId.");
        }
        tx.afterCommit(bell::ringEverywhere);
        var urls = urls(tx, merchant);
        var shown = history.fates(tx, merchant, event, receivers).stream()
                .map(fate -> DeliveryView.of(event, fate, urls))
                .toList();
        return Page.show(shown, shown.size());
    }

    /// Sends what has failed again, the oldest first and not everything at once; or says what that would be.
    ///
    /// @throws Refusal where the merchant has no such endpoint
    ObjectNode resend(Tx tx, MerchantId merchant, Failed failed, boolean dryRun) {
        requireEndpoint(tx, merchant, failed.endpoint());
        long count = resends.count(tx, merchant, failed);
        var named = resends.oldest(tx, merchant, failed, NAMED);
        int resent = dryRun ? 0 : resends.begin(tx, merchant, failed, MOST_AT_ONCE);
        if (resent > 0) {
            tx.afterCommit(bell::ringEverywhere);
        }
        return DeliveryView.of(failed.endpoint(), dryRun, count, resent, named);
    }

    private void requireEvent(Tx tx, MerchantId merchant, EventId event) {
        if (!history.exists(tx, merchant, event)) {
            throw Refusal.missing("event", event.text());
        }
    }

    private void requireEndpoint(Tx tx, MerchantId merchant, EndpointId id) {
        if (endpoints.find(tx, merchant, id).isEmpty()) {
            throw Refusal.missing("webhook_endpoint", id.text());
        }
    }

    private Map<EndpointId, String> urls(Tx tx, MerchantId merchant) {
        return endpoints.all(tx, merchant).stream()
                .collect(Collectors.toMap(WebhookEndpointStore.Row::id, WebhookEndpointStore.Row::url));
    }
}
