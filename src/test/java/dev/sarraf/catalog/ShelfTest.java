package dev.sarraf.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.testing.Seed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

/// What checkout takes from the shelf.
class ShelfTest {
    private static final int BUYERS = 20;

    private static Warehouse warehouse;

    private final Shelf shelf = new Shelf();

    @BeforeAll
    static void open() {
        warehouse = new Warehouse();
    }

    @AfterAll
    static void close() {
        warehouse.close();
    }

    @Test
    void offers_come_in_the_order_in_which_they_are_wanted() {
        var cheap = warehouse.price(Optional.of(5L));
        var custom = warehouse.price(
                warehouse.product(),
                new Price.Cost.Custom(new CustomAmount(Optional.of(50L), Optional.empty(), Optional.empty())),
                Optional.empty(),
                Optional.empty(),
                Optional.of(Warehouse.FAR));

        var offers = offer(wanted(custom, 1), wanted(cheap, 2), wanted(cheap, 3));

        assertThat(offers).extracting(Offer::price).containsExactly(custom, cheap, cheap);
        assertThat(offers.get(0).type()).isEqualTo(Offer.Type.CUSTOM);
        assertThat(offers.get(0).custom().flatMap(CustomAmount::minimum)).contains(50L);
        assertThat(offers.get(0).expirationDate()).contains(Warehouse.FAR);
        assertThat(offers.get(1).unitAmount()).contains(100L);
        assertThat(offers.get(1).stock()).contains(5L);
        assertThat(offers.get(1).product().name()).isEqualTo("Bag");
        assertThat(offers.get(1).product().unitLabel()).contains("bag");
    }

    @Test
    void a_session_reads_an_offer_back_as_it_kept_it() {
        var mapper = JsonMapper.shared();
        var custom = new CustomAmount(Optional.of(50L), Optional.empty(), Optional.empty());
        var price = warehouse.price(
                warehouse.product(),
                new Price.Cost.Custom(custom),
                Optional.of(5L),
                Optional.empty(),
                Optional.of(Warehouse.FAR));
        var offer = offer(wanted(price, 1)).getFirst();

        assertThat(mapper.readValue(mapper.writeValueAsString(offer), Offer.class))
                .isEqualTo(offer);
    }

    @Test
    void what_was_offered_is_used_and_what_was_refused_is_not() {
        var offered = warehouse.price(Optional.empty());
        var refused = warehouse.price(Optional.of(0L));

        offer(wanted(offered, 1));
        assertThatThrownBy(() -> offer(wanted(refused, 1))).isInstanceOf(Refusal.class);

        assertThat(warehouse.read(offered).used()).isTrue();
        assertThatThrownBy(() -> warehouse.delete(offered)).isInstanceOf(Refusal.class);
        assertThat(warehouse.read(refused).used()).isFalse();
        warehouse.delete(refused);
    }

    @Test
    void a_price_that_does_not_exist_is_missing() {
        for (var id : List.of("price_test_AAAAAAAAAAAAAAAAAAAAAAAA", "price_live_AAAAAAAAAAAAAAAAAAAAAAAA", "x")) {
            var refusal = refusal(() -> offer(new Shelf.Wanted(id, 1, "lineItems[0].price")));

            assertThat(refusal.reason()).isEqualTo(Reason.NOT_FOUND);
            assertThat(refusal.code()).isEqualTo(ErrorCode.RESOURCE_MISSING);
            assertThat(refusal.param()).contains("lineItems[0].price");
        }
    }

    @Test
    void each_reason_not_to_sell_has_its_code() {
        var now = warehouse.now();
        var once = new Price.Cost.OneTime(100);
        var day = Duration.ofDays(1);
        var recurring = new Price.Cost.Recurring(100, new Price.Recurrence(Price.Interval.MONTH, 1));
        var inactive = warehouse.price(Optional.empty());
        warehouse.update("UPDATE prices SET active = false WHERE id = '" + inactive + "'");
        var archived = warehouse.price(Optional.empty());
        warehouse.update("UPDATE products SET active = false WHERE id = '"
                + warehouse.read(archived).product() + "'");
        var unlimited = Optional.<Long>empty();
        var product = warehouse.product();

        refused(
                warehouse.price(product, recurring, unlimited, Optional.empty(), Optional.empty()),
                ErrorCode.PRICE_RECURRING_NOT_SUPPORTED);
        refused(archived, ErrorCode.PRODUCT_ARCHIVED);
        refused(inactive, ErrorCode.PRICE_INACTIVE);
        refused(
                warehouse.price(product, once, unlimited, Optional.of(now.plus(day)), Optional.empty()),
                ErrorCode.PRICE_NOT_YET_ACTIVE);
        refused(
                warehouse.price(product, once, unlimited, Optional.empty(), Optional.of(now.minus(day))),
                ErrorCode.PRICE_EXPIRED);
        refused(warehouse.price(Optional.of(0L)), ErrorCode.PRICE_SOLD_OUT);
    }

    @Test
    void dates_are_judged_by_the_merchants_clock() {
        var later = warehouse.price(
                warehouse.product(),
                new Price.Cost.OneTime(100),
                Optional.empty(),
                Optional.of(warehouse.now().plus(Duration.ofHours(1))),
                Optional.empty());
        refused(later, ErrorCode.PRICE_NOT_YET_ACTIVE);

        warehouse.advance(Duration.ofHours(2));

        assertThat(offer(wanted(later, 1))).hasSize(1);
    }

    @Test
    void lines_of_one_price_share_its_stock() {
        var price = warehouse.price(Optional.of(5L));

        var refusal = refusal(() -> offer(
                new Shelf.Wanted(price.text(), 3, "lineItems[0].price"),
                new Shelf.Wanted(price.text(), 3, "lineItems[1].price")));

        assertThat(refusal.code()).isEqualTo(ErrorCode.PRICE_SOLD_OUT);
        assertThat(refusal.param()).contains("lineItems[1].price");
        assertThat(offer(wanted(price, 3), wanted(price, 2))).hasSize(2);
    }

    @Test
    void stock_is_reserved_all_or_nothing_and_then_released_or_sold() {
        var plenty = warehouse.price(Optional.of(10L));
        var scarce = warehouse.price(Optional.of(1L));
        var unlimited = warehouse.price(Optional.empty());
        offer(wanted(plenty, 1), wanted(scarce, 1), wanted(unlimited, 1));

        assertThat(reserve(Map.of(plenty, 2L, scarce, 2L))).isFalse();
        assertThat(counts(plenty)).isEqualTo("10/0/0");
        assertThat(reserve(Map.of(plenty, 2L, scarce, 1L, unlimited, 1_000_000L)))
                .isTrue();
        assertThat(counts(plenty)).isEqualTo("10/2/0");
        assertThat(reserve(Map.of(scarce, 1L))).isFalse();
        assertThat(reserve(Map.of())).isTrue();

        warehouse.run(tx -> {
            shelf.release(tx, warehouse.merchant, Map.of(scarce, 1L));
            shelf.sold(tx, warehouse.merchant, Map.of(plenty, 2L, unlimited, 1_000_000L));
            return true;
        });

        assertThat(counts(plenty)).isEqualTo("8/0/2");
        assertThat(counts(scarce)).isEqualTo("1/0/0");
        assertThat(counts(unlimited)).isEqualTo("-/0/1000000");
    }

    @Test
    void what_was_not_reserved_can_neither_be_sold_nor_released() {
        var price = warehouse.price(Optional.of(10L));
        offer(wanted(price, 1));

        assertThatThrownBy(() -> warehouse.run(tx -> {
                    shelf.sold(tx, warehouse.merchant, Map.of(price, 1L));
                    return true;
                }))
                .hasMessageContaining("reserved");
        assertThatThrownBy(() -> warehouse.run(tx -> {
                    shelf.release(tx, warehouse.merchant, Map.of(price, 1L));
                    return true;
                }))
                .hasMessageContaining("reserved");
        assertThat(counts(price)).isEqualTo("10/0/0");
    }

    @Test
    void what_a_session_holds_is_judged_again_before_payment() {
        var price = warehouse.price(Optional.of(2L));
        offer(wanted(price, 2));
        requireForSale(Map.of(price, 2L));

        reserve(Map.of(price, 1L));
        var soldOut = refusal(() -> requireForSale(Map.of(price, 2L)));
        warehouse.update("UPDATE prices SET active = false WHERE id = '" + price + "'");
        var inactive = refusal(() -> requireForSale(Map.of(price, 1L)));

        assertThat(soldOut.reason()).isEqualTo(Reason.CONFLICT);
        assertThat(soldOut.code()).isEqualTo(ErrorCode.PRICE_SOLD_OUT);
        assertThat(inactive.code()).isEqualTo(ErrorCode.PRICE_INACTIVE);
    }

    /// Many buyers at once, each with a random basket, who pay or go away at random. Afterwards every count is
    /// what the buyers themselves counted.
    @Test
    void stock_never_falls_below_zero_however_many_buy_at_once() throws Exception {
        long seed = Seed.fresh("stock");
        var prices = new ArrayList<PriceId>();
        var stock = new HashMap<PriceId, Long>();
        var random = new Random(seed);
        for (int i = 0; i < 4; i++) {
            long left = random.nextLong(1, 30);
            var price = warehouse.price(Optional.of(left));
            prices.add(price);
            stock.put(price, left);
        }
        offer(prices.stream().map(price -> wanted(price, 1)).toArray(Shelf.Wanted[]::new));
        var begin = new CountDownLatch(1);
        var buyers = new ArrayList<Callable<Map<PriceId, Long>>>();
        for (int i = 0; i < BUYERS; i++) {
            long own = random.nextLong();
            buyers.add(() -> {
                begin.await();
                return shopping(new Random(own), prices);
            });
        }

        var sold = new HashMap<PriceId, Long>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            var futures = buyers.stream().map(pool::submit).toList();
            begin.countDown();
            for (var future : futures) {
                future.get().forEach((price, quantity) -> sold.merge(price, quantity, Long::sum));
            }
        }

        for (var price : prices) {
            long bought = sold.getOrDefault(price, 0L);
            assertThat(counts(price))
                    .as("seed %d", seed)
                    .isEqualTo((stock.getOrDefault(price, 0L) - bought) + "/0/" + bought);
        }
    }

    /// A few rounds of one buyer: what was sold to it.
    private Map<PriceId, Long> shopping(Random random, List<PriceId> prices) {
        var bought = new HashMap<PriceId, Long>();
        for (int round = 0; round < 6; round++) {
            var basket = new HashMap<PriceId, Long>();
            for (int i = random.nextInt(1, 4); i > 0; i--) {
                basket.put(prices.get(random.nextInt(prices.size())), random.nextLong(1, 4));
            }
            if (reserve(basket)) {
                boolean pays = random.nextBoolean();
                warehouse.run(tx -> {
                    if (pays) {
                        shelf.sold(tx, warehouse.merchant, basket);
                    } else {
                        shelf.release(tx, warehouse.merchant, basket);
                    }
                    return true;
                });
                if (pays) {
                    basket.forEach((price, quantity) -> bought.merge(price, quantity, Long::sum));
                }
            }
        }
        return bought;
    }

    private void refused(PriceId price, ErrorCode code) {
        var refusal = refusal(() -> offer(wanted(price, 1)));
        assertThat(refusal.code()).isEqualTo(code);
        assertThat(refusal.reason()).isEqualTo(Reason.INVALID);
        assertThat(refusal.param()).contains("lineItems[0].price");
    }

    private static Refusal refusal(ThrowingCallable call) {
        var thrown = new ArrayList<Refusal>();
        assertThatThrownBy(call).isInstanceOfSatisfying(Refusal.class, thrown::add);
        return thrown.getFirst();
    }

    private static Shelf.Wanted wanted(PriceId price, long quantity) {
        return new Shelf.Wanted(price.text(), quantity, "lineItems[0].price");
    }

    private List<Offer> offer(Shelf.Wanted... wanted) {
        return warehouse.run(tx -> shelf.offer(tx, warehouse.merchant, List.of(wanted)));
    }

    private void requireForSale(Map<PriceId, Long> quantities) {
        warehouse.run(tx -> {
            shelf.requireForSale(tx, warehouse.merchant, quantities);
            return true;
        });
    }

    private boolean reserve(Map<PriceId, Long> quantities) {
        return warehouse.run(tx -> shelf.reserve(tx, warehouse.merchant, quantities));
    }

    /// Stock, reserved, sold.
    private static String counts(PriceId id) {
        var price = warehouse.read(id);
        return price.shelving().stock().map(String::valueOf).orElse("-") + "/"
                + price.count().reserved() + "/" + price.count().sold();
    }
}
