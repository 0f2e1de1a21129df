package dev.sarraf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.catalog.Discounts.Basket;
import dev.sarraf.catalog.Discounts.Buyer;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Json;
import dev.sarraf.ids.Mode;
import dev.sarraf.money.Currency;
import dev.sarraf.money.Money;
import dev.sarraf.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What checkout asks about discounts.
class DiscountsTest {
    private static final int BUYERS = 20;
    private static final Buyer NOBODY = new Buyer(Optional.empty(), Optional.empty(), Optional.empty());

    private static final AtomicInteger SESSIONS = new AtomicInteger();
    private static final AtomicInteger CODES = new AtomicInteger();

    private static Warehouse warehouse;

    private final Discounts discounts = new Discounts();

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @ParameterizedTest
    @CsvSource({"1000, -, 999, 100", "1, -, 49, 0", "10000, -, 700, 700", "5000, 300, 1000, 300", "5000, 300, 400, 200"
    })
    void a_share_is_rounded_half_up_and_capped(int basisPoints, String cap, long amount, long off) {
        var most = cap.equals("-") ? Optional.<Long>empty() : Optional.of(Long.valueOf(cap));

        assertThat(discount(new Discount.Amount.PercentOff(basisPoints, most)).off(Warehouse.egp(amount)))
                .isEqualTo(Warehouse.egp(off));
    }

    @ParameterizedTest
    @CsvSource({"500, 1000, 500", "500, 300, 300", "500, 0, 0"})
    void an_amount_never_exceeds_what_it_is_taken_off(long amountOff, long amount, long off) {
        assertThat(discount(new Discount.Amount.AmountOff(Warehouse.egp(amountOff)))
                        .off(Warehouse.egp(amount)))
                .isEqualTo(Warehouse.egp(off));
    }

    @Test
    void a_coupon_is_granted_by_its_id_and_a_code_by_its_text_in_either_case() {
        var coupon = warehouse.coupon(Warehouse.tenth(), Optional.empty(), Optional.empty());
        var text = text();
        var code = warehouse.code(coupon, text, Warehouse.forEverybody(), Optional.empty(), Optional.empty());

        var plain = byCoupon(coupon.text(), basket(500), NOBODY);
        var typed = byCode(" " + text.toLowerCase(Locale.ROOT) + " ", basket(500), NOBODY);
        var named = byCode(code.text(), basket(500), NOBODY);

        assertThat(plain.coupon()).isEqualTo(coupon);
        assertThat(plain.promotionCode()).isEmpty();
        assertThat(plain.name()).contains("Spring");
        assertThat(typed).isEqualTo(named);
        assertThat(typed.promotionCode()).contains(code);
        assertThat(typed.code()).contains(text);
    }

    @Test
    void a_session_shows_the_coupon_as_it_was_granted() {
        var share = byCoupon(
                warehouse
                        .coupon(Warehouse.tenth(), Optional.empty(), Optional.empty())
                        .text(),
                basket(500),
                NOBODY);
        var amount = discount(new Discount.Amount.AmountOff(Warehouse.egp(500)));

        assertThat(CouponSummary.of(Mode.TEST, share).toString())
                .isEqualTo("{\"id\":\"%s\",\"object\":\"coupon\",\"discountType\":\"percentage\",\"valid\":true,"
                                .formatted(share.coupon())
                        + "\"livemode\":false,\"name\":\"Spring\",\"percentOff\":10}");
        assertThat(CouponSummary.of(Mode.LIVE, amount).toString())
                .isEqualTo("{\"id\":\"%s\",\"object\":\"coupon\",\"discountType\":\"fixed_amount\",\"valid\":true,"
                                .formatted(amount.coupon())
                        + "\"livemode\":true,\"amountOff\":\"500\",\"currency\":\"EGP\"}");
    }

    @Test
    void a_session_reads_a_discount_back_as_it_kept_it() {
        var full = new Discount(
                CouponId.random(Mode.TEST),
                Optional.of(PromotionCodeId.random(Mode.TEST)),
                Optional.of("SPRING"),
                Optional.of("Spring"),
                new Discount.Amount.PercentOff(1_250, Optional.of(10_000L)),
                Optional.of(Warehouse.egp(500)),
                List.of(ProductId.random(Mode.TEST), ProductId.random(Mode.TEST)));

        for (var discount : List.of(
                full,
                discount(new Discount.Amount.PercentOff(1, Optional.empty())),
                discount(new Discount.Amount.AmountOff(new Money(5, Currency.KWD))))) {
            var kept = Json.write(DiscountJson.write(discount));

            assertThat(DiscountJson.read(Json.readOwn(kept))).isEqualTo(discount);
        }
    }

    @Test
    void what_does_not_exist_is_missing() {
        var coupon = refusal(() -> byCoupon("coup_test_AAAAAAAAAAAAAAAAAAAAAAAA", basket(500), NOBODY));
        var id = refusal(() -> byCode("promo_test_AAAAAAAAAAAAAAAAAAAAAAAA", basket(500), NOBODY));
        var text = refusal(() -> byCode("NEVER-MADE", basket(500), NOBODY));

        assertThat(coupon.reason()).isEqualTo(Reason.NOT_FOUND);
        assertThat(id.code()).isEqualTo(ErrorCode.RESOURCE_MISSING);
        assertThat(text.code()).isEqualTo(ErrorCode.PROMOTION_CODE_NOT_FOUND);
        assertThat(List.of(coupon, id, text))
                .allSatisfy(refusal -> assertThat(refusal.param()).contains("discounts[0]"));
    }

    @Test
    void a_coupon_is_for_its_currency_its_minimum_and_its_products() {
        var product = warehouse.product();
        var terms = new Coupon.Terms(
                new Discount.Amount.AmountOff(Warehouse.egp(100)),
                Optional.of(Currency.EGP),
                Optional.of(500L),
                Coupon.Duration.ONCE,
                Optional.empty(),
                Optional.empty(),
                List.of(product));
        var coupon = warehouse.coupon(terms, Optional.empty(), Optional.empty()).text();
        var dollars = new Money(900, Currency.USD);

        assertThat(refusal(() -> byCoupon(coupon, new Basket(Currency.USD, dollars, Map.of(product, dollars)), NOBODY))
                        .code())
                .isEqualTo(ErrorCode.COUPON_CURRENCY_MISMATCH);
        assertThat(refusal(() -> byCoupon(coupon, of(499, product), NOBODY)).code())
                .isEqualTo(ErrorCode.COUPON_MINIMUM_AMOUNT);
        assertThat(refusal(() -> byCoupon(coupon, of(500, warehouse.product()), NOBODY))
                        .code())
                .isEqualTo(ErrorCode.COUPON_INVALID);
        var granted = byCoupon(coupon, of(500, product), NOBODY);
        assertThat(granted.minimum()).contains(Warehouse.egp(500));
        assertThat(granted.appliesTo(product)).isTrue();
        assertThat(granted.appliesTo(warehouse.product())).isFalse();
    }

    @Test
    void a_code_is_for_its_customer_its_minimum_and_first_purchases() {
        var coupon = warehouse.coupon(Warehouse.tenth(), Optional.empty(), Optional.empty());
        var customer = warehouse.customer();
        var customers = text();
        warehouse.code(
                coupon,
                customers,
                new PromotionCode.Terms(Optional.of(customer), false, Optional.empty()),
                Optional.empty(),
                Optional.empty());
        var minimum = text();
        warehouse.code(
                coupon,
                minimum,
                new PromotionCode.Terms(Optional.empty(), false, Optional.of(Warehouse.egp(500))),
                Optional.empty(),
                Optional.empty());
        var first = text();
        warehouse.code(
                coupon,
                first,
                new PromotionCode.Terms(Optional.empty(), true, Optional.empty()),
                Optional.empty(),
                Optional.empty());
        var dollars = new Basket(Currency.USD, new Money(900, Currency.USD), Map.of());

        assertThat(refusal(() -> byCode(customers, basket(500), NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_CUSTOMER_MISMATCH);
        byCode(customers, basket(500), new Buyer(Optional.empty(), Optional.of(customer), Optional.empty()));
        assertThat(refusal(() -> byCode(minimum, basket(499), NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_MINIMUM_AMOUNT);
        assertThat(refusal(() -> byCode(minimum, dollars, NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_MINIMUM_AMOUNT);
        assertThat(byCode(minimum, basket(500), NOBODY).minimum()).contains(Warehouse.egp(500));
        assertThat(refusal(() -> byCode(first, basket(500), buyer("a", true))).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_FIRST_TIME_ONLY);
        var discount = byCode(first, basket(500), NOBODY);
        assertThat(reserve(session(), discount, NOBODY)).contains(ErrorCode.PROMOTION_CODE_FIRST_TIME_ONLY);
        assertThat(reserve(session(), discount, buyer("a", true))).contains(ErrorCode.PROMOTION_CODE_FIRST_TIME_ONLY);
        assertThat(reserve(session(), discount, buyer("a", false))).isEmpty();
    }

    @Test
    void switches_dates_and_limits_are_judged_when_chosen_and_again_at_payment() {
        var end = Optional.of(warehouse.now().plus(Duration.ofHours(1)));
        var dated = warehouse.coupon(Warehouse.tenth(), Optional.empty(), end);
        var datedByCode = text();
        warehouse.code(dated, datedByCode, Warehouse.forEverybody(), Optional.empty(), Optional.empty());
        var open = warehouse.coupon(Warehouse.tenth(), Optional.empty(), Optional.empty());
        var datedCode = text();
        warehouse.code(open, datedCode, Warehouse.forEverybody(), Optional.empty(), end);
        var switched = text();
        warehouse.code(open, switched, Warehouse.forEverybody(), Optional.empty(), Optional.empty());
        var coupon = byCoupon(dated.text(), basket(500), NOBODY);
        var code = byCode(datedCode, basket(500), NOBODY);
        var active = byCode(switched, basket(500), NOBODY);

        warehouse.advance(Duration.ofHours(2));
        warehouse.update("UPDATE promotion_codes SET active = false WHERE code = '" + switched + "'");

        assertThat(reserve(session(), coupon, NOBODY)).contains(ErrorCode.COUPON_INVALID);
        assertThat(reserve(session(), code, NOBODY)).contains(ErrorCode.PROMOTION_CODE_EXPIRED);
        assertThat(reserve(session(), active, NOBODY)).contains(ErrorCode.PROMOTION_CODE_INACTIVE);
        assertThat(refusal(() -> byCoupon(dated.text(), basket(500), NOBODY)).code())
                .isEqualTo(ErrorCode.COUPON_INVALID);
        assertThat(refusal(() -> byCode(datedByCode, basket(500), NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_EXPIRED);
        assertThat(refusal(() -> byCode(switched, basket(500), NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_INACTIVE);
        warehouse.update("UPDATE coupons SET active = false WHERE id = '" + open + "'");
        warehouse.update("UPDATE promotion_codes SET active = true WHERE code = '" + switched + "'");
        assertThat(refusal(() -> byCode(switched, basket(500), NOBODY)).code()).isEqualTo(ErrorCode.COUPON_INVALID);
    }

    @Test
    void a_redemption_is_held_then_released_or_redeemed_and_each_step_can_be_repeated() {
        var coupon = warehouse.coupon(Warehouse.tenth(), Optional.of(1L), Optional.empty());
        var discount = byCoupon(coupon.text(), basket(500), NOBODY);
        var one = session();
        var other = session();

        assertThat(reserve(one, discount, NOBODY)).isEmpty();
        assertThat(reserve(one, discount, NOBODY)).isEmpty();
        assertThat(counts(coupon)).isEqualTo("1/0");
        assertThat(reserve(other, discount, NOBODY)).contains(ErrorCode.COUPON_INVALID);
        release(one);
        release(one);
        assertThat(counts(coupon)).isEqualTo("0/0");
        redeemed(one);
        assertThat(counts(coupon)).isEqualTo("0/0");

        assertThat(reserve(other, discount, NOBODY)).isEmpty();
        redeemed(other);
        redeemed(other);
        release(other);
        assertThat(counts(coupon)).isEqualTo("0/1");
        assertThat(reserve(other, discount, NOBODY)).isEmpty();
        assertThat(reserve(one, discount, NOBODY)).contains(ErrorCode.COUPON_INVALID);
        assertThatThrownBy(() -> warehouse.delete(coupon)).isInstanceOf(Refusal.class);
    }

    @Test
    void a_code_has_a_limit_of_its_own() {
        var coupon = warehouse.coupon(Warehouse.tenth(), Optional.empty(), Optional.empty());
        var text = text();
        var code = warehouse.code(coupon, text, Warehouse.forEverybody(), Optional.of(1L), Optional.empty());
        var discount = byCode(text, basket(500), NOBODY);

        assertThat(reserve(session(), discount, NOBODY)).isEmpty();

        assertThat(reserve(session(), discount, NOBODY)).contains(ErrorCode.PROMOTION_CODE_MAX_REDEMPTIONS);
        assertThat(refusal(() -> byCode(text, basket(500), NOBODY)).code())
                .isEqualTo(ErrorCode.PROMOTION_CODE_MAX_REDEMPTIONS);
        assertThat(refusal(() -> warehouse.delete(code)).code()).isEqualTo(ErrorCode.RESOURCE_INVALID_STATE);
    }

    @Test
    void each_customer_has_a_limit_which_needs_a_customer_who_is_known() {
        var coupon = warehouse.coupon(Warehouse.tenth(Optional.of(1L)), Optional.empty(), Optional.empty());
        var discount = byCoupon(coupon.text(), basket(500), NOBODY);

        assertThat(reserve(session(), discount, NOBODY)).contains(ErrorCode.COUPON_CUSTOMER_MAX_REDEMPTIONS);
        assertThat(reserve(session(), discount, buyer("a", false))).isEmpty();
        assertThat(reserve(session(), discount, buyer("a", false))).contains(ErrorCode.COUPON_CUSTOMER_MAX_REDEMPTIONS);
        assertThat(refusal(() -> byCoupon(coupon.text(), basket(500), buyer("a", false)))
                        .code())
                .isEqualTo(ErrorCode.COUPON_CUSTOMER_MAX_REDEMPTIONS);
        assertThat(reserve(session(), discount, buyer("b", false))).isEmpty();
    }

    @Test
    void a_session_that_changes_its_discount_gives_the_first_one_back() {
        var first = warehouse.coupon(Warehouse.tenth(), Optional.of(1L), Optional.empty());
        var second = warehouse.coupon(Warehouse.tenth(), Optional.of(1L), Optional.empty());
        var session = session();
        reserve(session, byCoupon(first.text(), basket(500), NOBODY), NOBODY);

        assertThat(reserve(session, byCoupon(second.text(), basket(500), NOBODY), NOBODY))
                .isEmpty();

        assertThat(counts(first)).isEqualTo("0/0");
        assertThat(counts(second)).isEqualTo("1/0");
    }

    @Test
    void what_was_deleted_in_the_meantime_is_not_given() {
        var coupon = warehouse.coupon(Warehouse.tenth(), Optional.empty(), Optional.empty());
        var text = text();
        var code = warehouse.code(coupon, text, Warehouse.forEverybody(), Optional.empty(), Optional.empty());
        var byCode = byCode(text, basket(500), NOBODY);
        var byCoupon = byCoupon(coupon.text(), basket(500), NOBODY);

        warehouse.delete(code);
        assertThat(reserve(session(), byCode, NOBODY)).contains(ErrorCode.PROMOTION_CODE_NOT_FOUND);
        warehouse.delete(coupon);
        assertThat(reserve(session(), byCoupon, NOBODY)).contains(ErrorCode.COUPON_INVALID);
    }

    /// Random limits, and 20 who pay at once, some of them the same person. Whoever was let through was within
    /// every limit, and nobody was turned away while one was free.
    @Test
    void limits_hold_exactly_however_many_pay_at_once() throws Exception {
        long seed = Seed.fresh("discounts");
        var random = new Random(seed);
        for (int round = 0; round < 5; round++) {
            long most = random.nextLong(1, BUYERS);
            long mostByCode = random.nextLong(1, BUYERS);
            long perCustomer = random.nextLong(1, 4);
            int customers = random.nextInt(1, 8);
            var coupon =
                    warehouse.coupon(Warehouse.tenth(Optional.of(perCustomer)), Optional.of(most), Optional.empty());
            var text = text();
            warehouse.code(coupon, text, Warehouse.forEverybody(), Optional.of(mostByCode), Optional.empty());
            var discount = byCode(text, basket(500), NOBODY);

            var begin = new CountDownLatch(1);
            var payments = new ArrayList<Callable<Boolean>>();
            for (int i = 0; i < BUYERS; i++) {
                var buyer = buyer("customer " + i % customers, false);
                boolean pays = random.nextBoolean();
                payments.add(() -> {
                    begin.await();
                    var session = session();
                    boolean held = reserve(session, discount, buyer).isEmpty();
                    if (held && pays) {
                        redeemed(session);
                    }
                    return held;
                });
            }
            long held = 0;
            try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
                var futures = payments.stream().map(pool::submit).toList();
                begin.countDown();
                for (var future : futures) {
                    held += future.get() ? 1 : 0;
                }
            }

            long possible = 0;
            for (int customer = 0; customer < customers; customer++) {
                int own = customer;
                long tries = IntStream.range(0, BUYERS)
                        .filter(i -> i % customers == own)
                        .count();
                possible += Math.min(perCustomer, tries);
            }
            assertThat(held)
                    .as("seed %d, round %d", seed, round)
                    .isEqualTo(Math.min(possible, Math.min(most, mostByCode)));
            assertThat(warehouse.rows("SELECT reserved + redeemed FROM coupons WHERE id = '" + coupon + "'"))
                    .containsExactly(String.valueOf(held));
            assertThat(warehouse.rows("SELECT count(*) FROM discount_redemptions WHERE coupon_id = '" + coupon
                            + "' GROUP BY buyer HAVING count(*) > " + perCustomer))
                    .as("seed %d, round %d", seed, round)
                    .isEmpty();
        }
    }

    private static Discount discount(Discount.Amount amount) {
        return new Discount(
                CouponId.random(Mode.TEST),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                amount,
                Optional.empty(),
                List.of());
    }

    private static Buyer buyer(String key, boolean boughtBefore) {
        return new Buyer(Optional.of(key), Optional.empty(), Optional.of(boughtBefore));
    }

    private static Basket basket(long subtotal) {
        return new Basket(Currency.EGP, Warehouse.egp(subtotal), Map.of());
    }

    private static Basket of(long subtotal, ProductId product) {
        return new Basket(Currency.EGP, Warehouse.egp(subtotal), Map.of(product, Warehouse.egp(subtotal)));
    }

    private static String session() {
        return "cs_" + SESSIONS.incrementAndGet();
    }

    private static String text() {
        return "Code-" + CODES.incrementAndGet();
    }

    private Discount byCoupon(String id, Basket basket, Buyer buyer) {
        return warehouse.run(tx -> discounts.byCoupon(tx, warehouse.merchant, id, basket, buyer, "discounts[0]"));
    }

    private Discount byCode(String idOrCode, Basket basket, Buyer buyer) {
        return warehouse.run(
                tx -> discounts.byPromotionCode(tx, warehouse.merchant, idOrCode, basket, buyer, "discounts[0]"));
    }

    private Optional<ErrorCode> reserve(String session, Discount discount, Buyer buyer) {
        return warehouse
                .run(tx -> discounts.reserve(tx, warehouse.merchant, session, discount, buyer))
                .map(refusal -> {
                    assertThat(refusal.reason()).isEqualTo(Reason.CONFLICT);
                    return refusal.code();
                });
    }

    private void release(String session) {
        warehouse.run(tx -> {
            discounts.release(tx, warehouse.merchant, session);
            return true;
        });
    }

    private void redeemed(String session) {
        warehouse.run(tx -> {
            discounts.redeemed(tx, warehouse.merchant, session);
            return true;
        });
    }

    /// Reserved, redeemed.
    private static String counts(CouponId coupon) {
        return warehouse
                .rows("SELECT reserved || '/' || redeemed FROM coupons WHERE id = '" + coupon + "'")
                .getFirst();
    }

    private static Refusal refusal(ThrowingCallable call) {
        var thrown = new ArrayList<Refusal>();
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, thrown::add);
        return thrown.getFirst();
    }
}
