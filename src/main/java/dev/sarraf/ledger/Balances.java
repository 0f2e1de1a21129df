package dev.sarraf.ledger;

import dev.sarraf.db.Database;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import java.util.List;
import java.util.Optional;

/// What a merchant can read of its balance.
public final class Balances {
    /// Which movements are asked for: those to which all apply that are given.
    record Filter(
            Optional<BalanceTransaction.Type> type,
            Optional<String> source,
            Optional<String> intent,
            Optional<Currency> currency) {}

    /// Some of the movements, and how many there are in all.
    record Listed(List<BalanceTransaction> movements, long total) {}

    private final Database database;
    private final LedgerStore store = new LedgerStore();

    public Balances(Database database) {
        this.database = database;
    }

    /// One for each currency that ever moved, by its code. The currency of processing is always there.
    List<Balance> of(MerchantId merchant) {
        var found = database.inOneQuery(tx -> store.balances(tx, merchant));
        return found.isEmpty() ? List.of(new Balance(Currency.PROCESSING, 0, 0)) : found;
    }

    /// The newest first.
    Listed list(MerchantId merchant, Filter filter, Page page) {
        return database.inSearch(
                tx -> new Listed(store.list(tx, merchant, filter, page), store.count(tx, merchant, filter)));
    }

    BalanceTransaction get(MerchantId merchant, String id) {
        return database.inOneQuery(tx -> store.find(tx, merchant, id))
                .orElseThrow(() -> Refusal.missing("balance_transaction", id));
    }
}
