package dev.sarraf.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MomentTest {
    @ParameterizedTest
    @ValueSource(ints = {3, 50, 5_000})
    void whoever_is_slow_or_fast_loses_sometimes_and_wins_sometimes(int paymentMillis) {
        var moment = new Moment(new SplittableRandom(paymentMillis));
        var payment = Duration.ofMillis(paymentMillis);

        long rivalWon = Stream.generate(() -> {
                    boolean first = moment.next().compareTo(payment) < 0;
                    moment.was(first);
                    return first;
                })
                .limit(20)
                .filter(first -> first)
                .count();

        assertThat(rivalWon).isBetween(1L, 19L);
    }
}
