package dev.sarraf.money;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.testing.Seed;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ExchangeRateTest {
    private static final long SEED = Seed.of("rates", 20_261_123);
    private static final int CASES = 20_000;
    private static final List<Currency> FOREIGN = Stream.of(Currency.values())
            .filter(currency -> currency != Currency.PROCESSING)
            .toList();

    private static ExchangeRate rate(Currency currency, String rate) {
        return new ExchangeRate("exr_test_x", currency, new BigDecimal(rate));
    }

    private static Money egp(long minorUnits) {
        return new Money(minorUnits, Currency.EGP);
    }

    @Test
    void dollars_become_pounds_and_pounds_dollars() {
        var rate = rate(Currency.USD, "51.01");

        assertThat(rate.toProcessing(new Money(11_000, Currency.USD))).isEqualTo(egp(561_110));
        assertThat(rate.fromProcessing(egp(561_110))).isEqualTo(new Money(11_000, Currency.USD));
        assertThat(rate.fromProcessing(egp(561_109))).isEqualTo(new Money(10_999, Currency.USD));
    }

    @Test
    void currencies_with_three_decimals_keep_theirs() {
        var rate = rate(Currency.KWD, "166.3");

        assertThat(rate.toProcessing(new Money(1_500, Currency.KWD))).isEqualTo(egp(24_945));
        assertThat(rate.toProcessing(new Money(1, Currency.KWD))).isEqualTo(egp(16));
        assertThat(rate.fromProcessing(egp(24_945))).isEqualTo(new Money(1_500, Currency.KWD));
    }

    /// The exact value lies within one minor unit above what is charged, in integers that share nothing with the
    /// code.
    @Test
    void converting_drops_the_fraction_of_a_minor_unit_and_nothing_else() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var currency = FOREIGN.get(random.nextInt(FOREIGN.size()));
            int scale = random.nextInt(0, 11);
            var unscaled = BigInteger.valueOf(random.nextLong(1, 1_000_000_000_000L));
            var rate = new ExchangeRate("exr_test_x", currency, new BigDecimal(unscaled, scale));
            long amount = random.nextLong(0, 1_000_000L);
            var what = "seed %d case %d: %d %s at %s".formatted(SEED, i, amount, currency, rate.rate());
            // 1 minor unit is 10^-exponent major ones, and a pound has 100 piasters.
            var divisor = BigInteger.TEN.pow(currency.exponent() + scale);
            var piasters = BigInteger.valueOf(amount)
                    .multiply(unscaled)
                    .multiply(BigInteger.valueOf(100))
                    .divide(divisor);

            assertThat(rate.toProcessing(new Money(amount, currency)).minorUnits())
                    .as(what)
                    .isEqualTo(piasters.longValueExact());

            var minorUnits =
                    BigInteger.valueOf(amount).multiply(divisor).divide(unscaled.multiply(BigInteger.valueOf(100)));
            if (minorUnits.bitLength() < 64) {
                assertThat(rate.fromProcessing(egp(amount)).minorUnits())
                        .as("back, " + what)
                        .isEqualTo(minorUnits.longValueExact());
            }
        }
    }

    @Test
    void who_pays_more_never_pays_less_and_there_and_back_wins_nothing() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var currency = FOREIGN.get(random.nextInt(FOREIGN.size()));
            var rate = new ExchangeRate(
                    "exr_test_x", currency, BigDecimal.valueOf(random.nextLong(1, 10_000_000), random.nextInt(0, 7)));
            long less = random.nextLong(0, 1_000_000_000L);
            long more = less + random.nextLong(0, 1_000L);
            var what = "seed %d case %d: %d and %d %s at %s".formatted(SEED, i, less, more, currency, rate.rate());

            assertThat(rate.toProcessing(new Money(less, currency)).minorUnits())
                    .as(what)
                    .isLessThanOrEqualTo(
                            rate.toProcessing(new Money(more, currency)).minorUnits());
            assertThat(rate.fromProcessing(rate.toProcessing(new Money(less, currency)))
                            .minorUnits())
                    .as(what)
                    .isLessThanOrEqualTo(less);
            assertThat(rate.toProcessing(rate.fromProcessing(egp(less))).minorUnits())
                    .as(what)
                    .isLessThanOrEqualTo(less);
        }
    }

    @Test
    void what_passes_the_range_is_noticed() {
        var rate = rate(Currency.USD, "51.01");
        assertThatThrownBy(() -> rate.toProcessing(new Money(Long.MAX_VALUE / 51, Currency.USD)))
                .isInstanceOf(ArithmeticException.class);
        var tiny = rate(Currency.USD, "0.0000000001");
        assertThatThrownBy(() -> tiny.fromProcessing(egp(1_000_000_000_000L))).isInstanceOf(ArithmeticException.class);
    }

    @Test
    void a_rate_is_positive_and_of_its_own_currency() {
        assertThatThrownBy(() -> rate(Currency.USD, "0")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate(Currency.USD, "-1")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate(Currency.USD, "51.01").toProcessing(new Money(1, Currency.EUR)))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> rate(Currency.USD, "51.01").fromProcessing(new Money(1, Currency.USD)))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
