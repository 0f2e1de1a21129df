package dev.sarraf;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import dev.sarraf.cards.CardNumber;
import dev.sarraf.cards.SecurityCode;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Route;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;

/// The rules of ARCHITECTURE.md, held by the build.
class ArchitectureTest {
    /// From the ground up. A package may use those before it in the list, never those after.
    static final List<String> LADDER = List.of(
            "money",
            "ids",
            "errors",
            "metrics",
            "db",
            "targets",
            "merchants",
            "http",
            "images",
            "account",
            "events",
            "methods",
            "cards",
            "catalog",
            "customers",
            "ledger",
            "processors",
            "payments",
            "checkout",
            "openapi",
            "page",
            "webhooks",
            "audit",
            "cli");

    /// Beside the ladder: the simulator, and what is generated from templates.
    private static final List<String> BESIDE = List.of("simulator", "templates");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("dev.sarraf");

    @Test
    void packages_depend_downwards_only() {
        for (int i = 0; i < LADDER.size(); i++) {
            var above = LADDER.stream()
                    .skip(i + 1)
                    .map(name -> "dev.sarraf." + name + "..")
                    .toArray(String[]::new);
            if (above.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("dev.sarraf." + LADDER.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(above)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void every_package_has_its_place() {
        var packages = CLASSES.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("dev.sarraf."))
                .map(name -> name.split("\\.", -1)[2])
                .distinct()
                .toList();

        assertThat(packages).allMatch(name -> LADDER.contains(name) || BESIDE.contains(name));
        assertThat(packages).containsAll(LADDER);
    }

    @Test
    void nothing_below_knows_how_the_program_is_put_together() {
        noClasses()
                .that()
                .resideInAPackage("dev.sarraf.*..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sarraf"))
                .check(CLASSES);
    }

    @Test
    void the_simulator_shares_no_class_with_the_product() {
        noClasses()
                .that()
                .resideInAPackage("dev.sarraf.simulator..")
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sarraf..")
                        .and(JavaClass.Predicates.resideOutsideOfPackage("dev.sarraf.simulator..")))
                .check(CLASSES);
        noClasses()
                .that()
                .resideInAnyPackage(
                        LADDER.stream().map(name -> "dev.sarraf." + name + "..").toArray(String[]::new))
                .should()
                .dependOnClassesThat(resideInAPackage("dev.sarraf.simulator.."))
                .check(CLASSES);
    }

    @Test
    void only_http_and_the_simulator_see_the_web_server() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sarraf.http..", "dev.sarraf.simulator..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.helidon.."))
                .check(CLASSES);
    }

    /// A page's form has a token of its own against being sent twice.
    @Test
    void whoever_takes_a_post_or_a_patch_of_a_merchant_heeds_its_key() {
        classes()
                .that()
                .resideOutsideOfPackages("dev.sarraf.http..", "dev.sarraf.page..", "dev.sarraf.simulator..")
                .and(describe(
                        "take a POST or a PATCH",
                        type -> type.getMethodCallsFromSelf().stream()
                                .filter(call -> call.getTargetOwner().isEquivalentTo(Route.class))
                                .anyMatch(call -> call.getName().matches("post|patch"))))
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Idempotency.class)
                .check(CLASSES);
    }

    @Test
    void only_metrics_sees_the_metrics_library() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sarraf.metrics..")
                .should()
                .dependOnClassesThat(resideInAnyPackage("io.micrometer..", "io.prometheus.."))
                .check(CLASSES);
    }

    @Test
    void only_db_holds_connections() {
        noClasses()
                .that()
                .resideOutsideOfPackage("dev.sarraf.db..")
                .should()
                .dependOnClassesThat()
                .areAssignableTo(DataSource.class)
                .check(CLASSES);
    }

    @Test
    void only_those_who_must_see_card_numbers_can_name_them() {
        classes()
                .that()
                .areAssignableTo(CardNumber.class)
                .or()
                .areAssignableTo(SecurityCode.class)
                .should()
                .onlyHaveDependentClassesThat()
                .resideInAnyPackage(
                        "dev.sarraf.cards..",
                        "dev.sarraf.page..",
                        "dev.sarraf.processors..",
                        "dev.sarraf.payments..",
                        "dev.sarraf.templates..")
                .check(CLASSES);
    }

    /// Time that decides something comes from the database or from an injected clock. `db` compares the ages of
    /// files.
    @Test
    void time_and_chance_come_from_where_they_are_meant_to() {
        noClasses()
                .that()
                .resideOutsideOfPackages("dev.sarraf.simulator..", "dev.sarraf.db..")
                .should()
                .callMethod(Instant.class, "now")
                .orShould()
                .callMethod(Clock.class, "systemUTC")
                .orShould()
                .callConstructor(Random.class)
                .orShould()
                .callMethod(Math.class, "random")
                .check(CLASSES);
    }
}
