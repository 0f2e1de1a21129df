package dev.sarraf.checkout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.catalog.CouponId;
import dev.sarraf.catalog.Discount;
import dev.sarraf.checkout.Bill.Item;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.ledger.FeePlan;
import dev.sarraf.merchants.FeeConfig;
import dev.sarraf.money.Currency;
import dev.sarraf.money.ExchangeRate;
import dev.sarraf.money.Money;
import dev.sarraf.testing.Seed;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TotalsTest {
    private static final int TRIALS = 50_000;

    @Test
    void lines_add_up_to_subtotal_and_total() {
        var totals = Totals.of(egp(List.of(item(119_900, 1), item(15_000, 2)), Optional.empty(), FeeConfig.NONE));

        assertThat(totals.charged().subtotal()).isEqualTo(egp(149_900));
        assertThat(totals.charged().total()).isEqualTo(egp(149_900));
        assertThat(totals.shown()).isEqualTo(totals.charged());
    }

    @Test
    void a_share_is_rounded_half_up_and_capped() {
        assertThat(discount(percent(1_250, Optional.empty()), 999)).isEqualTo(125);
        assertThat(discount(percent(5_000, Optional.empty()), 1)).isEqualTo(1);
        assertThat(discount(percent(5_000, Optional.of(100L)), 10_000)).isEqualTo(100);
        assertThat(discount(percent(10_000, Optional.empty()), 777)).isEqualTo(777);
    }

    @Test
    void a_fixed_amount_never_takes_off_more_than_there_is() {
        assertThat(discount(fixed(egp(500)), 10_000)).isEqualTo(500);
        assertThat(discount(fixed(egp(500)), 300)).isEqualTo(300);
    }

    @Test
    void a_discount_is_spread_over_the_lines_that_it_is_for() {
        var totals = Totals.of(egp(
                List.of(item(100, 1), new Item(egp(100), 1, false), item(100, 1), item(100, 1)),
                Optional.of(fixed(egp(100))),
                FeeConfig.NONE));

        assertThat(totals.lines().stream().map(line -> line.charged().discount().minorUnits()))
                .containsExactly(34L, 0L, 33L, 33L);
    }

    @Test
    void vat_and_fee_are_computed_on_what_is_left_after_the_discount() {
        var totals = Totals.of(
                egp(List.of(item(60_000, 1)), Optional.of(fixed(egp(10_000))), new FeeConfig(true, true, 1_400)));

        assertThat(totals.charged().vat()).isEqualTo(egp(7_000));
        assertThat(totals.charged().fee())
                .isEqualTo(FeePlan.STANDARD.of(egp(50_000)).total());
        assertThat(totals.charged().total())
                .isEqualTo(egp(50_000 + 7_000).plus(totals.charged().fee()));
    }

    @Test
    void what_is_free_stays_free() {
        var totals = Totals.of(egp(
                List.of(item(5_000, 1)),
                Optional.of(percent(10_000, Optional.empty())),
                new FeeConfig(true, true, 1_400)));

        assertThat(totals.charged().total()).isEqualTo(egp(0));
    }

    @Test
    void a_hundred_and_ten_dollars_at_51_01_are_5611_10_pounds() {
        var totals = Totals.of(new Bill(
                Currency.USD,
                Optional.of(new ExchangeRate("exr_1", Currency.USD, new BigDecimal("51.01"))),
                List.of(new Item(new Money(11_000, Currency.USD), 1, true)),
                Optional.empty(),
                FeeConfig.NONE,
                FeePlan.STANDARD));

        assertThat(totals.charged().total()).isEqualTo(egp(561_110));
        assertThat(totals.shown().total()).isEqualTo(new Money(11_000, Currency.USD));
    }

    @Test
    void too_much_is_refused_by_name() {
        for (var items : List.of(
                List.of(item(2_147_483_647, 2_147_483_647)),
                List.of(item(2_147_483_647, 465), item(2_147_483_647, 1)),
                List.of(item(2_147_483_647, 465), item(1_000_000_000, 2)))) {
            assertThatThrownBy(() -> Totals.of(egp(items, Optional.empty(), FeeConfig.NONE)))
                    .isInstanceOfSatisfying(
                            Refusal.class, refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.AMOUNT_INVALID));
        }
        assertThat(Totals.of(egp(List.of(item(1_000_000_000, 999)), Optional.empty(), FeeConfig.NONE))
                        .charged()
                        .total()
                        .minorUnits())
                .isEqualTo(999_000_000_000L);
    }

    @Test
    void whatever_is_bought_the_parts_add_up_in_both_currencies() {
        long seed = Seed.fresh("totals");
        var random = new Random(seed);
        for (int trial = 0; trial < TRIALS; trial++) {
            var bill = bill(random);
            var totals = Totals.of(bill);

            assertThat(problem(bill, totals))
                    .as("seed %d, trial %d: %s", seed, trial, bill)
                    .isEmpty();
        }
    }

    private static Optional<String> problem(Bill bill, Totals totals) {
        for (var sum : List.of(totals.charged(), totals.shown())) {
            var parts = sum.subtotal().minorUnits()
                    - sum.discount().minorUnits()
                    + sum.vat().minorUnits()
                    + sum.fee().minorUnits();
            if (parts != sum.total().minorUnits()) {
                return Optional.of("parts make " + parts);
            }
        }
        long charged = 0;
        long shown = 0;
        for (int i = 0; i < totals.lines().size(); i++) {
            var line = totals.lines().get(i);
            charged += line.charged().total().minorUnits();
            shown += line.shown().total().minorUnits();
            if (!bill.items().get(i).reducible() && !line.shown().discount().isZero()) {
                return Optional.of("line " + i + " is discounted");
            }
            var converted =
                    bill.rate().map(rate -> rate.toProcessing(line.shown().total()));
            if (converted.isPresent() && !converted.get().equals(line.charged().total())) {
                return Optional.of("line " + i + " is not what the rate makes of it");
            }
        }
        if (charged
                != totals.charged()
                        .subtotal()
                        .minus(totals.charged().discount())
                        .minorUnits()) {
            return Optional.of("charged lines add up to " + charged);
        }
        if (shown != totals.shown().subtotal().minus(totals.shown().discount()).minorUnits()) {
            return Optional.of("shown lines add up to " + shown);
        }
        return Optional.empty();
    }

    private static Bill bill(Random random) {
        var currency = List.of(Currency.values()).get(random.nextInt(Currency.values().length));
        var rate = currency == Currency.PROCESSING
                ? Optional.<ExchangeRate>empty()
                : Optional.of(new ExchangeRate(
                        "exr_1", currency, BigDecimal.valueOf(1 + random.nextInt(200_000), 2 + random.nextInt(3))));
        var items = new ArrayList<Item>();
        for (int i = random.nextInt(6); i >= 0; i--) {
            items.add(new Item(
                    new Money(random.nextInt(random.nextBoolean() ? 50 : 200_000), currency),
                    random.nextInt(4),
                    random.nextInt(4) > 0));
        }
        return new Bill(
                currency,
                rate,
                items,
                discount(random, currency),
                new FeeConfig(random.nextBoolean(), random.nextBoolean(), random.nextInt(10_001)),
                new FeePlan(random.nextInt(1_000), egp(random.nextInt(1_000)), random.nextInt(3_000)));
    }

    private static Optional<Discount> discount(Random random, Currency currency) {
        return switch (random.nextInt(4)) {
            case 0 -> Optional.empty();
            case 1 -> Optional.of(fixed(new Money(random.nextInt(100_000), currency)));
            case 2 -> Optional.of(percent(1 + random.nextInt(10_000), Optional.of((long) random.nextInt(5_000))));
            default -> Optional.of(percent(1 + random.nextInt(10_000), Optional.empty()));
        };
    }

    private static long discount(Discount discount, long subtotal) {
        return Totals.of(egp(List.of(item(subtotal, 1)), Optional.of(discount), FeeConfig.NONE))
                .charged()
                .discount()
                .minorUnits();
    }

    private static Bill egp(List<Item> items, Optional<Discount> discount, FeeConfig config) {
        return new Bill(Currency.PROCESSING, Optional.empty(), items, discount, config, FeePlan.STANDARD);
    }

    private static Item item(long unit, long quantity) {
        return new Item(egp(unit), quantity, true);
    }

    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    private static Discount percent(int basisPoints, Optional<Long> cap) {
        return discount(new Discount.Amount.PercentOff(basisPoints, cap));
    }

    private static Discount fixed(Money amount) {
        return discount(new Discount.Amount.AmountOff(amount));
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
}
