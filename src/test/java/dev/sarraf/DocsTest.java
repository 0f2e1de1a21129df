package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.TestCards;
import dev.sarraf.testing.Markdown;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What the documents say of the sources is so.
class DocsTest {
    private static final Markdown README = Markdown.read(Path.of("README.md"));
    private static final Markdown ARCHITECTURE = Markdown.read(Path.of("ARCHITECTURE.md"));

    @Test
    void the_codemap_is_the_ladder() {
        var packages = ARCHITECTURE.rows("## Codemap").stream()
                .map(row -> row.getFirst().replace("`", ""))
                .toList();

        assertThat(packages).isEqualTo(ArchitectureTest.LADDER);
    }

    /// `Outbox.add`, `ArchitectureTest`: a type of ours, and what it has.
    @Test
    void every_class_that_the_architecture_names_exists() throws IOException {
        var sources = sources();
        var known = sources.stream()
                .map(source -> source.getFileName().toString().replace(".java", ""))
                .collect(Collectors.toSet());
        var text = sources.stream().map(DocsTest::text).collect(Collectors.joining());

        var named = ARCHITECTURE.code().stream()
                .filter(code -> code.matches("[A-Z][a-z]\\w+(\\.\\w+)?"))
                .toList();

        assertThat(named).hasSizeGreaterThan(30).allSatisfy(name -> {
            var parts = name.split("\\.", 2);
            assertThat(known).contains(parts[0]);
            assertThat(text).containsPattern("\\b" + Pattern.quote(parts[parts.length - 1]) + "\\b");
        });
    }

    static List<Markdown> documents() {
        return Markdown.all();
    }

    @ParameterizedTest
    @MethodSource("documents")
    void every_link_within_the_project_leads_somewhere(Markdown document) {
        var file = document.file().toAbsolutePath();
        var links = document.links().stream()
                .filter(link -> !link.matches("[a-z]+:.*"))
                .toList();

        assertThat(links).allSatisfy(link -> {
            var parts = link.split("#", 2);
            var target =
                    parts[0].isEmpty() ? file : file.resolveSibling(parts[0]).normalize();
            assertThat(target).exists();
            if (parts.length > 1) {
                assertThat(Markdown.read(target).anchors()).contains(parts[1]);
            }
        });
    }

    @Test
    void the_test_cards_of_the_readme_are_published() {
        var code = README.rows("## Test cards").stream()
                .flatMap(row -> Stream.of(row.getFirst(), row.get(row.size() - 2)))
                .map(cell -> cell.replace("`", ""))
                .toList();

        var numbers = code.stream().filter(cell -> cell.matches("[0-9 ]{12,}")).toList();
        assertThat(numbers)
                .hasSizeGreaterThan(4)
                .allMatch(number -> TestCards.isPublished(new CardNumber(number)), "is published");
        var expiries = code.stream().filter(cell -> cell.contains("/")).toList();
        assertThat(expiries)
                .hasSizeGreaterThan(4)
                .isSubsetOf(TestCards.expiries().stream()
                        .map(row -> row.expiry().toString())
                        .toList());
    }

    private static List<Path> sources() throws IOException {
        try (var files = Files.walk(Path.of("src"))) {
            return files.filter(file -> file.toString().endsWith(".java")).toList();
        }
    }

    private static String text(Path source) {
        try {
            return Files.readString(source);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
