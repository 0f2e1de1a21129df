package dev.sarraf.events;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.util.Optional;

/// What is sent for an event, byte for byte: for whoever wants to know whether it arrived so.
public final class Payloads {
    private final EventStore store = new EventStore();

    /// The exact text; empty where the merchant has no such event.
    public Optional<String> find(Tx tx, MerchantId merchant, EventId event) {
        return store.find(tx, merchant, event);
    }
}
