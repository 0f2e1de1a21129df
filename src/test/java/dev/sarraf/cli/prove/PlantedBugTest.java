package dev.sarraf.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.db.CannotStart;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// Planted bugs are kept up with the sources that they are for.
class PlantedBugTest {
    static List<PlantedBug> bugs() {
        return PlantedBug.all(Path.of("src/proof/bugs"));
    }

    @Test
    void there_are_enough_of_them() {
        assertThat(bugs()).hasSizeGreaterThanOrEqualTo(12);
    }

    @ParameterizedTest
    @MethodSource("bugs")
    void each_fits_its_source_and_names_a_probe(PlantedBug bug) throws IOException {
        var source = Files.readString(Path.of("src/main/java").resolve(bug.source()));

        assertThat(bug.plantedIn(source)).isNotEqualTo(source);
        assertThat(Probe.of(bug.probe())).isNotNull();
        assertThat(bug.meaning()).endsWith(".");
    }

    @Test
    void one_that_does_not_fit_says_so() {
        var bug = bugs().getFirst();

        assertThatThrownBy(() -> bug.plantedIn("class Other {}"))
                .isInstanceOf(CannotStart.class)
                .hasMessageContaining(bug.name());
    }

    @Test
    void one_that_fits_twice_says_so(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("twice.bug"), """
                Breaks something.
                source: Some.java
                probe: pay
                breaks: ledger
                --- before
                a
                --- after
                b
                """);
        var bug = PlantedBug.all(folder).getFirst();

        assertThat(bug.plantedIn("a\n")).isEqualTo("b\n");
        assertThatThrownBy(() -> bug.plantedIn("a\na\n")).isInstanceOf(CannotStart.class);
    }
}
