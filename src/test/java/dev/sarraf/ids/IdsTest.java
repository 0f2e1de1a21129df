package dev.sarraf.ids;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import org.junit.jupiter.api.Test;

class IdsTest {
    @Test
    void an_id_names_its_kind_and_its_mode() {
        assertThat(IdShape.of("pi").random(Mode.TEST)).matches("pi_test_[0-9A-Za-z]{24}");
        assertThat(IdShape.secret("cs").random(Mode.LIVE)).matches("cs_live_[0-9A-Za-z]{32}");
        assertThat(IdShape.modeOf("cs_live_x")).isEqualTo(Mode.LIVE);
    }

    @Test
    void an_id_of_another_kind_is_refused_without_being_repeated() {
        var key = "sk_test_abcdefghijklmnopqrstuvwx";

        assertThatThrownBy(() -> IdShape.of("pi").require(key))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("abcdef");
    }

    @Test
    void random_text_does_not_repeat_and_uses_each_character_alike() {
        var seen = new HashSet<String>();
        Map<Character, Integer> counts = new HashMap<>();
        for (int i = 0; i < 10_000; i++) {
            var text = Random62.text(31);
            seen.add(text);
            text.chars().forEach(c -> counts.merge((char) c, 1, Integer::sum));
        }

        assertThat(seen).hasSize(10_000);
        // 310,000 characters, 5,000 of each expected; ten standard deviations are 700.
        assertThat(counts).hasSize(62);
        assertThat(counts.values()).allMatch(count -> count > 4_300 && count < 5_700);
    }

    @Test
    void a_secret_prints_as_stars() {
        assertThat(new Secret("whsec_1")).hasToString("****").isEqualTo(new Secret("whsec_1"));
        assertThat(new Secret("a")).isNotEqualTo(new Secret("b"));
    }

    @Test
    void what_is_sealed_opens_only_where_it_was_sealed_and_under_the_same_key() {
        var key = new MasterKey(MasterKey.randomBytes());
        var sealed = key.seal("table.column 1", new Secret("top"));

        assertThat(key.open("table.column 1", sealed)).isEqualTo(new Secret("top"));
        assertThat(new String(sealed, java.nio.charset.StandardCharsets.ISO_8859_1))
                .doesNotContain("top");
        assertThatThrownBy(() -> key.open("table.column 2", sealed)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> new MasterKey(MasterKey.randomBytes()).open("table.column 1", sealed))
                .isInstanceOf(IllegalStateException.class);
        for (int i = 0; i < sealed.length; i++) {
            var altered = sealed.clone();
            altered[i] ^= 1;
            assertThatThrownBy(() -> key.open("table.column 1", altered)).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void equal_texts_are_sealed_differently_and_hashed_alike() {
        var key = new MasterKey(MasterKey.randomBytes());

        assertThat(key.seal("p", new Secret("x"))).isNotEqualTo(key.seal("p", new Secret("x")));
        assertThat(key.hash("use", "x")).isEqualTo(key.hash("use", "x")).hasSize(32);
        assertThat(key.hash("use", "x")).isNotEqualTo(key.hash("other use", "x"));
    }
}
