package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;

/// Where a change leaves word of itself.
///
/// The event and its deliveries are rows of the caller's own transaction: they exist if and only if the change
/// does, and nothing but the database has to survive for them to be sent.
public final class Outbox {
    /// The version of the API that payloads are rendered in.
    private static final String API_VERSION = "3.1.0";

    private final Mode mode;
    private final Bell bell;
    private final EventStore store = new EventStore();

    public Outbox(Mode mode, Bell bell) {
        this.mode = mode;
        this.bell = bell;
    }

    /// Writes the event and one delivery for each endpoint that wants it now, in one statement, and wakes the
    /// sender once they are durable.
    ///
    /// The caller holds a lock on the object, so that its events follow one another: two at once for one object
    /// would be given the same sequence, which the database refuses.
    ///
    /// @param objectJson the object as the API renders it; it stands byte for byte as `data.object` in what is sent
    public void add(Tx tx, MerchantId merchant, EventType type, String objectId, String objectJson) {
        int deliveries = store.insert(
                tx,
                merchant,
                new EventStore.NewEvent(EventId.random(mode), type, mode.isLive(), API_VERSION, objectId, objectJson));
        if (deliveries > 0) {
            tx.afterCommit(bell::ring);
        }
    }
}
