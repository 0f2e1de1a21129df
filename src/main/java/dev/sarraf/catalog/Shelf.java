package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.MerchantId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/// Where sessions take prices from, and what is left there.
///
/// Stock moves in two steps: a payment reserves what it is for before the bank is asked, and afterwards that is
/// either sold or released. So the stock never falls below zero, and what one customer is paying for no other can
/// pay for. Prices are locked in the order of their ids.
public final class Shelf {
    /// A price that somebody asks for.
    ///
    /// @param price the id as it was sent
    /// @param param its path in the request: `lineItems[0].price`
    public record Wanted(String price, long quantity, String param) {}

    private final StockStore store = new StockStore();

    /// What is offered, in the order in which it is wanted. From now on it counts as used, so that what it costs
    /// cannot change any more. Nothing is reserved.
    ///
    /// @throws Refusal with its param, for the first that is missing (404) or cannot be sold so now (400)
    public List<Offer> offer(Tx tx, MerchantId merchant, List<Wanted> wanted) {
        var found = store.keep(
                tx,
                merchant,
                wanted.stream()
                        .map(Wanted::price)
                        .filter(PriceId::matches)
                        .map(PriceId::new)
                        .collect(Collectors.toSet()));
        var quantities = new HashMap<PriceId, Long>();
        var offers = new ArrayList<Offer>();
        for (var line : wanted) {
            var item = Optional.of(line.price())
                    .filter(PriceId::matches)
                    .map(id -> found.get(new PriceId(id)))
                    .orElseThrow(() -> Refusal.missing("price", line.price(), Optional.of(line.param())));
            long quantity = quantities.merge(item.price().id(), line.quantity(), Math::addExact);
            objection(item, quantity).ifPresent(objection -> {
                throw objection.to(line.param());
            });
            offers.add(Offer.of(item.price(), item.product()));
        }
        markUsed(tx, merchant, found.values());
        return offers;
    }

    /// These prices as they stand in the catalog now, for somebody who only looks.
    public Map<PriceId, ShownPrice> show(Tx tx, MerchantId merchant, Collection<PriceId> prices) {
        return store.find(tx, merchant, prices).values().stream()
                .collect(Collectors.toMap(
                        item -> item.price().id(),
                        item -> new ShownPrice(
                                Offer.of(item.price(), item.product()),
                                item.price().shelving().active(),
                                item.product().label().active(),
                                objection(item, 0).isEmpty(),
                                item.price().free())));
    }

    /// Judges again, before payment, what sessions hold already.
    ///
    /// @throws Refusal (409) where one of them cannot be sold any more in this quantity
    public void requireForSale(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        if (quantities.isEmpty()) {
            return;
        }
        var found = store.keep(tx, merchant, quantities.keySet());
        requireAll(found.size(), quantities);
        for (var item : found.values()) {
            long quantity = quantities.getOrDefault(item.price().id(), 0L);
            objection(item, quantity).ifPresent(objection -> {
                throw objection.conflict();
            });
        }
    }

    /// Holds so many of each for a payment, or none at all where one of them falls short, which is false. A price
    /// without a limit never does.
    ///
    /// Not idempotent: each true is followed by one [#release] or one [#sold] of the same quantities.
    public boolean reserve(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        if (quantities.isEmpty()) {
            return true;
        }
        var free = store.lockFree(tx, merchant, quantities.keySet());
        requireAll(free.size(), quantities);
        boolean isEnough = free.entrySet().stream()
                .allMatch(entry -> entry.getValue()
                        .filter(left -> left < quantities.getOrDefault(entry.getKey(), 0L))
                        .isEmpty());
        if (isEnough) {
            store.reserve(tx, merchant, quantities);
        }
        return isEnough;
    }

    /// Gives back what was reserved. More than that is a bug, which ends the transaction.
    public void release(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        if (!quantities.isEmpty()) {
            store.reserve(
                    tx,
                    merchant,
                    quantities.entrySet().stream()
                            .collect(Collectors.toMap(Map.Entry::getKey, entry -> -entry.getValue())));
        }
    }

    /// Takes what was reserved out of the stock, and counts it. More than that is a bug, which ends the
    /// transaction.
    public void sold(Tx tx, MerchantId merchant, Map<PriceId, Long> quantities) {
        if (!quantities.isEmpty()) {
            store.sell(tx, merchant, quantities);
        }
    }

    private void markUsed(Tx tx, MerchantId merchant, Collection<StockStore.OnSale> items) {
        var fresh = new HashSet<PriceId>();
        for (var item : items) {
            if (!item.price().used()) {
                fresh.add(item.price().id());
            }
        }
        if (!fresh.isEmpty()) {
            store.markUsed(tx, merchant, fresh);
        }
    }

    private static Optional<Objection> objection(StockStore.OnSale item, long quantity) {
        var price = item.price();
        var shelving = price.shelving();
        var id = price.id();
        if (price.terms().cost().type() == Price.Type.RECURRING) {
            return no(
                    ErrorCode.PRICE_RECURRING_NOT_SUPPORTED,
                    "The price " + id + " is recurring, and recurring prices cannot be sold.");
        }
        if (!item.product().label().active()) {
            return no(ErrorCode.PRODUCT_ARCHIVED, "The product of the price " + id + " is archived.");
        }
        if (!shelving.active()) {
            return no(ErrorCode.PRICE_INACTIVE, "The price " + id + " is archived.");
        }
        if (shelving.startDate().filter(item.now()::isBefore).isPresent()) {
            return no(ErrorCode.PRICE_NOT_YET_ACTIVE, "The price " + id + " cannot be sold yet.");
        }
        if (shelving.expirationDate().filter(end -> !item.now().isBefore(end)).isPresent()) {
            return no(ErrorCode.PRICE_EXPIRED, "The price " + id + " has expired.");
        }
        if (price.free().filter(left -> left < quantity).isPresent()) {
            return no(ErrorCode.PRICE_SOLD_OUT, "There is not enough stock left of the price " + id + ".");
        }
        return Optional.empty();
    }

    private static Optional<Objection> no(ErrorCode code, String message) {
        return Optional.of(new Objection(code, message));
    }

    private static void requireAll(int found, Map<PriceId, Long> quantities) {
        if (found != quantities.size()) {
            throw new IllegalStateException("bug: prices of a session are gone");
        }
    }
}
