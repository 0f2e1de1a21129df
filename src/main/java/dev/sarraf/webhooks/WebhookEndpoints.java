package dev.sarraf.webhooks;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.Bell;
import dev.sarraf.events.EndpointId;
import dev.sarraf.events.EventFilter;
import dev.sarraf.events.Subscription;
import dev.sarraf.events.Subscriptions;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Secret;
import dev.sarraf.merchants.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What a merchant can do with its webhook endpoints.
///
/// Endpoints of one merchant change one at a time, so that no URL is registered twice.
public final class WebhookEndpoints {
    /// An event is copied to every endpoint that wants it, within the payment that causes it.
    private static final int MAX_ENDPOINTS = 100;

    /// What an endpoint is made of.
    public record Draft(
            String url,
            Optional<String> description,
            EventFilter filter,
            Map<String, String> metadata,
            Sending sending) {}

    /// What is to change; what is empty stays. The description has two levels, since it can be set to none.
    public record Change(
            Optional<String> url,
            Optional<Optional<String>> description,
            Optional<EventFilter> filter,
            Optional<Boolean> enabled,
            Optional<Map<String, String>> metadata,
            Optional<RetryPolicy> retryPolicy,
            Optional<Boolean> standardHeaders) {}

    /// An endpoint with the secret that was just made for it, which nobody can read again.
    public record Created(WebhookEndpoint endpoint, Secret secret) {}

    private final Database database;
    private final Mode mode;
    private final MasterKey masterKey;
    private final Bell bell;
    private final WebhookEndpointStore store = new WebhookEndpointStore();
    private final Subscriptions subscriptions = new Subscriptions();

    public WebhookEndpoints(Database database, Mode mode, MasterKey masterKey, Bell bell) {
        this.database = database;
        this.mode = mode;
        this.masterKey = masterKey;
        this.bell = bell;
    }

    /// Adds an enabled endpoint. It receives events from now on.
    ///
    /// @throws Refusal where the merchant has an endpoint with this URL, or as many as there can be
    public Created create(Tx tx, MerchantId merchant, Draft draft) {
        var id = EndpointId.random(mode);
        var secret = SealedSecret.random();
        var sealed = SealedSecret.seal(masterKey, merchant, id, 1, secret);
        store.lockAll(tx, merchant);
        requireNewUrl(tx, merchant, draft.url());
        if (store.count(tx, merchant) >= MAX_ENDPOINTS) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "There are " + MAX_ENDPOINTS + " webhook endpoints, which is as many as there can be.");
        }
        store.insert(tx, merchant, id, draft);
        store.insertSecret(tx, merchant, id, sealed);
        subscriptions.put(tx, merchant, new Subscription(id, true, draft.filter()));
        return new Created(find(tx, merchant, id), secret);
    }

    /// The merchant's endpoints, the oldest first.
    public List<WebhookEndpoint> all(MerchantId merchant) {
        return database.inTransaction(tx -> {
            var wanted = subscriptions.all(tx, merchant);
            return store.all(tx, merchant).stream()
                    .flatMap(row ->
                            Optional.ofNullable(wanted.get(row.id())).stream().map(row::with))
                    .toList();
        });
    }

    /// The endpoint as it is now.
    ///
    /// @throws Refusal where the merchant has no such endpoint
    public WebhookEndpoint get(MerchantId merchant, EndpointId id) {
        return database.inTransaction(tx -> find(tx, merchant, id));
    }

    /// Changes the endpoint. Deliveries that wait go to the new URL; those that wait because it was disabled are
    /// due once it is enabled.
    ///
    /// @throws Refusal where the merchant has no such endpoint, or has another one with the new URL
    public WebhookEndpoint update(Tx tx, MerchantId merchant, EndpointId id, Change change) {
        store.lockAll(tx, merchant);
        var before = find(tx, merchant, id);
        change.url().filter(url -> !url.equals(before.url())).ifPresent(url -> requireNewUrl(tx, merchant, url));
        store.update(
                tx,
                merchant,
                id,
                new Draft(
                        change.url().orElse(before.url()),
                        change.description().orElse(before.description()),
                        before.filter(),
                        change.metadata().orElse(before.metadata()),
                        new Sending(
                                change.retryPolicy().orElse(before.sending().retryPolicy()),
                                change.standardHeaders().orElse(before.sending().standardHeaders()))));
        subscriptions.put(
                tx,
                merchant,
                new Subscription(
                        id,
                        change.enabled().orElse(before.enabled()),
                        change.filter().orElse(before.filter())));
        tx.afterCommit(bell::ringEverywhere);
        return find(tx, merchant, id);
    }

    /// Gives the endpoint a new secret. For the overlap the one before signs too; one that is older does not
    /// any more. After an overlap of zero the new one signs alone.
    ///
    /// @throws Refusal where the merchant has no such endpoint
    public Created rollSecret(Tx tx, MerchantId merchant, EndpointId id, Duration overlap) {
        store.lockAll(tx, merchant);
        int number = store.limitSecret(tx, merchant, id, overlap).orElseThrow(() -> missing(id));
        if (overlap.isZero()) {
            store.endOverlap(tx, merchant, id);
        }
        var secret = SealedSecret.random();
        store.insertSecret(tx, merchant, id, SealedSecret.seal(masterKey, merchant, id, number, secret));
        store.touch(tx, merchant, id);
        return new Created(find(tx, merchant, id), secret);
    }

    /// From now on the current secret signs alone, as it may do already.
    ///
    /// @throws Refusal where the merchant has no such endpoint
    public WebhookEndpoint endOverlap(Tx tx, MerchantId merchant, EndpointId id) {
        store.lockAll(tx, merchant);
        if (store.endOverlap(tx, merchant, id)) {
            store.touch(tx, merchant, id);
        }
        return find(tx, merchant, id);
    }

    /// Removes the endpoint and its secret. What waits for it is not sent any more; what is on its way arrives.
    ///
    /// @throws Refusal where the merchant has no such endpoint
    public void delete(MerchantId merchant, EndpointId id) {
        database.inTransaction(tx -> {
            store.lockAll(tx, merchant);
            subscriptions.remove(tx, merchant, id);
            if (!store.delete(tx, merchant, id)) {
                throw missing(id);
            }
            return id;
        });
    }

    private void requireNewUrl(Tx tx, MerchantId merchant, String url) {
        if (store.hasUrl(tx, merchant, url)) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_ALREADY_EXISTS, "A webhook endpoint with this URL exists already.");
        }
    }

    private WebhookEndpoint find(Tx tx, MerchantId merchant, EndpointId id) {
        return store.find(tx, merchant, id)
                .flatMap(row -> subscriptions.find(tx, merchant, id).map(row::with))
                .orElseThrow(() -> missing(id));
    }

    private static Refusal missing(EndpointId id) {
        return Refusal.missing("webhook_endpoint", id.text());
    }
}
