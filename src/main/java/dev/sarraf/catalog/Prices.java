package dev.sarraf.catalog;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// What a merchant can do with its prices.
///
/// Locks are taken in the order product, price.
public final class Prices {
    /// A product is always shown with all of its prices.
    private static final int MOST_PER_PRODUCT = 100;

    /// Which prices are asked for: those to which all apply that are given.
    record Filter(Optional<String> product, Optional<Boolean> active) {}

    /// Some of the prices, and how many there are in all.
    record Listed(List<Price> prices, long total) {}

    private final Database database;
    private final Mode mode;
    private final Outbox outbox;
    private final ProductView productView;
    private final PriceStore store = new PriceStore();
    private final ProductStore products = new ProductStore();

    public Prices(Database database, Mode mode, Outbox outbox, ImageAddresses images) {
        this.database = database;
        this.mode = mode;
        this.outbox = outbox;
        this.productView = new ProductView(images);
    }

    /// Adds a price to a product.
    ///
    /// @throws Refusal where the merchant has no such product, or it has as many prices as it can
    Price create(Tx tx, MerchantId merchant, ProductId product, NewPrice price) {
        if (products.lock(tx, merchant, product).isEmpty()) {
            throw Refusal.missing("product", product.text(), Optional.of("productId"));
        }
        return add(tx, merchant, product, price);
    }

    /// As [#create], for a product whose row the caller has locked or made.
    Price add(Tx tx, MerchantId merchant, ProductId product, NewPrice price) {
        if (store.countOf(tx, merchant, product) >= MOST_PER_PRODUCT) {
            throw Refusal.conflict(
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "The product has " + MOST_PER_PRODUCT + " prices, which is as many as it can have.");
        }
        var id = PriceId.random(mode);
        store.insert(tx, merchant, id, product, price);
        var created = find(tx, merchant, id);
        tell(tx, merchant, EventType.PRICE_CREATED, created);
        return created;
    }

    Price get(MerchantId merchant, PriceId id) {
        return database.inOneQuery(tx -> find(tx, merchant, id));
    }

    /// The newest first.
    Listed list(MerchantId merchant, Filter filter, Page page) {
        return database.inSearch(
                tx -> new Listed(store.list(tx, merchant, filter, page), store.count(tx, merchant, filter)));
    }

    /// Changes the price. What it costs stays once it was used; sending what it costs already is no change.
    ///
    /// @throws Refusal where it does not exist, or cannot become so
    Price update(Tx tx, MerchantId merchant, PriceId id, PriceChange change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        var terms = change.terms(before.terms());
        if (before.used() && !terms.equals(before.terms())) {
            throw Refusal.conflict(
                    ErrorCode.PRICE_IMMUTABLE_WHILE_USED,
                    "The price has been used, so what it costs cannot change. Make another price.");
        }
        var shelving = change.shelving(before.shelving());
        long reserved = before.count().reserved();
        if (shelving.stock().filter(stock -> stock < reserved).isPresent()) {
            throw Refusal.conflict(
                    ErrorCode.PRICE_STOCK_INVALID,
                    "The stock cannot be less than " + reserved + ", which payments under way hold.");
        }
        store.update(tx, merchant, id, terms, shelving);
        var after = find(tx, merchant, id);
        tell(tx, merchant, EventType.PRICE_UPDATED, after);
        return after;
    }

    /// Removes a price that was never used. Where it was its product's default, the product has none afterwards.
    ///
    /// @throws Refusal where it does not exist, or was used
    void delete(MerchantId merchant, PriceId id) {
        database.inTransaction(tx -> {
            var product = find(tx, merchant, id).product();
            var owner = products.lock(tx, merchant, product).orElseThrow(() -> missing(id));
            var price = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
            if (price.used()) {
                throw Refusal.of(
                        Reason.INVALID,
                        ErrorCode.RESOURCE_INVALID_STATE,
                        "Cannot delete a price that has been referenced by a line item. Archive it instead.");
            }
            boolean isDefault = owner.defaultPrice().filter(id::equals).isPresent();
            if (isDefault) {
                products.update(tx, merchant, product, owner.label(), Optional.empty());
            }
            store.delete(tx, merchant, id);
            tell(tx, merchant, EventType.PRICE_DELETED, price);
            if (isDefault) {
                outbox.add(
                        tx,
                        merchant,
                        EventType.PRODUCT_UPDATED,
                        product.text(),
                        Json.write(show(tx, merchant, product)));
            }
            return id;
        });
    }

    /// Removes all prices of a product that is locked and has no default.
    ///
    /// @throws Refusal where one was used
    void deleteAllOf(Tx tx, MerchantId merchant, ProductId product) {
        var prices = store.lockAllOf(tx, merchant, product);
        if (prices.stream().anyMatch(Price::used)) {
            throw Refusal.of(
                    Reason.INVALID,
                    ErrorCode.RESOURCE_INVALID_STATE,
                    "Cannot delete a product that has been used in a checkout session or payment link."
                            + " Archive it instead.");
        }
        for (var price : prices) {
            store.delete(tx, merchant, price.id());
            tell(tx, merchant, EventType.PRICE_DELETED, price);
        }
    }

    private ObjectNode show(Tx tx, MerchantId merchant, ProductId id) {
        var product = products.find(tx, merchant, id).orElseThrow();
        return productView.of(merchant, product, store.of(tx, merchant, List.of(id)));
    }

    private Price find(Tx tx, MerchantId merchant, PriceId id) {
        return store.find(tx, merchant, id).orElseThrow(() -> missing(id));
    }

    private void tell(Tx tx, MerchantId merchant, EventType type, Price price) {
        outbox.add(tx, merchant, type, price.id().text(), Json.write(PriceView.of(price)));
    }

    private static Refusal missing(PriceId id) {
        return Refusal.missing("price", id.text());
    }
}
