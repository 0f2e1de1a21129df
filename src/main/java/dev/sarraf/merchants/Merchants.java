package dev.sarraf.merchants;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The merchants of this installation.
public final class Merchants {
    /// How long another node may show what a merchant has changed.
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int REMEMBERED_MERCHANTS = 10_000;

    /// A merchant as an operator sees it in a list.
    ///
    /// @param activated whether it may take live payments
    public record Listed(MerchantId id, String name, boolean activated) {}

    private final Database account;
    private final MerchantStore store = new MerchantStore();
    private final LoadingCache<MerchantId, Merchant> known;

    public Merchants(Database account) {
        this.account = account;
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_MERCHANTS)
                .expireAfterWrite(REMEMBERED)
                .build(id -> account.inOneQuery(tx -> store.find(tx, id))
                        .orElseThrow(() -> new IllegalStateException("bug: no merchant " + id)));
    }

    /// The merchant that a key or a row names, as it was at most some seconds ago.
    public Merchant get(MerchantId id) {
        return known.get(id);
    }

    public void add(Tx tx, Merchant merchant) {
        store.insert(tx, merchant);
    }

    /// Changes the merchant and returns what it is then. This node shows it at once, others within seconds.
    public Merchant change(MerchantId id, MerchantChange change) {
        var changed = account.inTransaction(tx -> {
            store.lock(tx, id);
            var merchant = change.on(
                    store.find(tx, id).orElseThrow(() -> new IllegalStateException("bug: no merchant " + id)));
            store.update(tx, merchant);
            return merchant;
        });
        known.invalidate(id);
        return changed;
    }

    /// Lets the merchant's live keys take payments, or no longer. Tells whether there is such a merchant.
    public boolean setActivated(MerchantId id, boolean activated) {
        return account.inTransaction(tx -> store.setActivated(tx, id, activated));
    }

    /// All merchants, the oldest first.
    public List<Listed> list() {
        return account.inOneQuery(store::list);
    }

    /// Where the merchants who have a logo keep it, as they say now.
    public Map<MerchantId, URI> logos() {
        return account.inOneQuery(store::logos);
    }

    /// The merchant that was there first: the demo merchant of a new installation. Empty before there is one.
    public Optional<MerchantId> findFirst(Tx tx) {
        return store.findFirst(tx);
    }
}
