package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;

/// Where a change leaves word of itself.
///
/// The event and its deliveries are rows of the caller's own transaction: they exist if and only if the change
/// does, and nothing but the database has to survive for them to be sent.
public final class Outbox {
    /// The version of the API that payloads are rendered in.
    private static final String API_VERSION = "3.1.0";

    private final Mode mode;
    private final Bell bell;
    private final Metrics metrics;
    private final EventStore store = new EventStore();

    public Outbox(Mode mode, Bell bell, Metrics metrics) {
        this.mode = mode;
        this.bell = bell;
        this.metrics = metrics;
    }

    /// Writes the event and one delivery for each endpoint that wants it now, in one statement, and wakes the
    /// senders once they are durable.
    ///
    /// The caller holds a lock on the object, so that its events follow one another: two at once for one object
    /// would be given the same sequence, which the database refuses.
    ///
    /// @param objectJson the object as the API renders it; it stands byte for byte as `data.object` in what is
    ///     sent
    public void add(Tx tx, MerchantId merchant, EventType type, String objectId, String objectJson) {
        int deliveries = store.insert(
                tx,
                merchant,
                new EventStore.NewEvent(EventId.random(mode), type, mode.isLive(), API_VERSION, objectId, objectJson));
        tx.afterCommit(() -> metrics.count(
                "sarraf.events",
                "What happened, by the type of its event: payments and refunds by how they went, among others.",
                "type",
                type.text()));
        if (deliveries > 0) {
            tx.afterCommit(bell::ringEverywhere);
        }
    }
}
