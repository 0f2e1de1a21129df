package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.ServerProcess;
import dev.sarraf.testing.Shop;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/// The small form of the proof, run as anybody runs it.
class ProveIT {
    /// Some minutes on two processors, more where others want them too.
    private static final Duration LIMIT = Duration.ofMinutes(20);

    @TempDir
    private Path folder = Path.of("");

    @Test
    void everything_holds_and_every_planted_bug_is_caught() {
        try (var proof = ServerProcess.run(folder, Map.of(), "prove", "--json")) {
            assertThat(proof.exitStatus(LIMIT)).as(proof.out() + proof.err()).isZero();

            var report = Shop.parse(proof.out());
            assertThat(report.path("violations")).isEmpty();
            assertThat(report.path("invariants"))
                    .hasSizeGreaterThan(8)
                    .allSatisfy(invariant ->
                            assertThat(invariant.path("count").asLong()).isPositive());
            assertThat(count(report, "killed_at_a_named_point")).isGreaterThanOrEqualTo(27);
            assertThat(count(report, "pay_or_expire_at_the_same_moment")).isEqualTo(200);
            assertThat(count(report, "twenty_refunds_of_one_payment_at_once")).isEqualTo(20);
            assertThat(count(report, "fifty_equal_requests_with_one_idempotency_key_at_once"))
                    .isEqualTo(20);
            assertThat(count(report, "a_payment_under_bank_faults")).isEqualTo(100);
            assertThat(report.path("plantedBugs"))
                    .hasSizeGreaterThanOrEqualTo(12)
                    .allSatisfy(bug -> assertThat(bug.path("caught").asBoolean())
                            .as(bug.toString())
                            .isTrue());
        }
    }

    private static long count(JsonNode report, String key) {
        for (var trial : report.path("trials")) {
            if (trial.path("key").asString().equals(key)) {
                return trial.path("count").asLong();
            }
        }
        throw new AssertionError("no trial " + key + " in " + report);
    }
}
