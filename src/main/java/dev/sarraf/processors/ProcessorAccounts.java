package dev.sarraf.processors;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.LoadingCache;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.ids.MasterKey;
import dev.sarraf.merchants.MerchantId;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// What each merchant of one mode is at its bank, and the only class that names the table `processor_accounts`.
///
/// Passwords are sealed under the master key.
public final class ProcessorAccounts {
    /// How long another node may go on with a password that was changed.
    private static final Duration REMEMBERED = Duration.ofSeconds(30);

    private static final int REMEMBERED_ACCOUNTS = 10_000;

    private final MasterKey masterKey;
    private final LoadingCache<MerchantId, Optional<ProcessorAccount>> known;

    public ProcessorAccounts(Database mode, MasterKey masterKey) {
        this.masterKey = masterKey;
        this.known = Caffeine.newBuilder()
                .maximumSize(REMEMBERED_ACCOUNTS)
                .expireAfterWrite(REMEMBERED)
                .build(merchant -> mode.inOneQuery(tx -> find(tx, merchant)));
    }

    public ProcessorAccount get(MerchantId merchant) {
        return known.get(merchant)
                .orElseThrow(() -> new IllegalStateException("merchant " + merchant + " has no account at a bank"));
    }

    /// Whether the merchant has one, as it was at most some seconds ago.
    public boolean has(MerchantId merchant) {
        return known.get(merchant).isPresent();
    }

    public void add(Tx tx, MerchantId merchant, ProcessorAccount account) {
        tx.update("""
                INSERT INTO processor_accounts (merchant_id, processor, account, sealed_password)
                VALUES (:merchant, 'mpgs', :account, :password)
                    ON CONFLICT DO NOTHING
                """)
                .bind("merchant", merchant.text())
                .bind("account", account.merchant())
                .bind("password", masterKey.seal(place(merchant), account.password()))
                .execute();
        tx.afterCommit(() -> known.invalidate(merchant));
    }

    /// Every merchant that has one.
    public List<MerchantId> merchants(Tx tx) {
        return tx.query("""
                SELECT merchant_id
                  FROM processor_accounts
                 WHERE processor = 'mpgs'
                 ORDER BY merchant_id
                """).mapTo(String.class).map(MerchantId::new).list();
    }

    private Optional<ProcessorAccount> find(Tx tx, MerchantId merchant) {
        return tx.query("""
                SELECT account, sealed_password
                  FROM processor_accounts
                 WHERE merchant_id = :merchant
                   AND processor = 'mpgs'
                """)
                .bind("merchant", merchant.text())
                .map((row, context) -> new ProcessorAccount(
                        row.getString("account"), masterKey.open(place(merchant), row.getBytes("sealed_password"))))
                .findOne();
    }

    private static String place(MerchantId merchant) {
        return "processor_accounts.sealed_password " + merchant;
    }
}
