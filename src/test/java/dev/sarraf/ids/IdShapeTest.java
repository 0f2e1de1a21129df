package dev.sarraf.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.sarraf.testing.Seed;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// What counts as an id, tried with ids that were changed at random.
class IdShapeTest {
    private static final int TRIALS = 100_000;
    private static final List<String> PREFIXES = List.of("cs", "pi", "ch", "price", "prod", "coup", "evt", "we", "cus");
    private static final String NEARBY = "0Zz_-/ \t\0٣ع=.%'\"\\";

    @Test
    void an_id_is_its_prefix_its_mode_and_so_many_letters_and_digits_and_nothing_else() {
        long seed = Seed.fresh("ids");
        var random = new Random(seed);
        int ids = 0;
        for (int trial = 0; trial < TRIALS; trial++) {
            var prefix = PREFIXES.get(random.nextInt(PREFIXES.size()));
            var shape = random.nextBoolean() ? IdShape.of(prefix) : IdShape.secret(prefix);
            int length = shape.random(Mode.TEST).length() - prefix.length() - "_test_".length();
            var mode = random.nextBoolean() ? Mode.TEST : Mode.LIVE;
            var text = changed(shape.random(mode), random);

            boolean expected = isId(text, prefix, length);

            assertThat(shape.matches(text)).as("seed %d: %s", seed, text).isEqualTo(expected);
            if (expected) {
                ids++;
                assertThat(shape.require(text)).isEqualTo(text);
                assertThat(IdShape.modeOf(text).text()).isEqualTo(text.split("_", 3)[1]);
            } else {
                assertThatIllegalArgumentException().isThrownBy(() -> shape.require(text));
            }
        }
        assertThat(ids).as("seed %d", seed).isBetween(TRIALS / 10, TRIALS * 9 / 10);
    }

    /// The same question asked in another way.
    private static boolean isId(String text, String prefix, int length) {
        var parts = text.split("_", -1);
        return parts.length == 3
                && parts[0].equals(prefix)
                && List.of("test", "live").contains(parts[1])
                && parts[2].length() == length
                && parts[2].chars().allMatch(c -> c < 128 && Character.isLetterOrDigit(c));
    }

    private static String changed(String id, Random random) {
        var text = new StringBuilder(id);
        for (int changes = random.nextInt(3); changes > 0; changes--) {
            int at = random.nextInt(text.length());
            char odd = NEARBY.charAt(random.nextInt(NEARBY.length()));
            switch (random.nextInt(4)) {
                case 0 -> text.setCharAt(at, odd);
                case 1 -> text.insert(at, odd);
                case 2 -> text.deleteCharAt(at);
                default -> text.setCharAt(at, Character.toUpperCase(text.charAt(at)));
            }
        }
        return text.toString();
    }
}
