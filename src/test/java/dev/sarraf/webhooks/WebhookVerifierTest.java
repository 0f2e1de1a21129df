package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.ids.Secret;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Objects;
import javax.tools.ToolProvider;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// `examples/receivers/java/WebhookVerifier.java`, compiled alone, for the oldest Java that it promises, and
/// held against what the sender signs.
class WebhookVerifierTest {
    private static final Path SOURCE = Path.of("examples/receivers/java/WebhookVerifier.java");
    private static final Instant NOW = Instant.parse("2026-05-01T12:00:00Z");
    private static final Secret SECRET = new Secret("whsec_ours");
    private static final byte[] BODY = bytes("{\"id\":\"evt_test_1\",\"name\":\"قهوة\"}");

    @TempDir
    private static Path folder;

    private static URLClassLoader loader;
    private static Constructor<?> verifier;
    private static Method verify;

    @BeforeAll
    static void compile() throws Exception {
        var compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler.run(
                        null,
                        null,
                        null,
                        "--release",
                        "17",
                        "-Xlint:all,-options",
                        "-Werror",
                        "-d",
                        folder.toString(),
                        SOURCE.toString()))
                .isZero();
        loader = new URLClassLoader(new URL[] {folder.toUri().toURL()});
        var type = loader.loadClass("WebhookVerifier");
        verifier = type.getConstructor(String.class, InstantSource.class);
        verify = type.getMethod("verify", byte[].class, String.class);
    }

    @AfterAll
    static void close() throws Exception {
        loader.close();
    }

    @Test
    void what_the_sender_signs_is_genuine() throws Exception {
        assertThat(verdict(BODY, signed(BODY, NOW, SECRET))).isEqualTo("genuine");
        assertThat(verdict(new byte[0], signed(new byte[0], NOW, SECRET))).isEqualTo("genuine");
    }

    @Test
    void while_a_secret_is_replaced_either_signature_will_do() throws Exception {
        var other = new Secret("whsec_new");

        assertThat(verdict(BODY, signed(BODY, NOW, other, SECRET))).isEqualTo("genuine");
        assertThat(verdict(BODY, signed(BODY, NOW, SECRET, other))).isEqualTo("genuine");
        assertThat(verdict(BODY, signed(BODY, NOW, other))).isEqualTo("WrongSignature");
    }

    @Test
    void another_body_is_told_from_ours_by_any_byte() throws Exception {
        var header = signed(BODY, NOW, SECRET);

        assertThat(verdict(bytes(new String(BODY, StandardCharsets.UTF_8) + " "), header))
                .isEqualTo("WrongSignature");
        assertThat(verdict(new byte[0], header)).isEqualTo("WrongSignature");
        assertThat(verdict(BODY, header.replaceFirst("t=\\d+", "t=" + (NOW.getEpochSecond() + 1))))
                .isEqualTo("WrongSignature");
    }

    @ParameterizedTest
    @CsvSource({
        "-301, OutsideTolerance",
        "-300, genuine",
        "300, genuine",
        "301, OutsideTolerance",
        "-1000000000, OutsideTolerance"
    })
    void five_minutes_are_tolerated_either_way(long seconds, String verdict) throws Exception {
        assertThat(verdict(BODY, signed(BODY, NOW.plusSeconds(seconds), SECRET)))
                .isEqualTo(verdict);
    }

    @ParameterizedTest
    @ValueSource(strings = {"nonsense", "t=1,v1=", "t=,v1=00", "v1=00", "t=1777636800", ",,,", "t=-1,v1=zz", "v1"})
    void a_header_of_another_form_is_malformed(String header) throws Exception {
        assertThat(verdict(BODY, header)).isEqualTo("MalformedSignature");
    }

    @Test
    void a_header_without_end_is_malformed() throws Exception {
        assertThat(verdict(BODY, signed(BODY, NOW, SECRET) + ",v1=00".repeat(1_000)))
                .isEqualTo("MalformedSignature");
    }

    @Test
    void no_header_is_an_error_of_its_own() throws Exception {
        assertThat(verdict(BODY, null)).isEqualTo("NoSignature");
        assertThat(verdict(BODY, " ")).isEqualTo("NoSignature");
    }

    @Test
    void there_is_no_verifier_without_a_secret() {
        assertThatThrownBy(() -> verifier.newInstance("", InstantSource.system()))
                .hasCauseInstanceOf(IllegalArgumentException.class);
    }

    private static String verdict(byte[] body, @Nullable String header) throws Exception {
        try {
            verify.invoke(verifier.newInstance(SECRET.reveal(), InstantSource.fixed(NOW)), body, header);
            return "genuine";
        } catch (InvocationTargetException e) {
            return Objects.requireNonNull(e.getCause()).getClass().getSimpleName();
        }
    }

    private static String signed(byte[] body, Instant at, Secret... secrets) {
        return Signature.header(List.of(secrets), at, body);
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
