package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.Deliveries;
import dev.sarraf.events.Delivery;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.events.EventId;
import dev.sarraf.events.Lane;
import dev.sarraf.events.Subscription;
import dev.sarraf.events.Subscriptions;
import dev.sarraf.events.Verdict;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Endpoints without an address: a developer's machine fetches what happens, hands it on, and reports how that went.
///
/// A listener has a lane of the queue like any endpoint, with the same leases, fences and retries. What nobody fetches
/// waits, until the listener has not been there for a day.
public final class Listeners {
    /// Whoever develops has a few at most.
    private static final int MAX_LISTENERS = 10;

    /// A night's rest and some more.
    static final Duration FORGOTTEN_AFTER = Duration.ofHours(24);

    private static final int PER_LANE = 8;

    private final Database database;
    private final MasterKey masterKey;
    private final Duration lease;
    private final ListenerStore store = new ListenerStore();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Deliveries deliveries = new Deliveries();

    /// @param exchangeLimit how long handing one event on may take
    public Listeners(Database database, MasterKey masterKey, Duration exchangeLimit) {
        this.database = database;
        this.masterKey = masterKey;
        this.lease = exchangeLimit.multipliedBy(3).dividedBy(2);
    }

    /// The listener of this name, or a new one. It wants these events from now on, and what it has fetched
    /// without saying how it went is due again.
    ///
    /// @throws Refusal where there are as many as there can be
    Listener attach(Tx tx, MerchantId merchant, String name, EventFilter filter) {
        store.lockAll(tx, merchant);
        var row = store.named(tx, merchant, name).orElseGet(() -> create(tx, merchant, name));
        subscriptions.putFetched(tx, merchant, new Subscription(row.id(), true, filter));
        store.seen(tx, merchant, row.id());
        deliveries.release(tx, new Lane(merchant, row.id()));
        return new Listener(row.id(), name, filter, row.secret().open(masterKey, merchant, row.id()));
    }

    private ListenerStore.Row create(Tx tx, MerchantId merchant, String name) {
        if (store.count(tx, merchant) >= MAX_LISTENERS) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "There are " + MAX_LISTENERS + " listeners, which is as many as there can be. Delete one, or wait:"
                            + " they are forgotten after a day.");
        }
        var id = EndpointId.random(Mode.TEST);
        var secret = SealedSecret.seal(masterKey, merchant, id, ListenerStore.SECRET, SealedSecret.random());
        var row = new ListenerStore.Row(id, name, secret);
        store.insert(tx, merchant, row);
        return row;
    }

    /// The listener, as it is now.
    ///
    /// @throws Refusal where the merchant has no such listener
    Listener get(MerchantId merchant, EndpointId id) {
        return database.inTransaction(tx -> store.find(tx, merchant, id)
                .flatMap(row -> subscriptions
                        .find(tx, merchant, id)
                        .map(subscription -> new Listener(
                                id,
                                row.name(),
                                subscription.filter(),
                                row.secret().open(masterKey, merchant, id))))
                .orElseThrow(() -> missing(id)));
    }

    /// Removes the listener. What waits for it is not sent any more.
    ///
    /// @throws Refusal where the merchant has no such listener
    void delete(MerchantId merchant, EndpointId id) {
        database.inTransaction(tx -> {
            subscriptions.remove(tx, merchant, id);
            if (!store.delete(tx, merchant, id)) {
                throw missing(id);
            }
            return id;
        });
    }

    /// Some of what is due, leased to whoever fetches it. Empty where nothing is.
    List<Delivery> fetch(Lane lane) {
        return database.inTransaction(tx -> deliveries.lockFetched(tx, lane)
                ? deliveries.take(tx, List.of(lane), new Deliveries.Limits(PER_LANE, lease), PER_LANE)
                : List.of());
    }

    /// Notes that somebody is there. False where the listener is gone.
    boolean isSeen(Lane lane) {
        return database.inOneStatement(tx -> store.seen(tx, lane.merchant(), lane.endpoint()));
    }

    /// Writes down how handing on went, and returns what follows from it; empty where that counts no more,
    /// because the event has been fetched again since, or is done with.
    Optional<Verdict> report(Tx tx, Lane lane, EventId event, long fence, Attempt attempt) {
        return deliveries.taken(tx, lane, event, fence).flatMap(delivery -> {
            var verdict = RetrySchedule.STANDARD.judge(delivery.attemptOfRound(), Exchange.of(attempt));
            return deliveries.finish(tx, delivery, attempt, verdict) ? Optional.of(verdict) : Optional.empty();
        });
    }

    /// Removes those that have not been there for a day.
    ///
    /// @return how many
    public int forgetUnseen() {
        return database.inTransaction(tx -> {
            var forgotten = store.deleteUnseen(tx, FORGOTTEN_AFTER);
            forgotten.forEach(lane -> subscriptions.remove(tx, lane.merchant(), lane.endpoint()));
            return forgotten.size();
        });
    }

    static Refusal missing(EndpointId id) {
        return Refusal.missing("listener", id.text());
    }
}
