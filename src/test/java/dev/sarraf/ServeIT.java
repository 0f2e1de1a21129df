package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.ServerProcess;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The packaged program, started as a person starts it.
class ServeIT {
    @TempDir
    private Path folder;

    @Test
    void a_first_start_without_any_setting_says_where_to_go() {
        try (var server = ServerProcess.serve(folder)) {
            assertThat(server.out())
                    .contains("API and checkout   " + server.url())
                    .contains("Bank simulator     " + server.gateway())
                    .contains("curl \"$XPAY_API_URL/checkout/sessions\"");
        }
    }
}
