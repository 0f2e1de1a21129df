package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.sarraf.audit.Invariant;
import dev.sarraf.db.CannotStart;
import dev.sarraf.db.DataDirectory;
import dev.sarraf.db.EmbeddedPostgres;
import dev.sarraf.db.Migrations;
import dev.sarraf.ids.Mode;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

/// Beside a server that holds the data directory, and without one.
class AttachmentTest {
    @TempDir
    private Path folder;

    @Test
    void a_command_works_beside_the_process_that_holds_the_folder_and_stops_nothing() throws Exception {
        try (var data = DataDirectory.open(folder);
                var server = migrated(EmbeddedPostgres.start(data))) {
            try (var attached = Attachment.open(folder, Optional.empty())) {
                assertThat(attached.isIdle()).isFalse();
                assertThat(attached.address().jdbcUrl()).isEqualTo(server.jdbcUrl());
            }

            assertThat(selfcheck()).contains("L10           0           0");
            assertThat(EmbeddedPostgres.visit(folder)).isPresent();
        }
    }

    @Test
    void without_a_server_postgresql_runs_for_the_command_alone() throws Exception {
        try (var data = DataDirectory.open(folder);
                var _ = migrated(EmbeddedPostgres.start(data))) {
            assertThat(EmbeddedPostgres.visit(folder)).isPresent();
        }

        assertThat(selfcheck()).contains("L10   not checked").contains("All of them hold.");
        var json = JsonMapper.shared().readTree(selfcheck("--json"));
        assertThat(json.get("holds").booleanValue()).isTrue();
        assertThat(json.get("invariants")).hasSize(Invariant.values().length);
        assertThat(json.at("/invariants/9/skipped").stringValue()).contains("no server runs");
        assertThat(EmbeddedPostgres.visit(folder)).isEmpty();
    }

    @Test
    void a_folder_without_data_stays_as_it_is() {
        assertThatExceptionOfType(CannotStart.class)
                .isThrownBy(() -> Attachment.open(folder.resolve("nothing"), Optional.empty()))
                .withMessageContaining("There is no PostgreSQL in");
        assertThat(Files.exists(folder.resolve("nothing"))).isFalse();
    }

    private String selfcheck(String... flags) {
        var out = new StringWriter();
        var line = new CommandLine(new SelfcheckCommand()).setOut(new PrintWriter(out));
        var arguments = new String[flags.length + 2];
        arguments[0] = "--data-dir";
        arguments[1] = folder.toString();
        System.arraycopy(flags, 0, arguments, 2, flags.length);
        assertThat(line.execute(arguments)).as(out.toString()).isZero();
        return out.toString();
    }

    private static EmbeddedPostgres migrated(EmbeddedPostgres server) {
        for (var mode : Mode.values()) {
            Migrations.apply(server.jdbcUrl(), server.user(), server.password(), "mode", mode.text());
        }
        return server;
    }
}
