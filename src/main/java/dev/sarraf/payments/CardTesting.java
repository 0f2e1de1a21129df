package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;

/// Stops those who try out stolen cards, before a card reaches the bank: by the address that they come from, by
/// the card, and, where a merchant sees many payments fail, with less patience.
///
/// What is counted are the attempts themselves, so that all processes count the same, and counting and beginning one
/// is one step: attempts of one address, or with one card, begin one after the other. The refusal never says what was
/// counted.
public final class CardTesting {
    private static final System.Logger LOG = System.getLogger(CardTesting.class.getName());

    /// What one person may get wrong where a merchant is under attack.
    private static final int UNDER_ATTACK = 3;

    private final Database database;
    private final Mode mode;
    private final CardTestingLimits limits;
    private final Metrics metrics;
    private final AtomicReference<Set<MerchantId>> attacked = new AtomicReference<>(Set.of());
    private final TryStore tries = new TryStore();

    public CardTesting(Database database, Mode mode, CardTestingLimits limits, Metrics metrics) {
        this.database = database;
        this.mode = mode;
        this.limits = limits;
        this.metrics = metrics;
        metrics.gauge(
                "sarraf.card.testing.merchants",
                "Merchants at whom so many payments fail that somebody seems to try out cards.",
                () -> attacked.get().size(),
                "mode",
                mode.text());
    }

    /// Looks for merchants at whom too many payments fail. They are dealt with by [#admit] from then on.
    public void watch() {
        var found = database.inOneQuery(tries::attacked);
        var before = attacked.getAndSet(found);
        found.stream()
                .filter(merchant -> !before.contains(merchant))
                .forEach(merchant -> LOG.log(
                        System.Logger.Level.WARNING,
                        "many payments fail: somebody may be trying out cards merchant={0} mode={1}",
                        merchant,
                        mode.text()));
    }

    int perSession() {
        return limits.perSession();
    }

    /// @param address the key of the customer's address, where it tells one customer from another
    /// @throws Refusal where too many such attempts have failed
    void admit(Tx tx, MerchantId merchant, Optional<String> address, String fingerprint) {
        if (limits.perAddress() > 0) {
            address.ifPresent(key -> {
                tries.queue(tx, "address", key);
                require("address", tries.ofAddress(tx, key) < mostOf(merchant));
            });
        }
        if (limits.perCard() > 0 && mode.isLive()) {
            tries.queue(tx, "card", merchant + " " + fingerprint);
            require("card", tries.ofCard(tx, merchant, fingerprint) < limits.perCard());
        }
    }

    private int mostOf(MerchantId merchant) {
        return attacked.get().contains(merchant) ? Math.min(UNDER_ATTACK, limits.perAddress()) : limits.perAddress();
    }

    private void require(String limit, boolean holds) {
        if (!holds) {
            metrics.count(
                    "sarraf.payments.refused",
                    "Payments that were not taken because too many had failed, by what they had in common.",
                    "limit",
                    limit);
            throw Refusal.of(
                    Reason.TOO_MANY_REQUESTS,
                    ErrorCode.RATE_LIMIT,
                    "This payment cannot be taken now. Try again later.");
        }
    }
}
