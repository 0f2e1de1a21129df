package dev.sarraf.page;

import static java.util.stream.Collectors.joining;
import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cards.TestCards;
import dev.sarraf.methods.PaymentMethod;
import dev.sarraf.money.Digits;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The two files of texts say the same things, all of them are said somewhere, and nothing else is asked for.
class TextsTest {
    private static final Path SOURCES = Path.of("src", "main");
    private static final Pattern PLACEHOLDER = Pattern.compile("\\{[a-z]+}");
    private static final Pattern PLURAL = Pattern.compile("\\.(zero|one|two|few|many|other)$");

    /// What code says by keys that it puts together: a prefix, and all its endings.
    private static final Map<String, List<String>> COMPOSED = Map.ofEntries(
            Map.entry("heading.", List.of("pay", "book", "donate", "subscribe", "free")),
            Map.entry("button.", List.of("pay", "book", "donate", "subscribe")),
            Map.entry("onward.", List.of("paid.heading", "free.heading", "declined.heading")),
            Map.entry("empty.", List.of("heading", "text")),
            Map.entry("expired.", List.of("heading", "text")),
            Map.entry("exhausted.", List.of("heading", "text")),
            Map.entry("superseded.", List.of("heading", "text")),
            Map.entry(
                    "link.",
                    List.of(
                            "inactive.heading",
                            "inactive.text",
                            "expired.heading",
                            "expired.text",
                            "unavailable.heading",
                            "unavailable.text")),
            Map.entry("missing.", List.of("heading", "text")),
            Map.entry("refused.", List.of("heading", "text")),
            Map.entry("failed.", List.of("heading", "text")));

    private static final Set<String> COUNTED =
            Set.of("items.show", "fault.short", "fault.long", "fault.length", "await.plan.length");

    @Test
    void both_languages_have_the_same_texts() {
        assertThat(families(Language.AR).keySet())
                .isEqualTo(families(Language.EN).keySet());
    }

    @Test
    void a_counted_text_has_every_plural_of_its_language() {
        for (var key : COUNTED) {
            assertThat(family(Language.EN, key).keySet()).isEqualTo(Set.of("one", "other"));
            assertThat(family(Language.AR, key).keySet())
                    .isEqualTo(Set.of("zero", "one", "two", "few", "many", "other"));
        }
    }

    @Test
    void every_text_that_is_asked_for_by_a_count_counts() {
        var asked = Pattern.compile("\\.count\\(\\s*\"([a-z.]+)\"")
                .matcher(sources())
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(asked).isNotEmpty().isSubsetOf(COUNTED);
        for (long count = 0; count < 220; count++) {
            for (var language : Language.values()) {
                for (var key : COUNTED) {
                    assertThat(Texts.in(language, Digits.WESTERN).count(key, count))
                            .isNotBlank();
                }
            }
        }
    }

    @Test
    void a_text_has_the_same_placeholders_in_both_languages() {
        families(Language.EN).forEach((key, english) -> {
            var arabic = family(Language.AR, key);
            assertThat(placeholders(arabic)).as(key).isEqualTo(placeholders(english));
        });
    }

    @Test
    void every_text_is_used() {
        var sources = sources();

        var unused = families(Language.EN).keySet().stream()
                .filter(key -> !isComposed(key))
                .filter(key -> !sources.contains("\"" + key + "\""))
                .toList();

        assertThat(unused).isEmpty();
    }

    @Test
    void every_text_that_is_asked_for_exists() {
        var known = families(Language.EN).keySet();

        var asked = Pattern.compile("(?:say|show|count)\\(\\s*\"([a-z.]+)\"[,)]")
                .matcher(sources())
                .results()
                .map(match -> match.group(1))
                .collect(toCollection(TreeSet::new));

        assertThat(asked).hasSizeGreaterThan(20);
        assertThat(known).containsAll(asked);
        COMPOSED.forEach(
                (prefix, endings) -> endings.forEach(ending -> assertThat(known).contains(prefix + ending)));
    }

    @Test
    void everything_on_the_panel_of_test_cards_is_explained() {
        for (var language : Language.values()) {
            var texts = Texts.in(language, Digits.WESTERN);

            assertThat(FormView.trialCards(texts)).hasSameSizeAs(TestCards.featured());
            assertThat(FormView.trialExpiries(texts)).hasSameSizeAs(TestCards.expiries());
            assertThat(FormView.trialCodes(texts)).hasSameSizeAs(TestCards.securityCodes());
        }
        assertThat(keys("trial.card."))
                .isEqualTo(TestCards.featured().stream()
                        .map(card -> "trial.card." + card.number().reveal())
                        .collect(toCollection(TreeSet::new)));
    }

    @Test
    void nothing_is_left_empty() {
        for (var language : Language.values()) {
            assertThat(load(language).values())
                    .allSatisfy(text -> assertThat((String) text).isNotBlank());
        }
    }

    /// Texts of local payment methods, whose keys are composed of a method, a step or an act.
    @Test
    void every_local_method_has_its_words() {
        var known = families(Language.EN).keySet();
        for (var method : PaymentMethod.values()) {
            assertThat(known).contains("method." + method.text());
            if (method.isLocal()) {
                assertThat(known).contains("method." + method.text() + ".words", "method." + method.text() + ".action");
            }
        }
        for (var step : List.of("approve", "code", "plan")) {
            assertThat(known).contains("await." + step + ".heading", "await." + step + ".text");
        }
    }

    private static boolean isComposed(String key) {
        return key.startsWith("method.")
                || key.startsWith("rehearse.")
                || key.startsWith("unpaid.")
                || key.matches("await\\.(approve|code|plan)\\.(heading|text)")
                || key.startsWith("trial.card.")
                || key.startsWith("trial.expiry.")
                || key.startsWith("trial.code.")
                || COMPOSED.entrySet().stream()
                        .anyMatch(entry ->
                                entry.getValue().stream().anyMatch(ending -> key.equals(entry.getKey() + ending)));
    }

    private static Set<String> keys(String prefix) {
        return families(Language.EN).keySet().stream()
                .filter(key -> key.startsWith(prefix))
                .collect(toCollection(TreeSet::new));
    }

    /// Texts by key; those of a counted text by their plural.
    private static Map<String, Map<String, String>> families(Language language) {
        Map<String, Map<String, String>> families = new HashMap<>();
        load(language).forEach((name, text) -> {
            var key = (String) name;
            var plural = PLURAL.matcher(key);
            boolean counted = plural.find() && COUNTED.contains(key.substring(0, plural.start()));
            families.computeIfAbsent(counted ? key.substring(0, plural.start()) : key, _ -> new HashMap<>())
                    .put(counted ? plural.group(1) : "", (String) text);
        });
        return families;
    }

    private static Map<String, String> family(Language language, String key) {
        return families(language).getOrDefault(key, Map.of());
    }

    /// Of a counted text, those of its general form: one or two may be a word instead of a number.
    private static Set<String> placeholders(Map<String, String> family) {
        var text = family.getOrDefault("other", family.getOrDefault("", ""));
        return PLACEHOLDER.matcher(text).results().map(MatchResult::group).collect(toCollection(TreeSet::new));
    }

    private static Properties load(Language language) {
        var texts = new Properties();
        var file = SOURCES.resolve("resources/dev/sarraf/page/texts_" + language.tag() + ".properties");
        try (var reader = Files.newBufferedReader(file)) {
            texts.load(reader);
            return texts;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String sources() {
        try (var java = Files.walk(SOURCES.resolve("java/dev/sarraf/page"));
                var templates = Files.walk(SOURCES.resolve("jte/sarraf/page"))) {
            return Stream.concat(java, templates)
                    .filter(Files::isRegularFile)
                    .map(TextsTest::read)
                    .collect(joining("\n"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
