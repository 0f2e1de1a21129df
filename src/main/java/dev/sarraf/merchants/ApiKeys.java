package dev.sarraf.merchants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Expiry;
import com.github.benmanes.caffeine.cache.Ticker;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.ids.Mode;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// Makes keys, recognises them, replaces and revokes them.
///
/// The database holds a keyed hash of each (HMAC-SHA-256 under the master key) and its last four characters, so
/// that a stolen copy of the database opens nothing.
public final class ApiKeys {
    /// A revoked key stops working within a second on every node: this, and the time of a look into the database.
    private static final Duration REMEMBERED = Duration.ofMillis(900);

    /// How long a key that is not used any more is no stranger's.
    private static final Duration FAMILIAR = Duration.ofMinutes(10);

    private static final int REMEMBERED_KEYS = 10_000;

    /// A key that was just made. Whoever made it shows its text now or never.
    public record Made(KeyId id, ApiKey key) {}

    private final Database account;
    private final MasterKey masterKey;
    private final KeyStore store = new KeyStore();
    private final MerchantStore merchants = new MerchantStore();
    private final Cache<ByteBuffer, Optional<KeyStore.Found>> known;
    private final Cache<ByteBuffer, KeyId> familiar;

    public ApiKeys(Database account, MasterKey masterKey) {
        this(account, masterKey, Ticker.systemTicker());
    }

    /// `ticker` is the real time that passes for what is remembered.
    ApiKeys(Database account, MasterKey masterKey, Ticker ticker) {
        this.account = account;
        this.masterKey = masterKey;
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_KEYS)
                .ticker(ticker)
                .expireAfter(Expiry.<ByteBuffer, Optional<KeyStore.Found>>creating((_, found) -> remembered(found)))
                .build();
        this.familiar = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_KEYS)
                .ticker(ticker)
                .expireAfterAccess(FAMILIAR)
                .build();
    }

    /// Who speaks with this key; empty where it is unknown, revoked, or its overlap is over.
    public Optional<Caller> find(ApiKey key) {
        var hash = hash(key);
        var place = ByteBuffer.wrap(hash);
        var found = known.get(place, _ -> account.inOneQuery(tx -> store.findCaller(tx, hash)));
        if (found.isEmpty()) {
            familiar.invalidate(place);
        } else if (familiar.getIfPresent(place) == null) {
            familiar.put(place, found.get().caller().key());
        }
        return found.map(KeyStore.Found::caller);
    }

    /// The id of a key that has been recognised here in the last minutes, whether or not it still works. Asks no
    /// database.
    public Optional<KeyId> familiar(ApiKey key) {
        return Optional.ofNullable(familiar.getIfPresent(ByteBuffer.wrap(hash(key))));
    }

    /// Adds a key that may do all that its kind may do. Its text is not kept.
    public void add(Tx tx, MerchantId merchant, ApiKey key) {
        insert(tx, merchant, key, KeyDraft.of(key.kind()));
    }

    /// Makes a key. Of secret and of publishable keys a merchant makes one in each mode, and replaces it.
    ///
    /// @throws Refusal where there is no such merchant, or a key of this kind that has to be replaced instead
    public Made create(MerchantId merchant, Mode mode, KeyDraft draft) {
        return account.inTransaction(tx -> {
            if (!merchants.lock(tx, merchant)) {
                throw Refusal.missing("merchant", merchant.text());
            }
            if (draft.kind() != ApiKey.Kind.RESTRICTED) {
                requireNone(store.list(tx, merchant, mode), draft.kind());
            }
            return insert(tx, merchant, ApiKey.random(draft.kind(), mode), draft);
        });
    }

    /// The merchant's keys of one mode, the oldest first.
    public List<KeyRecord> list(MerchantId merchant, Mode mode) {
        return account.inOneQuery(tx -> store.list(tx, merchant, mode));
    }

    /// Makes a key that may do what this one may do, and lets this one work for the overlap. One of zero ends it at
    /// once, which every node knows within a second.
    ///
    /// @throws Refusal where the merchant has no such key, or it has been replaced or revoked already
    public Made roll(MerchantId merchant, KeyId id, Duration overlap) {
        return account.inTransaction(tx -> {
            var old = lock(tx, merchant, id);
            if (old.state() != KeyRecord.State.ACTIVE) {
                throw Refusal.conflict(
                        ErrorCode.RESOURCE_INVALID_STATE,
                        "The key " + id + " has been " + (old.state() == KeyRecord.State.REVOKED ? "revoked" : "rolled")
                                + " already.");
            }
            store.limit(tx, merchant, id, overlap);
            return insert(
                    tx,
                    merchant,
                    ApiKey.random(old.kind(), old.mode()),
                    new KeyDraft(old.kind(), old.name(), old.permissions()));
        });
    }

    /// Ends the key, which every node knows within a second.
    ///
    /// @throws Refusal where the merchant has no such key, or it does not work any more
    public void revoke(MerchantId merchant, KeyId id) {
        account.inTransaction(tx -> {
            if (!lock(tx, merchant, id).state().works()) {
                throw Refusal.conflict(
                        ErrorCode.RESOURCE_INVALID_STATE, "The key " + id + " does not work any more already.");
            }
            store.revoke(tx, merchant, id);
            return id;
        });
    }

    /// The id of this key, whether it works or not; empty where there was never such a key.
    public Optional<KeyId> idOf(ApiKey key) {
        var hash = hash(key);
        return account.inOneQuery(tx -> store.findId(tx, hash));
    }

    private Made insert(Tx tx, MerchantId merchant, ApiKey key, KeyDraft draft) {
        var id = KeyId.random(key.mode());
        store.insert(tx, merchant, id, key, hash(key), draft);
        return new Made(id, key);
    }

    private KeyRecord lock(Tx tx, MerchantId merchant, KeyId id) {
        return store.lock(tx, merchant, id).orElseThrow(() -> Refusal.missing("api_key", id.text()));
    }

    private static void requireNone(List<KeyRecord> keys, ApiKey.Kind kind) {
        keys.stream()
                .filter(key -> key.kind() == kind && key.state() == KeyRecord.State.ACTIVE)
                .findFirst()
                .ifPresent(key -> {
                    throw Refusal.conflict(
                            ErrorCode.RESOURCE_ALREADY_EXISTS,
                            "There is such a key already, " + key.masked() + ". Roll " + key.id() + " to replace it.");
                });
    }

    /// Never longer than the key works.
    private static Duration remembered(Optional<KeyStore.Found> found) {
        return found.flatMap(KeyStore.Found::remaining)
                .filter(remaining -> remaining.compareTo(REMEMBERED) < 0)
                .orElse(REMEMBERED);
    }

    private byte[] hash(ApiKey key) {
        return masterKey.hash("api key", key.text().reveal());
    }
}
