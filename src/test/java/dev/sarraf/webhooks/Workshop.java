package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.events.Bell;
import dev.sarraf.events.DeliveryHistory;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.targets.TargetRules;
import dev.sarraf.testing.ModeDatabase;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Everything between a change and its webhook, on a database of its own, for one merchant.
final class Workshop implements AutoCloseable {
    static final TargetRules ANYWHERE = TargetRules.test(true);

    final ModeDatabase mode = ModeDatabase.fresh();
    final Database database = mode.database();
    final byte[] keyBytes = MasterKey.randomBytes();
    final MasterKey masterKey = new MasterKey(keyBytes);
    final MerchantId merchant = MerchantId.random();
    final Bell bell = new Bell();
    final Outbox outbox = new Outbox(Mode.TEST, bell, new Metrics());
    final WebhookEndpoints endpoints = new WebhookEndpoints(database, Mode.TEST, masterKey, bell);
    final DeliveryHistory history = new DeliveryHistory();
    private final List<Runnable> closers = new ArrayList<>();

    /// A sender that gives up an exchange after a second.
    Sender sender() {
        return sender(SenderSettings.standard(ANYWHERE).withExchangeLimit(Duration.ofSeconds(1)));
    }

    Sender sender(SenderSettings settings) {
        var sender = new Sender(database, masterKey, outbox, bell, InstantSource.system(), settings, new Metrics());
        closers.add(sender::close);
        return sender;
    }

    /// A sender as another node of the program has it.
    Sender senderOfAnotherNode(SenderSettings settings) {
        return senderOfAnotherNode(settings, new Bell());
    }

    /// The same, woken by this bell.
    Sender senderOfAnotherNode(SenderSettings settings, Bell itsBell) {
        var node = mode.anotherNode();
        closers.add(node::close);
        var sender = new Sender(node, masterKey, outbox, itsBell, InstantSource.system(), settings, new Metrics());
        closers.add(sender::close);
        return sender;
    }

    WebhookEndpoints.Created endpoint(String url, String... selectors) {
        return endpoint(url, Sending.usual(), selectors);
    }

    WebhookEndpoints.Created endpoint(String url, Sending sending, String... selectors) {
        var draft = new WebhookEndpoints.Draft(
                url, Optional.empty(), new EventFilter(List.of(selectors)), Map.of(), sending);
        return database.inTransaction(tx -> endpoints.create(tx, merchant, draft));
    }

    void change(EndpointId endpoint, WebhookEndpoints.Change change) {
        database.inTransaction(tx -> endpoints.update(tx, merchant, endpoint, change));
    }

    /// Raises an event about a new object; returns the object's id.
    String raise(EventType type) {
        var id = "obj_" + Random62.text(12);
        raise(type, id, "{\"id\":\"" + id + "\"}");
        return id;
    }

    void raise(EventType type, String objectId, String json) {
        database.inTransaction(tx -> {
            outbox.add(tx, merchant, type, objectId, json);
            return objectId;
        });
    }

    void advance(Duration by) {
        mode.advance(merchant, by);
    }

    /// As if every sender that has taken a delivery had been gone for long.
    void expireLeases() {
        database.inOneStatement(tx -> tx.update("UPDATE deliveries SET locked_until = now() - interval '1 s'"
                        + " WHERE locked_until IS NOT NULL")
                .execute());
    }

    /// How many deliveries are in each state, as text: `PENDING=1`.
    String states() {
        return database.inOneStatement(tx -> String.join(
                " ",
                tx.query("SELECT state || '=' || count(*) FROM deliveries GROUP BY state ORDER BY state")
                        .mapTo(String.class)
                        .list()));
    }

    List<String> column(String sql) {
        return database.inOneStatement(tx -> tx.query(sql).mapTo(String.class).list());
    }

    @Override
    public void close() {
        closers.reversed().forEach(Runnable::run);
        mode.close();
    }
}
