package dev.sarraf.catalog;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.Images;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/// What a merchant can do with its products.
public final class Products {
    /// Which products are asked for: those to which all apply that are given.
    ///
    /// @param search stands in the name, the description or the unit label, in either case
    /// @param metadata pairs that the product has, among others
    record Filter(Optional<Boolean> active, Optional<String> search, Metadata metadata) {}

    /// A product with its prices, the oldest first.
    record Priced(Product product, List<Price> prices) {}

    /// Some of the products, and how many there are in all.
    record Listed(List<Priced> products, long total) {}

    private final Database database;
    private final Mode mode;
    private final Outbox outbox;
    private final Prices prices;
    private final Images images;
    private final ProductView view;
    private final ProductStore store = new ProductStore();
    private final PriceStore priceStore = new PriceStore();

    public Products(Database database, Mode mode, Outbox outbox, Prices prices, Images images) {
        this.database = database;
        this.mode = mode;
        this.outbox = outbox;
        this.prices = prices;
        this.images = images;
        this.view = new ProductView(images.addresses());
    }

    Priced create(Tx tx, MerchantId merchant, NewProduct product) {
        var id = ProductId.random(mode);
        store.insert(tx, merchant, id, product.label());
        product.defaultPrice()
                .ifPresent(price -> store.setDefault(
                        tx, merchant, id, prices.add(tx, merchant, id, price).id()));
        return told(tx, merchant, EventType.PRODUCT_CREATED, id);
    }

    Priced get(MerchantId merchant, ProductId id) {
        return database.inSnapshot(tx -> find(tx, merchant, id));
    }

    /// The newest first.
    Listed list(MerchantId merchant, Filter filter, Page page) {
        return database.inSearch(tx -> {
            var found = store.list(tx, merchant, filter, page);
            var priced = priceStore
                    .of(tx, merchant, found.stream().map(Product::id).toList())
                    .stream()
                    .collect(Collectors.groupingBy(Price::product));
            return new Listed(
                    found.stream()
                            .map(product -> new Priced(product, priced.getOrDefault(product.id(), List.of())))
                            .toList(),
                    store.count(tx, merchant, filter));
        });
    }

    /// @throws Refusal where it does not exist, or its new default is no price of its own
    Priced update(Tx tx, MerchantId merchant, ProductId id, ProductChange change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        var newDefault = change.defaultPrice().value().map(price -> ownPrice(tx, merchant, id, price));
        var defaultPrice = new Edit<>(change.defaultPrice().mentioned(), newDefault).of(before.defaultPrice());
        store.update(tx, merchant, id, change.label(before.label()), defaultPrice);
        return told(tx, merchant, EventType.PRODUCT_UPDATED, id);
    }

    /// Removes a product none of whose prices was ever used, and its prices.
    ///
    /// @throws Refusal where it does not exist, or was used
    void delete(MerchantId merchant, ProductId id) {
        database.inTransaction(tx -> {
            var product = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
            var last = find(tx, merchant, id);
            if (product.defaultPrice().isPresent()) {
                store.update(tx, merchant, id, product.label(), Optional.empty());
            }
            prices.deleteAllOf(tx, merchant, id);
            store.delete(tx, merchant, id);
            tell(tx, merchant, EventType.PRODUCT_DELETED, last);
            return id;
        });
    }

    private PriceId ownPrice(Tx tx, MerchantId merchant, ProductId product, String id) {
        return Optional.of(id)
                .filter(PriceId::matches)
                .map(PriceId::new)
                .flatMap(price -> priceStore.find(tx, merchant, price))
                .filter(price -> price.product().equals(product))
                .map(Price::id)
                .orElseThrow(() -> Refusal.missing("price", id, Optional.of("defaultPrice")));
    }

    private Priced find(Tx tx, MerchantId merchant, ProductId id) {
        var product = store.find(tx, merchant, id).orElseThrow(() -> missing(id));
        return new Priced(product, priceStore.of(tx, merchant, List.of(id)));
    }

    private Priced told(Tx tx, MerchantId merchant, EventType type, ProductId id) {
        var product = find(tx, merchant, id);
        images.ask(tx, merchant, product.product().label().image().stream().toList());
        tell(tx, merchant, type, product);
        return product;
    }

    private void tell(Tx tx, MerchantId merchant, EventType type, Priced priced) {
        outbox.add(
                tx,
                merchant,
                type,
                priced.product().id().text(),
                Json.write(view.of(merchant, priced.product(), priced.prices())));
    }

    private static Refusal missing(ProductId id) {
        return Refusal.missing("product", id.text());
    }
}
