package dev.sarraf.simulator.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.simulator.web.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JournalTest {
    @TempDir
    private Path path;

    @Test
    void what_is_appended_together_is_found_whole_and_in_order() throws Exception {
        var places = new ConcurrentHashMap<Integer, Span>();
        try (var folder = RecordFolder.take(path);
                var journal = recovered(folder)) {
            try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
                for (int i = 0; i < 500; i++) {
                    int n = i;
                    threads.execute(() ->
                            places.put(n, journal.append(Json.object().put("n", n), answer(n))));
                }
            }
            assertThat(places).hasSize(500);
            places.forEach((n, span) -> assertThat(journal.read(span)).isEqualTo(answer(n)));
        }
        try (var folder = RecordFolder.take(path);
                var journal = Journal.open(folder)) {
            var numbers = new ArrayList<Long>();
            journal.recover((fact, span) -> {
                numbers.add(fact.path("seq").longValue());
                int n = fact.path("n").intValue();
                assertThat(span).isEqualTo(places.get(n));
            });
            assertThat(numbers).hasSize(500).isSorted().doesNotHaveDuplicates().startsWith(1L);
        }
    }

    @Test
    void a_record_cut_at_any_byte_keeps_every_whole_line_and_goes_on_after_it() throws IOException {
        try (var folder = RecordFolder.take(path);
                var journal = recovered(folder)) {
            for (int n = 0; n < 3; n++) {
                journal.append(Json.object().put("text", "é\n\"}"), answer(n));
            }
        }
        var file = path.resolve(Journal.FILE);
        var whole = Files.readAllBytes(file);

        for (int length = 0; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            long lines = new String(whole, 0, length, StandardCharsets.ISO_8859_1)
                    .chars()
                    .filter(c -> c == '\n')
                    .count();
            try (var folder = RecordFolder.take(path);
                    var journal = Journal.open(folder)) {
                assertThat(replay(journal)).as("cut at " + length).hasSize((int) lines);
                journal.append(Json.object().put("text", "next"), answer(9));
            }
            try (var folder = RecordFolder.take(path);
                    var journal = Journal.open(folder)) {
                assertThat(replay(journal)).hasSize((int) lines + 1).last().isEqualTo(lines + 1);
            }
        }
    }

    @Test
    void a_closed_record_takes_nothing() {
        try (var folder = RecordFolder.take(path)) {
            var journal = recovered(folder);
            journal.close();

            assertThat(journal.sound()).isFalse();
            assertThatThrownBy(() -> journal.append(Json.object().put("n", 1), answer(1)))
                    .isInstanceOf(UncheckedIOException.class);
        }
    }

    private static Journal recovered(RecordFolder folder) {
        var journal = Journal.open(folder);
        journal.recover((_, _) -> {});
        return journal;
    }

    private static List<Long> replay(Journal journal) {
        var numbers = new ArrayList<Long>();
        journal.recover((fact, _) -> numbers.add(fact.path("seq").longValue()));
        return numbers;
    }

    private static byte[] answer(int n) {
        return ("{\"told\":" + n + "}").getBytes(StandardCharsets.UTF_8);
    }
}
