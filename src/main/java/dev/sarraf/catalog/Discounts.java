package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.DatabaseClock;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// Who gets which discount, and how often.
///
/// A discount is judged when it is chosen and again at payment, where one redemption of it is held for the session
/// before the bank is asked. The coupon's row is locked for that, so limits hold exactly, however many pay at once.
/// Locks are taken in the order session's holding, the buyer's first purchase, coupon, promotion code.
public final class Discounts {
    /// Who buys, as far as that is known.
    ///
    /// @param key a text of at most 500 characters that is the same whenever the same customer buys
    /// @param boughtBefore whether the customer has paid this merchant before
    public record Buyer(Optional<String> key, Optional<String> customerId, Optional<Boolean> boughtBefore) {}

    /// What is bought.
    ///
    /// @param products what each product comes to; those outside the catalog need not be in it
    public record Basket(Currency currency, Money subtotal, Map<ProductId, Money> products) {}

    private final CouponStore coupons = new CouponStore();
    private final PromotionCodeStore codes = new PromotionCodeStore();
    private final RedemptionStore redemptions = new RedemptionStore();

    /// The discount of a coupon that a merchant names. Nothing is held yet.
    ///
    /// @param param the path of the id in the request
    /// @throws Refusal where there is no such coupon (404), or it is not for this basket or buyer (400)
    public Discount byCoupon(Tx tx, MerchantId merchant, String couponId, Basket basket, Buyer buyer, String param) {
        var coupon = Optional.of(couponId)
                .filter(CouponId::matches)
                .flatMap(id -> coupons.find(tx, merchant, new CouponId(id)))
                .orElseThrow(() -> Refusal.missing("coupon", couponId, Optional.of(param)));
        return granted(rules(tx, merchant, coupon, Optional.empty(), buyer), basket, param);
    }

    /// The discount of a promotion code, by its id or by what a customer typed. Nothing is held yet.
    ///
    /// @param param the path of the code in the request
    /// @throws Refusal where there is no such id (404), no such code, or it is not for this basket or buyer (400)
    public Discount byPromotionCode(
            Tx tx, MerchantId merchant, String idOrCode, Basket basket, Buyer buyer, String param) {
        var code = find(tx, merchant, idOrCode, param);
        var coupon = coupons.find(tx, merchant, code.coupon()).orElseThrow();
        return granted(rules(tx, merchant, coupon, Optional.of(code), buyer), basket, param);
    }

    /// Holds one redemption of the coupon, and of the code, for this session, or says why not. Dates, switches and
    /// limits are judged again; the basket is not.
    ///
    /// Idempotent: a session holds one at most. What it held before is given back first, so that a refused session
    /// holds none; one that has been redeemed stays so.
    public Optional<Refusal> reserve(Tx tx, MerchantId merchant, String session, Discount discount, Buyer buyer) {
        var held = redemptions.lock(tx, merchant, session);
        if (held.filter(was -> was.state() == RedemptionStore.State.REDEEMED).isPresent()) {
            return Optional.empty();
        }
        held.ifPresent(was -> redemptions.release(tx, merchant, session, was));
        lockFirst(tx, merchant, discount, buyer);
        var objection = objectionAtPayment(tx, merchant, discount, buyer);
        if (objection.isEmpty()) {
            redemptions.reserve(tx, merchant, session, discount, buyer.key());
        }
        return objection.map(Objection::conflict);
    }

    /// Refuses a discount that [#reserve] would not hold, as far as that can be told without holding it.
    ///
    /// @throws Refusal where it cannot be given to this buyer any more
    public void requireStillGranted(Tx tx, MerchantId merchant, Discount discount, Buyer buyer) {
        var coupon = coupons.find(tx, merchant, discount.coupon());
        var code = discount.promotionCode().flatMap(id -> codes.find(tx, merchant, id));
        objection(tx, merchant, discount, coupon, code, buyer).ifPresent(objection -> {
            throw objection.conflict();
        });
    }

    /// Gives back what the session holds. Does nothing where that is nothing, or has been redeemed.
    public void release(Tx tx, MerchantId merchant, String session) {
        redemptions
                .lock(tx, merchant, session)
                .filter(held -> held.state() == RedemptionStore.State.RESERVED)
                .ifPresent(held -> redemptions.release(tx, merchant, session, held));
    }

    /// Counts what the session holds as redeemed. Does nothing where that is nothing, or counts already.
    public void redeemed(Tx tx, MerchantId merchant, String session) {
        redemptions
                .lock(tx, merchant, session)
                .filter(held -> held.state() == RedemptionStore.State.RESERVED)
                .ifPresent(held -> redemptions.redeem(tx, merchant, session, held));
    }

    private PromotionCode find(Tx tx, MerchantId merchant, String idOrCode, String param) {
        if (PromotionCodeId.matches(idOrCode)) {
            return codes.find(tx, merchant, new PromotionCodeId(idOrCode))
                    .orElseThrow(() -> Refusal.missing("promotion_code", idOrCode, Optional.of(param)));
        }
        return codes.findByCode(tx, merchant, idOrCode.strip())
                .orElseThrow(() -> new Objection(
                                ErrorCode.PROMOTION_CODE_NOT_FOUND, "There is no promotion code with this text.")
                        .to(param));
    }

    /// What a customer pays for in several sessions at once comes by codes of different coupons, which share
    /// no row.
    private void lockFirst(Tx tx, MerchantId merchant, Discount discount, Buyer buyer) {
        discount.promotionCode()
                .flatMap(id -> codes.find(tx, merchant, id))
                .filter(code -> code.terms().firstTime())
                .flatMap(_ -> buyer.key())
                .ifPresent(key -> redemptions.lockFirst(tx, merchant, key));
    }

    private Optional<Objection> objectionAtPayment(Tx tx, MerchantId merchant, Discount discount, Buyer buyer) {
        var coupon = coupons.lock(tx, merchant, discount.coupon());
        var code = coupon.flatMap(_ -> discount.promotionCode()).flatMap(id -> codes.lock(tx, merchant, id));
        return objection(tx, merchant, discount, coupon, code, buyer);
    }

    private Optional<Objection> objection(
            Tx tx,
            MerchantId merchant,
            Discount discount,
            Optional<Coupon> coupon,
            Optional<PromotionCode> code,
            Buyer buyer) {
        if (coupon.isEmpty()) {
            return Optional.of(new Objection(ErrorCode.COUPON_INVALID, "The coupon does not exist any more."));
        }
        if (code.isPresent() != discount.promotionCode().isPresent()) {
            return Optional.of(
                    new Objection(ErrorCode.PROMOTION_CODE_NOT_FOUND, "The promotion code does not exist any more."));
        }
        return rules(tx, merchant, coupon.get(), code, buyer).atPayment();
    }

    /// The time is read last, after all locks.
    private DiscountRules rules(Tx tx, MerchantId merchant, Coupon coupon, Optional<PromotionCode> code, Buyer buyer) {
        long taken = coupon.terms().customerMaxRedemptions().isEmpty()
                ? 0
                : buyer.key()
                        .map(key -> redemptions.takenBy(tx, merchant, coupon.id(), key))
                        .orElse(0L);
        boolean isFirstTaken = code.filter(known -> known.terms().firstTime()).isPresent()
                && buyer.key()
                        .filter(key -> redemptions.isFirstTakenBy(tx, merchant, key))
                        .isPresent();
        return new DiscountRules(coupon, code, buyer, taken, isFirstTaken, DatabaseClock.business(tx, merchant));
    }

    private static Discount granted(DiscountRules rules, Basket basket, String param) {
        rules.whileChoosing().or(() -> rules.forBasket(basket)).ifPresent(objection -> {
            throw objection.to(param);
        });
        var coupon = rules.coupon();
        var code = rules.code();
        return new Discount(
                coupon.id(),
                code.map(PromotionCode::id),
                code.map(PromotionCode::code),
                coupon.settings().name(),
                coupon.terms().amount(),
                Stream.of(
                                coupon.terms().minimum(),
                                code.flatMap(known -> known.terms().minimum()))
                        .flatMap(Optional::stream)
                        .max(Comparator.comparingLong(Money::minorUnits)),
                coupon.terms().products());
    }
}
