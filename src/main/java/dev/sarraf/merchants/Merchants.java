package dev.sarraf.merchants;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import java.time.Duration;
import java.util.Optional;

/// The merchants of this installation.
public final class Merchants {
    /// How long another node may show a merchant's old name.
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int REMEMBERED_MERCHANTS = 10_000;

    private final MerchantStore store = new MerchantStore();
    private final LoadingCache<MerchantId, Merchant> known;

    public Merchants(Database account) {
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_MERCHANTS)
                .expireAfterWrite(REMEMBERED)
                .build(id -> account.inOneStatement(tx -> store.find(tx, id))
                        .orElseThrow(() -> new IllegalStateException("bug: no merchant " + id)));
    }

    /// The merchant that a key or a row names, as it was at most some seconds ago.
    public Merchant get(MerchantId id) {
        return known.get(id);
    }

    public void add(Tx tx, Merchant merchant) {
        store.insert(tx, merchant);
    }

    /// The merchant that was there first: the demo merchant of a new installation. Empty before there is one.
    public Optional<MerchantId> findFirst(Tx tx) {
        return store.findFirst(tx);
    }
}
