package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.merchants.MerchantId;
import java.util.Optional;

/// The table `discount_redemptions`, and the counts that follow from it in `coupons` and `promotion_codes`.
final class RedemptionStore {
    enum State {
        RESERVED,
        REDEEMED
    }

    /// What a session holds.
    record Held(CouponId coupon, Optional<PromotionCodeId> code, State state) {}

    /// Keeps what the session holds as it is until the transaction ends.
    Optional<Held> lock(Tx tx, MerchantId merchant, String session) {
        return tx.query("""
                SELECT coupon_id, promotion_code_id, state
                  FROM discount_redemptions
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .map((row, _) -> new Held(
                        new CouponId(row.getString("coupon_id")),
                        Optional.ofNullable(row.getString("promotion_code_id")).map(PromotionCodeId::new),
                        State.valueOf(row.getString("state"))))
                .findOne();
    }

    /// How often this buyer has redeemed the coupon or is about to.
    long takenBy(Tx tx, MerchantId merchant, CouponId coupon, String buyer) {
        return tx.query("""
                SELECT count(*)
                  FROM discount_redemptions
                 WHERE merchant_id = :merchant
                   AND coupon_id = :coupon
                   AND buyer = :buyer
                """)
                .bind("merchant", merchant.text())
                .bind("coupon", coupon.text())
                .bind("buyer", buyer)
                .mapTo(Long.class)
                .one();
    }

    /// Waits until nobody else is asking whether a purchase of this buyer is the first.
    void lockFirst(Tx tx, MerchantId merchant, String buyer) {
        tx.query("""
                SELECT pg_advisory_xact_lock(hashtextextended(current_schema() || ' first purchase ' || :merchant || ' '
                                                              || :buyer, 0))
                """)
                .bind("merchant", merchant.text())
                .bind("buyer", buyer)
                .mapToMap()
                .list();
    }

    /// Whether this buyer has had a discount for a first purchase, by whatever code, or is about to.
    boolean isFirstTakenBy(Tx tx, MerchantId merchant, String buyer) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM discount_redemptions AS r
                                 JOIN promotion_codes AS c
                                   ON c.merchant_id = r.merchant_id
                                  AND c.id = r.promotion_code_id
                                WHERE r.merchant_id = :merchant
                                  AND r.buyer = :buyer
                                  AND c.first_time)
                """)
                .bind("merchant", merchant.text())
                .bind("buyer", buyer)
                .mapTo(Boolean.class)
                .one();
    }

    void reserve(Tx tx, MerchantId merchant, String session, Discount discount, Optional<String> buyer) {
        tx.update("""
                INSERT INTO discount_redemptions
                       (merchant_id, session_id, coupon_id, promotion_code_id, buyer, state, created_at)
                VALUES (:merchant, :session, :coupon, :code, :buyer, 'RESERVED',
                        date_trunc('milliseconds', business_now(:merchant)))
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .bind("coupon", discount.coupon().text())
                .bind("code", discount.promotionCode().map(PromotionCodeId::text))
                .bind("buyer", buyer)
                .execute();
        count(tx, merchant, discount.coupon(), discount.promotionCode(), 1, 0);
    }

    void release(Tx tx, MerchantId merchant, String session, Held held) {
        // The coupon's row comes first: its lock is what makes counting a buyer's redemptions exact.
        count(tx, merchant, held.coupon(), held.code(), -1, 0);
        tx.update("DELETE FROM discount_redemptions WHERE merchant_id = :merchant AND session_id = :session")
                .bind("merchant", merchant.text())
                .bind("session", session)
                .execute();
    }

    void redeem(Tx tx, MerchantId merchant, String session, Held held) {
        count(tx, merchant, held.coupon(), held.code(), -1, 1);
        tx.update("""
                UPDATE discount_redemptions
                   SET state = 'REDEEMED'
                 WHERE merchant_id = :merchant
                   AND session_id = :session
                """)
                .bind("merchant", merchant.text())
                .bind("session", session)
                .execute();
    }

    private static void count(
            Tx tx, MerchantId merchant, CouponId coupon, Optional<PromotionCodeId> code, int reserved, int redeemed) {
        tx.update("""
                UPDATE coupons
                   SET reserved = reserved + :reserved,
                       redeemed = redeemed + :redeemed
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("reserved", reserved)
                .bind("redeemed", redeemed)
                .bind("merchant", merchant.text())
                .bind("id", coupon.text())
                .execute();
        code.ifPresent(id -> tx.update("""
                UPDATE promotion_codes
                   SET reserved = reserved + :reserved,
                       redeemed = redeemed + :redeemed
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("reserved", reserved)
                .bind("redeemed", redeemed)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute());
    }
}
