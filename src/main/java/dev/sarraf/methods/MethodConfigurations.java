package dev.sarraf.methods;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.methods.MethodConfigurationReader.Edit;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// The payment method configurations of merchants. Each has exactly one default, made when it is first looked at;
/// until then it is as [#STANDARD].
public final class MethodConfigurations {
    /// How long another node may go by what a merchant has changed.
    private static final Duration REMEMBERED = Duration.ofSeconds(5);

    private static final int REMEMBERED_MERCHANTS = 10_000;

    private static final String DEFAULT_NAME = "Default";
    private static final Set<PaymentMethod> STANDARD = EnumSet.of(PaymentMethod.CARD);

    /// One page of a merchant's configurations.
    ///
    /// @param total how many there are on all pages
    record Listed(List<MethodConfiguration> configurations, long total) {}

    private final Database database;
    private final Mode mode;
    private final ConfigurationUse use;
    private final MethodConfigurationStore store = new MethodConfigurationStore();
    private final Cache<MerchantId, Set<PaymentMethod>> defaults = Caffeine.newBuilder()
            .maximumSize(REMEMBERED_MERCHANTS)
            .expireAfterWrite(REMEMBERED)
            .build();

    /// @param use whoever names configurations
    public MethodConfigurations(Database database, Mode mode, ConfigurationUse use) {
        this.database = database;
        this.mode = mode;
        this.use = use;
    }

    /// What is offered where this configuration is named. It is not deleted before the transaction ends.
    ///
    /// @param id as it was sent
    /// @param param its path in the request
    /// @throws Refusal where there is none, or nothing of it can be offered
    public Set<PaymentMethod> offered(Tx tx, MerchantId merchant, String id, String param) {
        var enabled = Optional.of(id)
                .filter(MethodConfigurationId::matches)
                .flatMap(text -> store.keep(tx, merchant, new MethodConfigurationId(text)))
                .map(MethodConfiguration::enabled)
                .orElseThrow(() -> Refusal.missing("payment_method_configuration", id, Optional.of(param)));
        if (enabled.isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.MUST_HAVE_ENABLED_METHOD,
                    param,
                    "No method of this payment method configuration can be offered.");
        }
        return enabled;
    }

    /// What is offered where no configuration is named, as it was at most some seconds ago.
    ///
    /// @throws Refusal where nothing of the default can be offered
    public Set<PaymentMethod> offered(Tx tx, MerchantId merchant) {
        var enabled = defaults.get(
                merchant,
                _ -> store.findDefault(tx, merchant)
                        .map(MethodConfiguration::enabled)
                        .orElse(STANDARD));
        if (enabled.isEmpty()) {
            throw Refusal.invalid(
                    ErrorCode.MUST_HAVE_ENABLED_METHOD,
                    "paymentMethodConfigurationId",
                    "No method of the default payment method configuration can be offered.");
        }
        return enabled;
    }

    Mode mode() {
        return mode;
    }

    MethodConfiguration create(Tx tx, MerchantId merchant, Edit edit) {
        ensureDefault(tx, merchant);
        var id = MethodConfigurationId.random(mode);
        store.insert(tx, merchant, id, edit.name().orElseThrow(), requireSome(edit.on(STANDARD)));
        return find(tx, merchant, id);
    }

    MethodConfiguration get(MerchantId merchant, MethodConfigurationId id) {
        return database.inOneQuery(tx -> find(tx, merchant, id));
    }

    /// The default first, then the newest.
    Listed list(MerchantId merchant, Page page) {
        return database.inTransaction(tx -> {
            ensureDefault(tx, merchant);
            return new Listed(store.list(tx, merchant, page), store.count(tx, merchant));
        });
    }

    /// @throws Refusal where there is none, the default is renamed, or nothing would be switched on
    MethodConfiguration update(Tx tx, MerchantId merchant, MethodConfigurationId id, Edit edit) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
        var name = edit.name().orElse(before.name());
        if (before.isDefault() && !name.equals(before.name())) {
            throw Refusal.conflict(
                    ErrorCode.CANNOT_RENAME_DEFAULT, "The default payment method configuration keeps its name.");
        }
        store.update(tx, merchant, id, name, requireSome(edit.on(before.enabled())));
        if (before.isDefault()) {
            tx.afterCommit(() -> defaults.invalidate(merchant));
        }
        return find(tx, merchant, id);
    }

    /// @throws Refusal where there is none, it is the default, or something uses it
    void delete(MerchantId merchant, MethodConfigurationId id) {
        database.inTransaction(tx -> {
            var configuration = store.lock(tx, merchant, id).orElseThrow(() -> missing(id.text()));
            if (configuration.isDefault()) {
                throw Refusal.conflict(
                        ErrorCode.CANNOT_DELETE_DEFAULT, "The default payment method configuration cannot be deleted.");
            }
            if (use.isUsed(tx, merchant, id)) {
                throw Refusal.conflict(
                        ErrorCode.CONFIGURATION_IN_USE,
                        "Open checkout sessions or payment links use this payment method configuration.");
            }
            store.delete(tx, merchant, id);
            return id;
        });
    }

    static Refusal missing(String id) {
        return Refusal.missing("payment_method_configuration", id);
    }

    private void ensureDefault(Tx tx, MerchantId merchant) {
        if (store.findDefault(tx, merchant).isEmpty()) {
            store.ensureDefault(tx, merchant, MethodConfigurationId.random(mode), DEFAULT_NAME, STANDARD);
        }
    }

    private MethodConfiguration find(Tx tx, MerchantId merchant, MethodConfigurationId id) {
        return store.find(tx, merchant, id).orElseThrow(() -> missing(id.text()));
    }

    private static Set<PaymentMethod> requireSome(Set<PaymentMethod> enabled) {
        if (enabled.isEmpty()) {
            throw Refusal.conflict(
                    ErrorCode.MUST_HAVE_ENABLED_METHOD,
                    "A payment method configuration needs at least one method that is switched on.");
        }
        return enabled;
    }
}
