package dev.sarraf.cli.prove;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.db.FaultPoint;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class KillTest {
    @Test
    void every_named_point_and_every_operation_is_in_the_plan() {
        var kills = Kill.all();

        assertThat(kills.stream().map(Kill::point).collect(toSet()))
                .isEqualTo(Arrays.stream(FaultPoint.values()).collect(toSet()));
        assertThat(kills.stream().map(Kill::operation).collect(toSet()))
                .isEqualTo(Arrays.stream(Operation.values()).collect(toSet()));
    }
}
