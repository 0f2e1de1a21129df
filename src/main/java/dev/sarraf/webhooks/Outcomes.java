package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.Deliveries;
import dev.sarraf.events.Delivery;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.events.Verdict;
import dev.sarraf.http.Json;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.webhooks.Dispatch.Parcel;
import java.util.Locale;
import java.util.concurrent.Semaphore;

/// Writes down what became of an attempt, and tells the merchant where it was the last.
final class Outcomes {
    /// When many exchanges end at once, as they do when a network comes back, their writing must not take every
    /// connection from the payments.
    private static final int WRITERS = 4;

    private final Semaphore writers = new Semaphore(WRITERS);
    private final Database database;
    private final Outbox outbox;
    private final Metrics metrics;
    private final Deliveries deliveries = new Deliveries();
    private final WebhookEndpointStore endpoints = new WebhookEndpointStore();

    Outcomes(Database database, Outbox outbox, Metrics metrics) {
        this.database = database;
        this.outbox = outbox;
        this.metrics = metrics;
    }

    /// What the log says of it: `delivered`, `retry`, `failed`; `fenced` where another sender has taken the
    /// delivery since, and nothing was written.
    String record(Parcel parcel, Exchange exchange) {
        writers.acquireUninterruptibly();
        try {
            var schedule = parcel.sending().retryPolicy().schedule();
            var outcome = write(parcel.delivery(), exchange, schedule);
            metrics.count("sarraf.deliveries", "Attempts to deliver a webhook, by their outcome.", "outcome", outcome);
            return outcome;
        } finally {
            writers.release();
        }
    }

    private String write(Delivery delivery, Exchange exchange, RetrySchedule schedule) {
        var verdict = schedule.judge(delivery.attemptOfRound(), exchange);
        if (write(delivery, exchange.attempt(), verdict)) {
            return name(verdict);
        }
        return database.inOneQuery(tx -> deliveries.inNewRound(tx, delivery))
                .map(again -> write(again, exchange, schedule))
                .orElse("fenced");
    }

    private boolean write(Delivery delivery, Attempt attempt, Verdict verdict) {
        return switch (verdict) {
            case Verdict.Delivered _, Verdict.Retry _ ->
                database.inOneStatement(tx -> deliveries.finish(tx, delivery, attempt, verdict));
            case Verdict.Failed _ -> database.inTransaction(tx -> fail(tx, delivery, attempt, verdict));
        };
    }

    private static String name(Verdict verdict) {
        return verdict.getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }

    /// The endpoint's row is locked first: the events that are raised about one endpoint follow one another.
    private boolean fail(Tx tx, Delivery delivery, Attempt attempt, Verdict verdict) {
        var endpoint = endpoints.lock(tx, delivery.merchant(), delivery.endpoint());
        boolean written = deliveries.finish(tx, delivery, attempt, verdict);
        if (written && !delivery.type().equals(EventType.WEBHOOK_ENDPOINT_DELIVERY_FAILED.text())) {
            endpoint.ifPresent(row -> outbox.add(
                    tx,
                    delivery.merchant(),
                    EventType.WEBHOOK_ENDPOINT_DELIVERY_FAILED,
                    row.id().text(),
                    failure(row, delivery, attempt)));
        }
        return written;
    }

    private static String failure(WebhookEndpointStore.Row endpoint, Delivery delivery, Attempt attempt) {
        var json = Json.object();
        json.put("object", "webhook_delivery_failure");
        json.put("webhookEndpointId", endpoint.id().text());
        json.put("url", endpoint.url());
        json.put("eventId", delivery.event().text());
        json.put("eventType", delivery.type());
        json.put("attemptCount", delivery.attempt());
        var error = json.putObject("lastError");
        attempt.failure().ifPresent(failure -> {
            error.put("code", failure.name().toLowerCase(Locale.ROOT));
            error.put("message", failure.meaning());
        });
        attempt.status().ifPresentOrElse(status -> error.put("status", status), () -> error.putNull("status"));
        return Json.write(json);
    }
}
