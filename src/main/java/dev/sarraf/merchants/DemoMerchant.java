package dev.sarraf.merchants;

import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import java.util.Locale;

/// The merchant that a new installation starts with, so that the first call needs no set-up.
public final class DemoMerchant {
    private final Database account;
    private final Merchants merchants;
    private final ApiKeys keys;

    public DemoMerchant(Database account, Merchants merchants, ApiKeys keys) {
        this.account = account;
        this.merchants = merchants;
        this.keys = keys;
    }

    /// The first merchant there is, made now where there was none.
    public MerchantId ensure() {
        return account.inTransaction(tx -> merchants.findFirst(tx).orElseGet(() -> {
            var merchant = new Merchant(MerchantId.random(), "Nile Outfitters", Locale.ENGLISH);
            merchants.add(tx, merchant);
            return merchant.id();
        }));
    }

    /// A new pair of test keys for the merchant. Their text exists only in what this returns.
    public TestKeys newTestKeys(MerchantId merchant) {
        var made = new TestKeys(
                ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST), ApiKey.random(ApiKey.Kind.PUBLISHABLE, Mode.TEST));
        account.inTransaction(tx -> {
            keys.add(tx, merchant, made.secret());
            keys.add(tx, merchant, made.publishable());
            return made;
        });
        return made;
    }

    /// What a developer's environment needs.
    public record TestKeys(ApiKey secret, ApiKey publishable) {}
}
