package dev.sarraf.catalog;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.db.Violation;
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
import java.util.function.Function;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/// What a merchant can do with its promotion codes.
public final class PromotionCodes {
    /// Which codes are asked for: those to which all apply that are given.
    ///
    /// @param code the whole text, in either case
    record Filter(Optional<String> coupon, Optional<String> code, Optional<Boolean> active) {}

    /// Some of the codes, and how many there are in all.
    record Listed(List<ObjectNode> codes, long total) {}

    private final Database database;
    private final Mode mode;
    private final Outbox outbox;
    private final CouponView couponView;
    private final PromotionCodeStore store = new PromotionCodeStore();
    private final CouponStore coupons = new CouponStore();

    public PromotionCodes(Database database, Mode mode, Outbox outbox) {
        this.database = database;
        this.mode = mode;
        this.outbox = outbox;
        this.couponView = new CouponView(mode);
    }

    /// @throws Refusal where there is no such coupon or customer, or a code with this text
    ObjectNode create(Tx tx, MerchantId merchant, NewPromotionCode code) {
        var coupon = coupons.lock(tx, merchant, code.coupon())
                .orElseThrow(() -> Refusal.missing("coupon", code.coupon().text(), Optional.of("coupon")));
        var id = PromotionCodeId.random(mode);
        if (!insert(tx, merchant, id, code)) {
            throw Refusal.conflict(
                    ErrorCode.PROMOTION_CODE_EXISTS, "There is a promotion code with this text already.");
        }
        return told(tx, merchant, EventType.PROMOTION_CODE_CREATED, find(tx, merchant, id), coupon);
    }

    private boolean insert(Tx tx, MerchantId merchant, PromotionCodeId id, NewPromotionCode code) {
        try {
            return store.insert(tx, merchant, id, code);
        } catch (RuntimeException e) {
            throw Violation.REFERENCE.caused(e)
                    ? Refusal.missing("customer", code.terms().customer().orElseThrow(), Optional.of("customerId"))
                    : e;
        }
    }

    ObjectNode get(MerchantId merchant, PromotionCodeId id) {
        return database.inSnapshot(tx -> {
            var code = find(tx, merchant, id);
            return show(merchant, code, couponOf(tx, merchant, code));
        });
    }

    /// The newest first.
    Listed list(MerchantId merchant, Filter filter, Page page) {
        return database.inSearch(tx -> {
            var codes = store.list(tx, merchant, filter, page);
            var known =
                    coupons
                            .all(
                                    tx,
                                    merchant,
                                    codes.stream()
                                            .map(PromotionCode::coupon)
                                            .distinct()
                                            .toList())
                            .stream()
                            .collect(Collectors.toMap(Coupon::id, Function.identity()));
            return new Listed(
                    codes.stream()
                            .map(code -> show(
                                    merchant,
                                    code,
                                    Optional.ofNullable(known.get(code.coupon()))
                                            .orElseThrow()))
                            .toList(),
                    store.count(tx, merchant, filter));
        });
    }

    /// @throws Refusal where it does not exist, or has been redeemed more often than it is to be
    ObjectNode update(Tx tx, MerchantId merchant, PromotionCodeId id, PromotionCodeChange change) {
        var before = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
        store.update(tx, merchant, id, change.settings(before));
        var after = find(tx, merchant, id);
        return told(tx, merchant, EventType.PROMOTION_CODE_UPDATED, after, couponOf(tx, merchant, after));
    }

    /// Removes a code that nobody has redeemed. Its text is free again.
    ///
    /// @throws Refusal where it does not exist, was redeemed, or is part of a payment under way
    void delete(MerchantId merchant, PromotionCodeId id) {
        database.inTransaction(tx -> {
            var code = store.lock(tx, merchant, id).orElseThrow(() -> missing(id));
            if (code.tally().taken() > 0) {
                throw Refusal.conflict(
                        ErrorCode.RESOURCE_INVALID_STATE,
                        "Cannot delete a promotion code that has been redeemed. Deactivate it instead.");
            }
            store.delete(tx, merchant, id);
            return id;
        });
    }

    private PromotionCode find(Tx tx, MerchantId merchant, PromotionCodeId id) {
        return store.find(tx, merchant, id).orElseThrow(() -> missing(id));
    }

    private Coupon couponOf(Tx tx, MerchantId merchant, PromotionCode code) {
        return coupons.find(tx, merchant, code.coupon()).orElseThrow();
    }

    private ObjectNode told(Tx tx, MerchantId merchant, EventType type, PromotionCode code, Coupon coupon) {
        var json = show(merchant, code, coupon);
        outbox.add(tx, merchant, type, code.id().text(), Json.write(json));
        return json;
    }

    private ObjectNode show(MerchantId merchant, PromotionCode code, Coupon coupon) {
        var settings = code.settings();
        var json = Json.object();
        json.put("id", code.id().text());
        json.put("object", "promotion_code");
        json.put("createdAt", Json.time(code.createdAt()));
        json.put("code", code.code());
        json.put("active", settings.active());
        json.set("coupon", couponView.of(merchant, coupon));
        json.put("timesRedeemed", code.tally().redeemed());
        json.put("merchantId", merchant.text());
        json.put("livemode", mode.isLive());
        code.terms().customer().ifPresent(customer -> json.put("customerId", customer));
        settings.maxRedemptions().ifPresent(most -> json.put("maxRedemptions", most));
        settings.expiresAt().ifPresent(end -> json.put("expiresAt", Json.time(end)));
        var restrictions = json.putObject("restrictions");
        restrictions.put("firstTimeTransaction", code.terms().firstTime());
        code.terms()
                .minimum()
                .ifPresent(minimum -> restrictions
                        .put("minimumAmount", Long.toString(minimum.minorUnits()))
                        .put("minimumAmountCurrency", minimum.currency().name()));
        json.set("metadata", settings.metadata().json());
        return json;
    }

    private static Refusal missing(PromotionCodeId id) {
        return Refusal.missing("promotion_code", id.text());
    }
}
