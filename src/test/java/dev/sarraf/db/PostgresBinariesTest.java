package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PostgresBinariesTest {
    @TempDir
    private Path cache;

    @Test
    void they_are_unpacked_once_without_what_servers_do_not_need_and_anew_when_damaged() throws IOException {
        var folder = PostgresBinaries.unpackedIn(cache).folder();
        var program = folder.resolve("bin/postgres");
        var unpacked = Files.getLastModifiedTime(program);
        try (var files = Files.walk(folder)) {
            assertThat(files.map(Path::toString)).noneMatch(name -> name.endsWith(".a") || name.endsWith(".pc"));
        }

        PostgresBinaries.unpackedIn(cache);
        assertThat(Files.getLastModifiedTime(program)).isEqualTo(unpacked);

        Files.write(program, new byte[100]);
        PostgresBinaries.unpackedIn(cache);
        assertThat(versionOf(program)).startsWith("postgres (PostgreSQL) " + PostgresBinaries.MAJOR_VERSION + ".");
        assertThat(entries()).containsExactly(folder);
    }

    @Test
    void two_that_unpack_at_once_do_not_disturb_each_other() throws Exception {
        try (var threads = Executors.newFixedThreadPool(2)) {
            Callable<PostgresBinaries> unpack = () -> PostgresBinaries.unpackedIn(cache);
            for (var result : threads.invokeAll(List.of(unpack, unpack))) {
                assertThat(versionOf(Path.of(result.get().program("postgres")))).contains("PostgreSQL");
            }
        }
        assertThat(entries()).hasSize(1);
    }

    @Test
    void what_a_crash_left_half_unpacked_is_removed_in_time_and_what_another_unpacks_is_not() throws IOException {
        var abandoned = Files.createDirectory(cache.resolve(".unpacking-1"));
        Files.setLastModifiedTime(abandoned, FileTime.from(Instant.now().minus(Duration.ofDays(1))));
        var busy = Files.createDirectory(cache.resolve(".unpacking-2"));

        var folder = PostgresBinaries.unpackedIn(cache).folder();

        assertThat(entries()).containsExactlyInAnyOrder(busy, folder);
    }

    private static String versionOf(Path program) {
        return Command.run(List.of(program.toString(), "--version"), Duration.ofSeconds(30))
                .output();
    }

    private List<Path> entries() throws IOException {
        try (var entries = Files.list(cache)) {
            return entries.toList();
        }
    }
}
