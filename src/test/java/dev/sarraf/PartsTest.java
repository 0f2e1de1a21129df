package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import org.junit.jupiter.api.Test;

class PartsTest {
    private final List<String> stopped = Collections.synchronizedList(new ArrayList<>());
    private final Parts parts = new Parts();

    @Test
    void what_was_started_last_stops_first() {
        parts.started(part("first"));
        parts.started(part("second"));

        parts.close();

        assertThat(stopped).containsExactly("second", "first");
    }

    @Test
    void a_part_that_fails_to_stop_keeps_no_other_running() {
        parts.started(part("first"));
        parts.started(() -> {
            throw new IllegalStateException("does not want to");
        });

        parts.close();

        assertThat(stopped).containsExactly("first");
    }

    @Test
    void parts_beside_each_other_stop_at_the_same_time() {
        var both = new CyclicBarrier(2);
        parts.started(part("before"));
        parts.started(() -> {
            both.await();
            stopped.add("one");
        });
        parts.besides(() -> {
            both.await();
            stopped.add("other");
        });

        parts.close();

        assertThat(stopped).containsExactlyInAnyOrder("one", "other", "before").endsWith("before");
    }

    @Test
    void a_part_that_is_still_starting_is_stopped_once_it_has() {
        var starting = new CompletableFuture<AutoCloseable>();
        var _ = parts.starting(starting);
        var closing = Thread.startVirtualThread(parts::close);
        starting.complete(part("late"));

        assertThat(join(closing)).isTrue();

        assertThat(stopped).containsExactly("late");
    }

    @Test
    void a_part_that_failed_to_start_needs_no_stop() {
        parts.started(part("first"));
        var _ = parts.starting(CompletableFuture.<AutoCloseable>failedFuture(new IllegalStateException("no")));

        parts.close();

        assertThat(stopped).containsExactly("first");
    }

    private AutoCloseable part(String name) {
        return () -> stopped.add(name);
    }

    private static boolean join(Thread thread) {
        try {
            return thread.join(Duration.ofSeconds(30));
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
