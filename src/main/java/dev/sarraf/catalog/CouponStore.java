package dev.sarraf.catalog;

import dev.sarraf.catalog.Discount.Amount;
import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `coupons`. [RedemptionStore] counts in it.
final class CouponStore {
    void insert(Tx tx, MerchantId merchant, CouponId id, NewCoupon coupon) {
        var terms = coupon.terms();
        bind(tx.update("""
                INSERT INTO coupons
                       (merchant_id, id, percent_basis_points, max_discount, amount_off, currency, min_value, duration,
                        duration_in_months, customer_max_redemptions, product_ids, name, max_redemptions, redeem_by,
                        active, metadata, created_at)
                VALUES (:merchant, :id, :percent, :maxDiscount, :amountOff, :currency, :minValue, :duration, :months,
                        :customerMax, :products, :name, :maxRedemptions, :redeemBy, :active, :metadata,
                        date_trunc('milliseconds', business_now(:merchant)))
                """), coupon.settings())
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .bind("percent", percent(terms.amount()))
                .bind("maxDiscount", maxDiscount(terms.amount()))
                .bind("amountOff", amountOff(terms.amount()))
                .bind("currency", terms.currency().map(Enum::name))
                .bind("minValue", terms.minValue())
                .bind("duration", terms.duration().name())
                .bind("months", terms.durationInMonths())
                .bind("customerMax", terms.customerMaxRedemptions())
                .bindArray(
                        "products",
                        String.class,
                        terms.products().stream().map(ProductId::text).toList())
                .execute();
    }

    void update(Tx tx, MerchantId merchant, CouponId id, Coupon.Settings settings) {
        bind(tx.update("""
                UPDATE coupons
                   SET name = :name,
                       max_redemptions = :maxRedemptions,
                       redeem_by = :redeemBy,
                       active = :active,
                       metadata = :metadata
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), settings)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    void delete(Tx tx, MerchantId merchant, CouponId id) {
        tx.update("DELETE FROM coupons WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    Optional<Coupon> find(Tx tx, MerchantId merchant, CouponId id) {
        return tx.query("""
                SELECT c.*, redeem_by <= business_now(merchant_id) AS expired
                  FROM coupons AS c
                 WHERE merchant_id = :merchant
                   AND id = :id
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> coupon(row))
                .findOne();
    }

    /// As [#find], and keeps the coupon's limits and counts as they are until the transaction ends.
    Optional<Coupon> lock(Tx tx, MerchantId merchant, CouponId id) {
        return tx.query("""
                SELECT c.*, redeem_by <= business_now(merchant_id) AS expired
                  FROM coupons AS c
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR NO KEY UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> coupon(row))
                .findOne();
    }

    /// As [#lock], and keeps codes from being made for it.
    Optional<Coupon> lockAlone(Tx tx, MerchantId merchant, CouponId id) {
        return tx.query("""
                SELECT c.*, redeem_by <= business_now(merchant_id) AS expired
                  FROM coupons AS c
                 WHERE merchant_id = :merchant
                   AND id = :id
                   FOR UPDATE
                """)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> coupon(row))
                .findOne();
    }

    List<Coupon> all(Tx tx, MerchantId merchant, List<CouponId> ids) {
        return tx.query("""
                SELECT c.*, redeem_by <= business_now(merchant_id) AS expired
                  FROM coupons AS c
                 WHERE merchant_id = :merchant
                   AND id = ANY (:ids)
                """)
                .bind("merchant", merchant.text())
                .bindArray("ids", String.class, ids.stream().map(CouponId::text).toList())
                .map((row, _) -> coupon(row))
                .list();
    }

    /// The newest first.
    List<Coupon> list(Tx tx, MerchantId merchant, Optional<Boolean> active, Page page) {
        return tx.query("""
                SELECT c.*, redeem_by <= business_now(merchant_id) AS expired
                  FROM coupons AS c
                 WHERE merchant_id = :merchant
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """)
                .bind("merchant", merchant.text())
                .bind("active", active)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> coupon(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, Optional<Boolean> active) {
        return tx.query("""
                SELECT count(*)
                  FROM coupons
                 WHERE merchant_id = :merchant
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                """)
                .bind("merchant", merchant.text())
                .bind("active", active)
                .mapTo(Long.class)
                .one();
    }

    private static <S extends SqlStatement<S>> S bind(S statement, Coupon.Settings settings) {
        return statement
                .bind("name", settings.name())
                .bind("maxRedemptions", settings.maxRedemptions())
                .bind("redeemBy", settings.redeemBy().map(PriceStore::column))
                .bind("active", settings.active())
                .bind("metadata", settings.metadata().text());
    }

    private static Optional<Integer> percent(Amount amount) {
        return amount instanceof Amount.PercentOff(var basisPoints, var _)
                ? Optional.of(basisPoints)
                : Optional.empty();
    }

    private static Optional<Long> maxDiscount(Amount amount) {
        return amount instanceof Amount.PercentOff(var _, var maxDiscount) ? maxDiscount : Optional.empty();
    }

    private static Optional<Long> amountOff(Amount amount) {
        return amount instanceof Amount.AmountOff(var money) ? Optional.of(money.minorUnits()) : Optional.empty();
    }

    private static Coupon coupon(ResultSet row) throws SQLException {
        var currency = Optional.ofNullable(row.getString("currency")).map(Currency::valueOf);
        var settings = new Coupon.Settings(
                Optional.ofNullable(row.getString("name")),
                PriceStore.whole(row, "max_redemptions"),
                PriceStore.moment(row, "redeem_by"),
                row.getBoolean("active"),
                Metadata.parse(row.getString("metadata")));
        var tally = new Tally(row.getLong("reserved"), row.getLong("redeemed"));
        boolean isUsedUp = settings.maxRedemptions()
                .filter(most -> tally.redeemed() >= most)
                .isPresent();
        return new Coupon(
                new CouponId(row.getString("id")),
                new Coupon.Terms(
                        amount(row, currency),
                        currency,
                        PriceStore.whole(row, "min_value"),
                        Coupon.Duration.valueOf(row.getString("duration")),
                        PriceStore.whole(row, "duration_in_months"),
                        PriceStore.whole(row, "customer_max_redemptions"),
                        Arrays.stream((Object[]) row.getArray("product_ids").getArray())
                                .map(id -> new ProductId(id.toString()))
                                .toList()),
                settings,
                tally,
                settings.active() && !row.getBoolean("expired") && !isUsedUp,
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }

    private static Amount amount(ResultSet row, Optional<Currency> currency) throws SQLException {
        var amountOff = PriceStore.whole(row, "amount_off");
        if (amountOff.isPresent()) {
            return new Amount.AmountOff(new Money(amountOff.get(), currency.orElseThrow()));
        }
        return new Amount.PercentOff(row.getInt("percent_basis_points"), PriceStore.whole(row, "max_discount"));
    }
}
