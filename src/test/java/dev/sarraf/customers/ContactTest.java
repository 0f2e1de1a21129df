package dev.sarraf.customers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Seed;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What two spellings of one e-mail or phone number have in common.
class ContactTest {
    private static final long SEED = Seed.of("contacts", 20_261_123);
    private static final int CASES = 5_000;

    @ParameterizedTest
    @CsvSource({
        "01001234567, +201001234567",
        "+20 100 123 4567, +201001234567",
        "00201001234567, +201001234567",
        "0100-123-4567, +201001234567",
        "٠١٠٠١٢٣٤٥٦٧, +201001234567",
        "(02) 27921000, +20227921000",
        "+962 79 123 4567, +962791234567",
        "0044 20 7946 0018, +442079460018"
    })
    void a_number_is_kept_with_its_country(String typed, String kept) {
        assertThat(Phone.of(typed).text()).isEqualTo(kept);
        assertThat(Phone.of(typed).key()).hasValue(kept);
    }

    @ParameterizedTest
    @ValueSource(strings = {"12", "call me", "0100123456789012345", "+999 1", "ext. 4"})
    void what_is_no_number_is_kept_as_it_was_typed_and_leads_to_nobody(String typed) {
        assertThat(Phone.of(typed).text()).isEqualTo(typed);
        assertThat(Phone.of(typed).key()).isEmpty();
    }

    @Test
    void however_a_mobile_number_is_written_it_is_the_same() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var rest = "1" + "0125".charAt(random.nextInt(4)) + "%08d".formatted(random.nextInt(100_000_000));
            var digits = new StringBuilder();
            for (int at = 0; at < rest.length(); at++) {
                digits.append(rest.charAt(at)).append(separator(random));
            }
            var prefix = new String[] {"0", "+20", "0020", "+20 ", "00 20 ", "(+20) "}[random.nextInt(6)];
            var typed = " ".repeat(random.nextInt(3)) + prefix + arabic(digits.toString(), random.nextBoolean());

            assertThat(Phone.of(typed).key())
                    .as("seed %d case %d: '%s'", SEED, i, typed)
                    .hasValue("+20" + rest);
        }
    }

    /// A row keeps the text alone, and what is read from it has to lead to the same person.
    @Test
    void what_is_kept_of_any_text_is_read_as_the_same_again() {
        var random = new SplittableRandom(SEED);
        var characters = "0123456789+ -().*#;extABC٠١٢";
        for (int i = 0; i < CASES; i++) {
            var typed = new StringBuilder();
            for (int length = random.nextInt(1, 25); length > 0; length--) {
                typed.append(characters.charAt(random.nextInt(characters.length())));
            }
            var phone = Phone.of(typed.toString());

            assertThat(Phone.of(phone.text()))
                    .as("seed %d case %d: '%s'", SEED, i, typed)
                    .isEqualTo(phone);
        }
    }

    @Test
    void neither_case_nor_spaces_around_it_make_another_e_mail() {
        var random = new SplittableRandom(SEED);
        for (int i = 0; i < CASES; i++) {
            var plain = "mona.%d@shop%d.example".formatted(random.nextInt(1_000), random.nextInt(50));
            var typed = new StringBuilder(" ".repeat(random.nextInt(3)));
            for (int at = 0; at < plain.length(); at++) {
                var letter = plain.substring(at, at + 1);
                typed.append(random.nextBoolean() ? letter.toUpperCase(Locale.ROOT) : letter);
            }
            typed.append("\t ".repeat(random.nextInt(2)));

            assertThat(Email.of(typed.toString()).key())
                    .as("seed %d case %d: '%s'", SEED, i, typed)
                    .isEqualTo(plain);
        }
        assertThat(Email.of("mona@a.example").key())
                .isNotEqualTo(Email.of("mona@b.example").key());
        assertThat(Email.read("  ")).isEmpty();
    }

    private static String separator(SplittableRandom random) {
        return switch (random.nextInt(8)) {
            case 0 -> " ";
            case 1 -> "-";
            case 2 -> ".";
            default -> "";
        };
    }

    private static String arabic(String digits, boolean wanted) {
        return wanted
                ? digits.codePoints()
                        .map(c -> c >= '0' && c <= '9' ? c - '0' + '٠' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : digits;
    }
}
