package dev.sarraf.processors.mpgs;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.importer.ClassFileImporter;
import dev.sarraf.db.Database;
import dev.sarraf.processors.Processor;
import java.lang.reflect.Method;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/// What leaves the process holds no locks meanwhile. Read from the class itself, so that a method added later counts.
class TransactionRuleTest {
    @Test
    void every_call_to_the_bank_refuses_to_run_inside_a_transaction() {
        var processor =
                new ClassFileImporter().importClasses(MpgsProcessor.class).get(MpgsProcessor.class);

        var careful = processor.getMethods().stream()
                .filter(method -> method.getMethodCallsFromSelf().stream()
                        .anyMatch(call -> call.getTargetOwner().isEquivalentTo(Database.class)
                                && call.getName().equals("requireNoTransaction")))
                .map(method -> method.getName())
                .toList();

        assertThat(careful)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(Processor.class.getMethods())
                        .map(Method::getName)
                        .toList());
    }
}
