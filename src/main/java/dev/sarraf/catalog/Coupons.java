package dev.sarraf.catalog;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What a merchant can do with its coupons.
///
/// Locks are taken in the order coupon, promotion code.
public final class Coupons {
    /// Some of the coupons, and how many there are in all.
    record Listed(List<ObjectNode> coupons, long total) {}

    private final Database database;
    private final Mode mode;
    private final Outbox outbox;
    private final CouponView view;
    private final CouponStore store = new CouponStore();
    private final PromotionCodeStore codes = new PromotionCodeStore();
    private final ProductStore products = new ProductStore();

    public Coupons(Database database, Mode mode, Outbox outbox) {
        this.database = database;
        this.mode = mode;
        this.outbox = outbox;
        this.view = new CouponView(mode);
    }

    /// @throws Refusal where one of the products that it is to apply to does not exist
    ObjectNode create(Tx tx, MerchantId merchant, NewCoupon coupon) {
        requireProducts(tx, merchant, coupon.terms().products());
        var id = CouponId.random(mode);
        store.insert(tx, merchant, id, coupon);
        return told(tx, merchant, EventType.COUPON_CREATED, id);
    }

    ObjectNode get(MerchantId merchant, CouponId id) {
        return database.inOneQuery(tx -> show(tx, merchant, id));
    }

    /// The newest first.
    Listed list(MerchantId merchant, Optional<Boolean> active, Page page) {
        return database.inSearch(tx -> new Listed(
                store.list(tx, merchant, active, page).stream()
                        .map(coupon -> view.of(merchant, coupon))
                        .toList(),
                store.count(tx, merchant, active)));
    }

    /// @throws Refusal where it does not exist, or has been redeemed more often than it is to be
    ObjectNode update(Tx tx, MerchantId merchant, CouponId id, CouponChange change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        store.update(tx, merchant, id, change.settings(before));
        return told(tx, merchant, EventType.COUPON_UPDATED, id);
    }

    /// Removes a coupon that nobody has redeemed or can type.
    ///
    /// @throws Refusal where it does not exist, or is in use
    void delete(MerchantId merchant, CouponId id) {
        database.inTransaction(tx -> {
            var coupon = store.lockAlone(tx, merchant, id).orElseThrow(() -> missing(id));
            if (coupon.tally().taken() > 0 || codes.existFor(tx, merchant, id)) {
                throw Refusal.conflict(
                        ErrorCode.COUPON_IN_USE,
                        "Cannot delete a coupon that has promotion codes or has been redeemed. Deactivate it instead.");
            }
            store.delete(tx, merchant, id);
            tell(tx, merchant, EventType.COUPON_DELETED, id, view.of(merchant, coupon));
            return id;
        });
    }

    private void requireProducts(Tx tx, MerchantId merchant, List<ProductId> wanted) {
        if (wanted.isEmpty()) {
            return;
        }
        var known =
                products.keep(tx, merchant, wanted).stream().map(Product::id).collect(Collectors.toSet());
        for (int i = 0; i < wanted.size(); i++) {
            if (!known.contains(wanted.get(i))) {
                throw Refusal.missing("product", wanted.get(i).text(), Optional.of(NewCoupon.productParam(i)));
            }
        }
    }

    private ObjectNode show(Tx tx, MerchantId merchant, CouponId id) {
        return view.of(merchant, store.find(tx, merchant, id).orElseThrow(() -> missing(id)));
    }

    private ObjectNode told(Tx tx, MerchantId merchant, EventType type, CouponId id) {
        var json = show(tx, merchant, id);
        tell(tx, merchant, type, id, json);
        return json;
    }

    private void tell(Tx tx, MerchantId merchant, EventType type, CouponId id, ObjectNode json) {
        outbox.add(tx, merchant, type, id.text(), Json.write(json));
    }

    private static Refusal missing(CouponId id) {
        return Refusal.missing("coupon", id.text());
    }
}
