package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.sarraf.TestApp;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClockCommandTest {
    private static TestApp app;

    @TempDir
    private Path folder;

    @BeforeAll
    static void start() {
        app = TestApp.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void it_is_shown_and_moved_and_moves_what_goes_by_it() {
        var session = app.shop().createSession().get("id").stringValue();
        assertThat(clock().out()).matches("The test clock says 20\\d\\d-.*Z, the real time\\.\n");

        var moved = clock("advance", "25h");

        assertThat(moved.status()).as(moved.err()).isZero();
        assertThat(moved.out()).endsWith("Z, 1d1h ahead of the real time.\n");
        assertThat(app.shop().session(session).get("status").stringValue()).isEqualTo("expired");
        assertThat(clock("advance", "PT90M").out()).endsWith("Z, 1d2h30m ahead of the real time.\n");
        assertThat(clock().out()).endsWith("Z, 1d2h30m ahead of the real time.\n");
    }

    @Test
    void address_and_key_may_come_from_elsewhere_and_options_stand_behind_the_word_too() {
        var key = app.environment().getProperty("XPAY_SECRET_KEY");

        var fromEnvironment =
                CommandRun.of(Map.of("SARRAF_API_URL", app.url().toString(), "SARRAF_SECRET_KEY", key), "clock");
        var fromFlags = CommandRun.of(
                Map.of(), "clock", "advance", "0s", "--api-url", app.url().toString(), "--secret-key", key);
        var fromFolder = CommandRun.of(
                Map.of(), "clock", "advance", "0s", "--data-dir", app.dataDir().toString());

        assertThat(fromEnvironment.status()).as(fromEnvironment.err()).isZero();
        assertThat(fromFlags.status()).as(fromFlags.err()).isZero();
        assertThat(fromFolder.status()).as(fromFolder.err()).isZero();
    }

    @ParameterizedTest
    @CsvSource({"tomorrow", "25", "-1h", "1500ms"})
    void a_time_that_is_none_is_a_wrong_use(String time) {
        var result = clock("advance", time);

        assertThat(result.status()).isEqualTo(2);
        assertThat(result.err()).containsAnyOf("a time is written like", "whole seconds", "Unknown option");
    }

    @Test
    void further_than_two_years_the_server_does_not_go() {
        var result = clock("advance", "731d");

        assertThat(result.status()).isEqualTo(1);
        assertThat(result.err()).isEqualTo("sarraf: The server says: seconds must be between 0 and 63072000.\n");
    }

    @Test
    void a_key_that_is_wrong_or_cannot_do_it_is_named_as_the_reason() {
        var unknown = at(app.url().toString(), "sk_test_" + "a".repeat(38));
        var publishable = at(app.url().toString(), app.environment().getProperty("XPAY_PUBLISHABLE_KEY"));

        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).isEqualTo("sarraf: The server at " + app.url() + " does not know this key.\n");
        assertThat(publishable.err()).contains("takes a secret key");
    }

    @Test
    void a_server_that_is_not_there_or_is_another_is_named_as_the_reason() throws IOException {
        assertThat(at("http://127.0.0.1:1", "sk_test_x").err())
                .isEqualTo("sarraf: No server answers at http://127.0.0.1:1. Is ./sarraf serve running?\n");
        assertThat(at("ftp://example.com", "sk_test_x").err()).contains("is not the address of a server");
        var other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 2);
            exchange.getResponseBody().write("hi".getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        other.start();
        try {
            assertThat(at("http://127.0.0.1:" + other.getAddress().getPort(), "sk_test_x")
                            .err())
                    .contains("is no Sarraf");
        } finally {
            other.stop(0);
        }
    }

    @Test
    void a_folder_without_keys_says_what_to_do() throws IOException {
        var none = CommandRun.of(Map.of(), "clock", "--data-dir", folder.toString());
        Files.writeString(folder.resolve("test.env"), "OTHER_API_URL=http://localhost:1\n");
        var others = CommandRun.of(Map.of(), "clock", "--data-dir", folder.toString());

        assertThat(none.status()).isEqualTo(1);
        assertThat(none.err()).startsWith("sarraf: There is no " + folder).contains("SARRAF_API_URL");
        assertThat(others.err()).contains("--env-prefix");
    }

    private static CommandRun clock(String... words) {
        var line = new String[words.length + 1];
        line[0] = "clock";
        System.arraycopy(words, 0, line, 1, words.length);
        return CommandRun.of(Map.of("SARRAF_DATA_DIR", app.dataDir().toString()), line);
    }

    private static CommandRun at(String url, String key) {
        return CommandRun.of(Map.of("SARRAF_API_URL", url, "SARRAF_SECRET_KEY", key), "clock");
    }
}
