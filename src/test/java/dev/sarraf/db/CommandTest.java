package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class CommandTest {
    private static final Duration AMPLE = Duration.ofSeconds(30);

    @Test
    void both_streams_and_the_status_come_back() {
        var result = Command.run(List.of("/bin/sh", "-c", "echo out; echo err >&2; exit 3"), AMPLE);

        assertThat(result).isEqualTo(new Command.Result(3, "out\nerr\n"));
    }

    @Test
    void nothing_of_the_callers_environment_reaches_a_program() {
        var result = Command.run(List.of("/usr/bin/env"), AMPLE);

        assertThat(result.output().lines())
                .containsExactlyInAnyOrder(
                        "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                        "LC_ALL=C",
                        "LANG=C",
                        "TZ=UTC",
                        "HOME=/");
    }

    @Test
    void what_does_not_end_is_killed_with_its_children_and_reads_as_a_failure() {
        var result = Command.run(List.of("/bin/sh", "-c", "sleep 600 & wait"), Duration.ofMillis(200));

        assertThat(result.succeeded()).isFalse();
        // What has been killed takes a moment to be gone; what has not would go on for ten minutes.
        assertThat(ProcessHandle.current().descendants().map(ProcessHandle::onExit))
                .allSatisfy(end -> assertThat(end).succeedsWithin(Duration.ofSeconds(30)));
    }

    @Test
    void a_child_that_keeps_the_output_open_does_not_hold_up_its_parents_end() {
        var result = Command.run(List.of("/bin/sh", "-c", "sleep 5 & echo done"), AMPLE);

        assertThat(result).isEqualTo(new Command.Result(0, "done\n"));
    }

    @Test
    void a_missing_program_is_named() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Command.run(List.of("/no/such/program"), AMPLE))
                .withMessageContaining("/no/such/program");
    }

    @Test
    void system_programs_are_found_whatever_the_search_path() {
        assertThat(Command.find("sh")).isPresent();
        assertThat(Command.find("no-such-program")).isEmpty();
    }
}
