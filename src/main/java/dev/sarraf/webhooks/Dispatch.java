package dev.sarraf.webhooks;

import static java.util.stream.Collectors.groupingBy;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.events.Deliveries;
import dev.sarraf.events.Delivery;
import dev.sarraf.events.Lane;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Secret;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Takes due deliveries off the queue, endpoint after endpoint in turn, together with where they go.
final class Dispatch {
    /// Few enough that their payloads fit in memory twice over, many enough to make the round trips worth it.
    private static final int MAX_TAKEN = 256;

    private static final int MAX_LANES = 64;

    /// A delivery with the address of its endpoint, how to send to it and what to sign with.
    record Parcel(Delivery delivery, String url, Sending sending, List<WebhookEndpointStore.TargetRow> sealed) {
        Lane lane() {
            return delivery.lane();
        }

        /// The secrets to sign with, the current one first. Opened by whoever sends, so that one that cannot be
        /// opened harms no other endpoint.
        List<Secret> secrets(MasterKey key) {
            return sealed.stream()
                    .map(row -> row.secret().open(key, delivery.merchant(), delivery.endpoint()))
                    .toList();
        }
    }

    private record Taken(List<Parcel> parcels, Optional<Lane> last) {}

    private final Database database;
    private final Duration lease;
    private final Deliveries deliveries = new Deliveries();
    private final WebhookEndpointStore endpoints = new WebhookEndpointStore();

    /// The next look begins after this lane; empty for the first of all.
    private Optional<Lane> last = Optional.empty();

    Dispatch(Database database, Duration lease) {
        this.database = database;
        this.lease = lease;
    }

    /// As many due deliveries as there is room for, or a part of them. They are leased to the caller. Empty where
    /// nothing is due.
    List<Parcel> next(InFlight.Room room) {
        var limits = new Deliveries.Limits(room.perLane(), lease);
        var taken = database.inTransaction(tx -> take(tx, limits, Math.min(room.max(), MAX_TAKEN)));
        last = taken.last();
        return taken.parcels();
    }

    private Taken take(Tx tx, Deliveries.Limits limits, int max) {
        var lanes = deliveries.lockDueLanes(tx, last, limits.perLane(), MAX_LANES);
        if (lanes.isEmpty() && last.isPresent()) {
            lanes = deliveries.lockDueLanes(tx, Optional.empty(), limits.perLane(), MAX_LANES);
        }
        if (lanes.isEmpty()) {
            return new Taken(List.of(), Optional.empty());
        }
        var targets = endpoints.targets(tx, lanes).stream().collect(groupingBy(WebhookEndpointStore.TargetRow::lane));
        var parcels = deliveries.take(tx, lanes, limits, max).stream()
                .map(delivery -> parcel(delivery, targets))
                .toList();
        return new Taken(parcels, lastServed(lanes, parcels));
    }

    /// Lanes that came too late for the places that were left are the next to be served.
    private static Optional<Lane> lastServed(List<Lane> lanes, List<Parcel> parcels) {
        return parcels.stream().map(Parcel::lane).max((one, other) -> lanes.indexOf(one) - lanes.indexOf(other));
    }

    private static Parcel parcel(Delivery delivery, Map<Lane, List<WebhookEndpointStore.TargetRow>> targets) {
        var rows = targets.getOrDefault(delivery.lane(), List.of());
        if (rows.isEmpty()) {
            // An endpoint goes together with its subscription, which this transaction has locked.
            throw new IllegalStateException("bug: no address or secret for " + delivery);
        }
        var target = rows.getFirst();
        return new Parcel(delivery, target.url(), target.sending(), rows);
    }
}
