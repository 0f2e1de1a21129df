package dev.sarraf.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DataDirectoryTest {
    @TempDir
    private Path parent;

    @Test
    void it_is_made_for_its_owner_alone() throws IOException {
        var path = parent.resolve("new/data");

        DataDirectory.open(path).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                .isEqualTo("rwx------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path.resolve("lock"))))
                .isEqualTo("rw-------");
    }

    @Test
    void the_permissions_of_an_existing_folder_are_left_alone() throws IOException {
        Files.setPosixFilePermissions(parent, PosixFilePermissions.fromString("rwxr-xr-x"));

        DataDirectory.open(parent).close();

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(parent)))
                .isEqualTo("rwxr-xr-x");
    }

    @Test
    void a_second_instance_in_the_same_process_is_refused_and_does_not_release_the_first() {
        try (var first = DataDirectory.open(parent)) {
            assertRefused("this process");
            assertRefused("this process");
            assertThat(first.path()).isDirectory();
        }
        DataDirectory.open(parent).close();
    }

    @Test
    void a_second_process_is_refused_in_one_line_that_names_the_folder_and_the_holder() throws Exception {
        try (var holder = HolderProcess.start(parent, "lock")) {
            assertRefused("process " + holder.process().pid());
            assertRefused("process " + holder.process().pid());
        }
        DataDirectory.open(parent).close();
    }

    @Test
    void a_killed_process_leaves_no_lock() throws Exception {
        var holder = HolderProcess.start(parent, "lock");

        holder.kill();

        DataDirectory.open(parent).close();
        assertThat(parent.resolve("lock")).exists();
    }

    @Test
    void a_link_to_a_held_folder_is_refused_too() throws IOException {
        var folder = Files.createDirectory(parent.resolve("folder"));
        var link = Files.createSymbolicLink(parent.resolve("link"), folder);
        try (var held = DataDirectory.open(folder)) {
            assertThatExceptionOfType(CannotStart.class)
                    .isThrownBy(() -> DataDirectory.open(link))
                    .withMessageContaining(held.path().toString());
        }
    }

    @Test
    void a_file_in_its_place_is_refused() throws IOException {
        var file = Files.createFile(parent.resolve("file"));

        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataDirectory.open(file))
                .withMessage("The data folder " + file + " cannot be used: it is a file");
    }

    @Test
    void a_folder_that_cannot_be_made_is_refused_in_one_line() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataDirectory.open(Path.of("/proc/sarraf")))
                .withMessageStartingWith("The data folder /proc/sarraf cannot be used: ")
                .satisfies(e -> assertThat(e.getMessage()).doesNotContain("\n"));
    }

    private void assertRefused(String holder) {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> DataDirectory.open(parent))
                .withMessage("The data folder " + parent + " is in use by " + holder
                        + ": stop that one first, or give this one another --data-dir");
    }
}
