package dev.sarraf.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.testing.Seed;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class MoneyTest {
    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    @Test
    void amounts_add_up_in_minor_units() {
        assertThat(egp(149_900).plus(egp(1))).isEqualTo(egp(149_901));
        assertThat(egp(149_900).minus(egp(149_900)).isZero()).isTrue();
        assertThat(egp(150).times(3)).isEqualTo(egp(450));
    }

    @Test
    void each_currency_has_its_own_decimals() {
        assertThat(egp(149_900)).hasToString("EGP 1499.00");
        assertThat(new Money(1_500, Currency.KWD)).hasToString("KWD 1.500");
    }

    @Test
    void currencies_do_not_mix() {
        assertThatThrownBy(() -> egp(1).plus(new Money(1, Currency.USD))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void an_amount_is_never_negative() {
        assertThatThrownBy(() -> egp(-1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> egp(1).minus(egp(2))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_sum_past_the_range_is_noticed() {
        assertThatThrownBy(() -> egp(Long.MAX_VALUE).plus(egp(1))).isInstanceOf(ArithmeticException.class);
        assertThatThrownBy(() -> egp(Long.MAX_VALUE / 2).times(3)).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_share_is_rounded_half_up() {
        assertThat(egp(20_000).basisPoints(275)).isEqualTo(egp(550));
        assertThat(egp(18).basisPoints(275)).isEqualTo(egp(0));
        assertThat(egp(20).basisPoints(250)).isEqualTo(egp(1));
    }

    @Test
    void a_share_equals_the_exact_one_rounded_for_any_amount() {
        long seed = Seed.of("shares", 20_260_101);
        var random = new SplittableRandom(seed);
        for (int i = 0; i < 20_000; i++) {
            long amount = random.nextLong(0, 1_000_000_000_000L);
            int points = random.nextInt(0, 10_001);
            var exact = BigDecimal.valueOf(amount)
                    .multiply(BigDecimal.valueOf(points))
                    .divide(BigDecimal.valueOf(10_000), 0, RoundingMode.HALF_UP);

            assertThat(egp(amount).basisPoints(points).minorUnits())
                    .as("seed %d amount %d points %d", seed, amount, points)
                    .isEqualTo(exact.longValueExact());
        }
    }
}
