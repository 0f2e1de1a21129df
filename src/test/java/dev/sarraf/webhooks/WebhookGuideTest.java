package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.Attempt;
import dev.sarraf.events.EventType;
import dev.sarraf.ids.Secret;
import dev.sarraf.testing.WebhookReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// What `docs/webhooks.md` prints is run as it stands there.
@Timeout(120)
class WebhookGuideTest {
    private static final Path GUIDE = Path.of("docs/webhooks.md");
    private static final String SESSION = "{\"id\":\"cs_test_1\",\"name\":\"قهوة\",\"paymentStatus\":\"paid\"}";

    @TempDir
    Path folder;

    private final Workshop shop = new Workshop();

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @CsvSource({"js, receiver.mjs, node", "python, receiver.py, python3"})
    void a_printed_receiver_fulfils_once_and_takes_nothing_forged(String language, String file, String command)
            throws Exception {
        int port = freePort();
        var url = "http://localhost:" + port + "/webhooks/xpay";
        var secret = shop.endpoint(url).secret();
        var script = Files.writeString(folder.resolve(file), printed(language));
        var builder = new ProcessBuilder(command, script.toString()).redirectErrorStream(true);
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("XPAY_WEBHOOK_SECRET", secret.reveal());
        var process = builder.start();
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(output.readLine()).isEqualTo("ready");
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED, "cs_test_1", SESSION);
            shop.raise(EventType.CHECKOUT_SESSION_EXPIRED, "cs_test_2", "{\"paymentStatus\":\"unpaid\"}");

            shop.sender().sendDue();

            assertThat(shop.states()).isEqualTo("DELIVERED=2");
            var body = shop.column("SELECT payload FROM events WHERE object_id = 'cs_test_1'")
                    .getFirst();
            assertThat(statusOf(url, body, sign(secret, body))).isEqualTo(200);
            assertThat(statusOf(url, body + " ", sign(secret, body))).isEqualTo(400);
            assertThat(statusOf(url, body, sign(new Secret("whsec_other"), body)))
                    .isEqualTo(400);
            assertThat(statusOf(url, body, "")).isEqualTo(400);
            assertThat(statusOf(url, body, "t=,v1=")).isEqualTo(400);
            var old = Signature.header(List.of(secret), Instant.EPOCH.plusSeconds(1_730_000_000), bytes(body));
            assertThat(statusOf(url, body, old)).isEqualTo(400);
            var both = Signature.header(List.of(new Secret("whsec_new"), secret), now(), bytes(body));
            assertThat(statusOf(url, body, both)).isEqualTo(200);
            // The process's own destroy() would close its output before it is read.
            process.toHandle().destroy();
            assertThat(fulfilled(output)).containsExactly("fulfil cs_test_1");
        } finally {
            process.destroyForcibly();
        }
    }

    @Test
    void the_printed_java_accepts_what_arrives_and_nothing_else() throws Exception {
        try (var receiver = WebhookReceiver.start();
                var loader = compiled(printed("java"))) {
            var secret = shop.endpoint(receiver.url()).secret().reveal();
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED, "cs_test_1", SESSION);
            shop.sender().sendDue();
            var received = receiver.next();
            var isGenuine = loader.loadClass("WebhookSignature")
                    .getMethod("isGenuine", byte[].class, String.class, String.class);
            var header = received.header("XPay-Signature");
            var forged = bytes(received.text() + " ");
            var late = Signature.header(List.of(new Secret(secret)), now().minusSeconds(400), received.body());

            assertThat(isGenuine.invoke(null, received.body(), header, secret)).isEqualTo(true);
            assertThat(isGenuine.invoke(null, forged, header, secret)).isEqualTo(false);
            assertThat(isGenuine.invoke(null, received.body(), header, "whsec_other"))
                    .isEqualTo(false);
            assertThat(isGenuine.invoke(null, received.body(), late, secret)).isEqualTo(false);
            assertThat(isGenuine.invoke(null, received.body(), "", secret)).isEqualTo(false);
        }
    }

    @Test
    void the_guide_lists_every_event_and_every_kind_of_failure() throws IOException {
        var guide = Files.readString(GUIDE);

        for (var type : EventType.values()) {
            int lastDot = type.text().lastIndexOf('.');
            assertThat(guide)
                    .containsPattern("\\| `" + Pattern.quote(type.text().substring(0, lastDot)) + "[^|]*"
                            + Pattern.quote(type.text().substring(lastDot)) + "`");
        }
        for (var failure : Attempt.Failure.values()) {
            assertThat(guide).contains("| `" + failure.name().toLowerCase(Locale.ROOT) + "` |");
        }
    }

    private static String printed(String language) throws IOException {
        var matcher =
                Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(GUIDE));
        assertThat(matcher.find()).isTrue();
        return matcher.group(1);
    }

    private URLClassLoader compiled(String source) throws IOException {
        var file = Files.writeString(folder.resolve("WebhookSignature.java"), source);
        assertThat(ToolProvider.getSystemJavaCompiler().run(null, null, null, file.toString()))
                .isZero();
        return new URLClassLoader(new URL[] {folder.toUri().toURL()});
    }

    private static List<String> fulfilled(BufferedReader output) {
        return output.lines().filter(line -> line.startsWith("fulfil")).toList();
    }

    private static int statusOf(String url, String body, String signature) throws Exception {
        try (var client = HttpClient.newHttpClient()) {
            var request = HttpRequest.newBuilder(URI.create(url))
                    .header("XPay-Signature", signature)
                    .POST(HttpRequest.BodyPublishers.ofString(body))
                    .build();
            return client.send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        }
    }

    private static String sign(Secret secret, String body) {
        return Signature.header(List.of(secret), now(), bytes(body));
    }

    private static Instant now() {
        return Instant.ofEpochMilli(System.currentTimeMillis());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
