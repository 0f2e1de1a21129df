package dev.sarraf.catalog;

import dev.sarraf.db.Tx;
import dev.sarraf.events.Bell;
import dev.sarraf.events.Outbox;
import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.images.Images;
import dev.sarraf.merchants.DatabaseClock;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.testing.ModeDatabase;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/// A merchant's catalog on a database of its own.
final class Warehouse implements AutoCloseable {
    static final Instant FAR = Instant.parse("2126-01-01T00:00:00Z");

    private final ModeDatabase mode = ModeDatabase.fresh();
    private final Outbox outbox = new Outbox(Mode.TEST, new Bell(), new Metrics());
    private final ImageAddresses addresses = new ImageAddresses(URI.create("http://localhost"), Mode.TEST);
    private final Images images = new Images(mode.database(), addresses, () -> {});
    private final Prices prices = new Prices(mode.database(), Mode.TEST, outbox, addresses);
    private final Products products = new Products(mode.database(), Mode.TEST, outbox, prices, images);
    private final Coupons coupons = new Coupons(mode.database(), Mode.TEST, outbox);
    private final PromotionCodes codes = new PromotionCodes(mode.database(), Mode.TEST, outbox);
    final MerchantId merchant = MerchantId.random();

    <T> T run(Function<Tx, T> work) {
        return mode.database().inTransaction(work);
    }

    void advance(Duration by) {
        mode.advance(merchant, by);
    }

    Instant now() {
        return run(tx -> DatabaseClock.business(tx, merchant));
    }

    int update(String sql) {
        return run(tx -> tx.update(sql).execute());
    }

    /// The id of somebody whom promotion codes can be for.
    String customer() {
        var id = IdShape.of("cus").random(Mode.TEST);
        run(tx ->
                tx.update("""
                        INSERT INTO customers (merchant_id, id, type, metadata, created_at, updated_at)
                        VALUES (:merchant, :id, 'GUEST', '{}', now(), now())
                        """).bind("merchant", merchant.text()).bind("id", id).execute());
        return id;
    }

    ProductId product() {
        var label = new Product.Label(
                "Bag", Optional.of("Waxed"), Optional.empty(), Optional.of("bag"), true, Metadata.none());
        return run(tx -> products.create(tx, merchant, new NewProduct(label, Optional.empty())))
                .product()
                .id();
    }

    PriceId price(Optional<Long> stock) {
        return price(product(), new Price.Cost.OneTime(100), stock, Optional.empty(), Optional.empty());
    }

    PriceId price(
            ProductId product, Price.Cost cost, Optional<Long> stock, Optional<Instant> start, Optional<Instant> end) {
        var price = new NewPrice(
                new Price.Terms(Currency.EGP, cost),
                new Price.Shelving(Optional.empty(), Optional.empty(), stock, start, end, true, Metadata.none()));
        return run(tx -> prices.create(tx, merchant, product, price)).id();
    }

    Price read(PriceId id) {
        return prices.get(merchant, id);
    }

    void delete(PriceId id) {
        prices.delete(merchant, id);
    }

    CouponId coupon(Coupon.Terms terms, Optional<Long> maxRedemptions, Optional<Instant> redeemBy) {
        var coupon = new NewCoupon(
                terms, new Coupon.Settings(Optional.of("Spring"), maxRedemptions, redeemBy, true, Metadata.none()));
        return new CouponId(
                run(tx -> coupons.create(tx, merchant, coupon)).get("id").stringValue());
    }

    PromotionCodeId code(
            CouponId coupon, String text, PromotionCode.Terms terms, Optional<Long> most, Optional<Instant> expiresAt) {
        var code = new NewPromotionCode(
                coupon, text, terms, new PromotionCode.Settings(most, expiresAt, true, Metadata.none()));
        return new PromotionCodeId(
                run(tx -> codes.create(tx, merchant, code)).get("id").stringValue());
    }

    void delete(PromotionCodeId id) {
        codes.delete(merchant, id);
    }

    void delete(CouponId id) {
        coupons.delete(merchant, id);
    }

    /// A tenth off everything.
    static Coupon.Terms tenth() {
        return tenth(Optional.empty());
    }

    static Coupon.Terms tenth(Optional<Long> perCustomer) {
        return new Coupon.Terms(
                new Discount.Amount.PercentOff(1_000, Optional.empty()),
                Optional.empty(),
                Optional.empty(),
                Coupon.Duration.ONCE,
                Optional.empty(),
                perCustomer,
                List.of());
    }

    static PromotionCode.Terms forEverybody() {
        return new PromotionCode.Terms(Optional.empty(), false, Optional.empty());
    }

    static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    List<String> rows(String sql) {
        return run(tx -> tx.query(sql).mapTo(String.class).list());
    }

    @Override
    public void close() {
        mode.close();
    }
}
