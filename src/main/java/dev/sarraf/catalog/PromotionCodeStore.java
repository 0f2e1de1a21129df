package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Page;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Optional;
import org.jdbi.v3.core.statement.Query;
import org.jdbi.v3.core.statement.SqlStatement;

/// The table `promotion_codes`. [RedemptionStore] counts in it.
final class PromotionCodeStore {
    /// Whether the code was free, in either case, so that it is this one's now.
    boolean insert(Tx tx, MerchantId merchant, PromotionCodeId id, NewPromotionCode code) {
        return bind(tx.update("""
                INSERT INTO promotion_codes
                       (merchant_id, id, coupon_id, code, customer_id, first_time, minimum_amount, minimum_currency,
                        max_redemptions, expires_at, active, metadata, created_at)
                VALUES (:merchant, :id, :coupon, :code, :customer, :firstTime, :minimum, :currency, :maxRedemptions,
                        :expiresAt, :active, :metadata, date_trunc('milliseconds', business_now(:merchant)))
                    ON CONFLICT (merchant_id, lower(code)) DO NOTHING
                """), code.settings())
                        .bind("merchant", merchant.text())
                        .bind("id", id.text())
                        .bind("coupon", code.coupon().text())
                        .bind("code", code.code())
                        .bind("customer", code.terms().customer())
                        .bind("firstTime", code.terms().firstTime())
                        .bind("minimum", code.terms().minimum().map(Money::minorUnits))
                        .bind(
                                "currency",
                                code.terms()
                                        .minimum()
                                        .map(minimum -> minimum.currency().name()))
                        .execute()
                == 1;
    }

    void update(Tx tx, MerchantId merchant, PromotionCodeId id, PromotionCode.Settings settings) {
        bind(tx.update("""
                UPDATE promotion_codes
                   SET max_redemptions = :maxRedemptions,
                       expires_at = :expiresAt,
                       active = :active,
                       metadata = :metadata
                 WHERE merchant_id = :merchant
                   AND id = :id
                """), settings)
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    void delete(Tx tx, MerchantId merchant, PromotionCodeId id) {
        tx.update("DELETE FROM promotion_codes WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .execute();
    }

    boolean existFor(Tx tx, MerchantId merchant, CouponId coupon) {
        return tx.query("""
                SELECT EXISTS (SELECT
                                 FROM promotion_codes
                                WHERE merchant_id = :merchant
                                  AND coupon_id = :coupon)
                """)
                .bind("merchant", merchant.text())
                .bind("coupon", coupon.text())
                .mapTo(Boolean.class)
                .one();
    }

    Optional<PromotionCode> find(Tx tx, MerchantId merchant, PromotionCodeId id) {
        return tx.query("SELECT * FROM promotion_codes WHERE merchant_id = :merchant AND id = :id")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> code(row))
                .findOne();
    }

    /// By what a customer typed, in either case.
    Optional<PromotionCode> findByCode(Tx tx, MerchantId merchant, String code) {
        return tx.query("SELECT * FROM promotion_codes WHERE merchant_id = :merchant AND lower(code) = lower(:code)")
                .bind("merchant", merchant.text())
                .bind("code", code)
                .map((row, _) -> code(row))
                .findOne();
    }

    /// As [#find], and keeps the code's limits and counts as they are until the transaction ends.
    Optional<PromotionCode> lock(Tx tx, MerchantId merchant, PromotionCodeId id) {
        return tx.query("SELECT * FROM promotion_codes WHERE merchant_id = :merchant AND id = :id FOR NO KEY UPDATE")
                .bind("merchant", merchant.text())
                .bind("id", id.text())
                .map((row, _) -> code(row))
                .findOne();
    }

    /// The newest first.
    List<PromotionCode> list(Tx tx, MerchantId merchant, PromotionCodes.Filter filter, Page page) {
        return bind(tx.query("""
                SELECT *
                  FROM promotion_codes
                 WHERE merchant_id = :merchant
                   AND (CAST(:coupon AS text) IS NULL OR coupon_id = :coupon)
                   AND (CAST(:code AS text) IS NULL OR lower(code) = lower(:code))
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                 ORDER BY created_at DESC, id DESC
                 LIMIT :limit
                OFFSET :offset
                """), merchant, filter)
                .bind("limit", page.limit())
                .bind("offset", page.offset())
                .map((row, _) -> code(row))
                .list();
    }

    long count(Tx tx, MerchantId merchant, PromotionCodes.Filter filter) {
        return bind(tx.query("""
                SELECT count(*)
                  FROM promotion_codes
                 WHERE merchant_id = :merchant
                   AND (CAST(:coupon AS text) IS NULL OR coupon_id = :coupon)
                   AND (CAST(:code AS text) IS NULL OR lower(code) = lower(:code))
                   AND (CAST(:active AS boolean) IS NULL OR active = :active)
                """), merchant, filter).mapTo(Long.class).one();
    }

    private static Query bind(Query query, MerchantId merchant, PromotionCodes.Filter filter) {
        return query.bind("merchant", merchant.text())
                .bind("coupon", filter.coupon())
                .bind("code", filter.code())
                .bind("active", filter.active());
    }

    private static <S extends SqlStatement<S>> S bind(S statement, PromotionCode.Settings settings) {
        return statement
                .bind("maxRedemptions", settings.maxRedemptions())
                .bind("expiresAt", settings.expiresAt().map(PriceStore::column))
                .bind("active", settings.active())
                .bind("metadata", settings.metadata().text());
    }

    private static PromotionCode code(ResultSet row) throws SQLException {
        var minimum = PriceStore.whole(row, "minimum_amount");
        var currency = Optional.ofNullable(row.getString("minimum_currency")).map(Currency::valueOf);
        return new PromotionCode(
                new PromotionCodeId(row.getString("id")),
                new CouponId(row.getString("coupon_id")),
                row.getString("code"),
                new PromotionCode.Terms(
                        Optional.ofNullable(row.getString("customer_id")),
                        row.getBoolean("first_time"),
                        minimum.flatMap(amount -> currency.map(known -> new Money(amount, known)))),
                new PromotionCode.Settings(
                        PriceStore.whole(row, "max_redemptions"),
                        PriceStore.moment(row, "expires_at"),
                        row.getBoolean("active"),
                        Metadata.parse(row.getString("metadata"))),
                new Tally(row.getLong("reserved"), row.getLong("redeemed")),
                row.getObject("created_at", OffsetDateTime.class).toInstant());
    }
}
