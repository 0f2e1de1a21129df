package dev.sarraf.merchants;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.ids.MasterKey;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;

/// Makes keys and recognises them.
///
/// The database holds a keyed hash of each (HMAC-SHA-256 under the master key) and its last four characters, so that a
/// stolen copy of the database opens nothing.
public final class ApiKeys {
    /// A revoked key stops working within this time on every node.
    private static final Duration REMEMBERED = Duration.ofSeconds(1);

    private static final int REMEMBERED_KEYS = 10_000;

    private final Database account;
    private final MasterKey masterKey;
    private final MerchantStore store = new MerchantStore();
    private final Cache<ByteBuffer, Optional<Caller>> callers = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_KEYS)
            .expireAfterWrite(REMEMBERED)
            .build();

    public ApiKeys(Database account, MasterKey masterKey) {
        this.account = account;
        this.masterKey = masterKey;
    }

    /// Adds the key to the merchant. Its text is not kept: whoever made it shows it now or never.
    public void add(Tx tx, MerchantId merchant, ApiKey key) {
        store.insertKey(tx, merchant, key, hash(key));
    }

    /// Who speaks with this key; empty where it is unknown or revoked.
    public Optional<Caller> find(ApiKey key) {
        var hash = hash(key);
        return callers.get(ByteBuffer.wrap(hash), _ -> account.inOneStatement(tx -> store.findCaller(tx, hash)));
    }

    private byte[] hash(ApiKey key) {
        return masterKey.hash("api key", key.text().reveal());
    }
}
