package dev.sarraf.simulator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption.DoNotIncludeTests;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The simulator is a part of its own, and its packages form a ladder of their own.
class IsolationTest {
    /// The empty name is that of arrays of primitives.
    private static final List<String> LIBRARIES =
            List.of("java..", "javax.crypto..", "io.helidon..", "tools.jackson..", "gg.jte..", "org.jspecify..", "");

    /// From the ground up. What stands above, `acs`, `admin` and the root, may use all of them.
    private static final List<String> LADDER = List.of("web", "cards", "record", "faults", "gateway");

    private static final JavaClasses SIMULATOR =
            new ClassFileImporter().withImportOption(new DoNotIncludeTests()).importPackages("dev.sarraf.simulator");

    @Test
    void it_shares_no_class_with_the_product() {
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage(with(Stream.of("dev.sarraf.simulator..")))
                .check(SIMULATOR);
    }

    @Test
    void its_packages_depend_downwards_only() {
        for (int i = 0; i < LADDER.size(); i++) {
            classes()
                    .that()
                    .resideInAPackage("dev.sarraf.simulator." + LADDER.get(i))
                    .should()
                    .onlyDependOnClassesThat()
                    .resideInAnyPackage(
                            with(LADDER.subList(0, i + 1).stream().map(name -> "dev.sarraf.simulator." + name)))
                    .check(SIMULATOR);
        }
    }

    private static String[] with(Stream<String> packages) {
        return Stream.concat(packages, LIBRARIES.stream()).toArray(String[]::new);
    }
}
