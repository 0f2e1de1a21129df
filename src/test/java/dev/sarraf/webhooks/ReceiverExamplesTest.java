package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.EventType;
import dev.sarraf.ids.Secret;
import dev.sarraf.testing.MerchantReceiver;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The receivers in `examples/receivers`, started as they say and sent what comes over the internet. Where a language
/// is not installed, they fail: `./sarraf test` installs it.
@Timeout(120)
class ReceiverExamplesTest {
    private static final Path FOLDER = Path.of("examples/receivers");

    private final Workshop shop = new Workshop();

    enum Language {
        NODE,
        PYTHON,
        JAVA,
        PHP;

        List<String> command(int port) {
            return switch (this) {
                case NODE -> List.of("node", script("node/receiver.mjs"));
                case PYTHON -> List.of("python3", script("python/receiver.py"));
                case JAVA ->
                    List.of(
                            Path.of(System.getProperty("java.home"), "bin/java").toString(),
                            script("java/Receiver.java"));
                case PHP -> List.of("php", "-S", "127.0.0.1:" + port, script("php/receiver.php"));
            };
        }

        private static String script(String name) {
            return FOLDER.resolve(name).toString();
        }
    }

    @AfterEach
    void close() {
        shop.close();
    }

    @ParameterizedTest
    @EnumSource(Language.class)
    void a_receiver_fulfils_each_paid_session_once_and_takes_nothing_that_is_not_ours(Language language)
            throws Exception {
        int port = freePort();
        var url = "http://127.0.0.1:" + port;
        var secret = shop.endpoint(url + "/webhooks").secret();
        var process = start(language, port, secret);
        try (var output = process.inputReader(StandardCharsets.UTF_8)) {
            awaitStart(output);
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED, "cs_test_sent", session("cs_test_sent", "paid"));

            shop.sender().sendDue();

            assertThat(shop.states()).isEqualTo("DELIVERED=1");
            var receiver = new MerchantReceiver(URI.create(url), secret.reveal());
            sendAgain(receiver);
            sendInAnyOrder(receiver);
            sendWhatIsNotOurs(receiver);
            sendWhileTheSecretIsReplaced(receiver);
            assertThat(receiver.orderPage("cs_test_sent")).isEqualTo("Paid.\n");
            assertThat(receiver.orderPage("cs_test_unpaid")).isEqualTo("Waiting.\n");
            // The process's own destroy() would close its output before it is read.
            process.toHandle().destroy();
            assertThat(fulfilled(output)).containsExactly("cs_test_sent", "cs_test_late", "cs_test_rolled");
        } finally {
            process.destroyForcibly();
        }
    }

    private void sendAgain(MerchantReceiver receiver) {
        var sent = shop.column("SELECT payload FROM events").getFirst();
        assertThat(post(receiver, sent)).isEqualTo(200);
        assertThat(post(receiver, event("evt_test_again", "completed", session("cs_test_sent", "paid"))))
                .isEqualTo(200);
    }

    /// News of the money overtakes that of the voucher, and of the end comes after it.
    private static void sendInAnyOrder(MerchantReceiver receiver) {
        for (var event : List.of(
                event("evt_test_2", "async_payment_succeeded", session("cs_test_late", "paid")),
                event("evt_test_1", "completed", session("cs_test_late", "unpaid")),
                event("evt_test_3", "completed", session("cs_test_unpaid", "unpaid")),
                event("evt_test_4", "expired", session("cs_test_other", "paid")))) {
            assertThat(post(receiver, event)).isEqualTo(200);
        }
    }

    private static void sendWhatIsNotOurs(MerchantReceiver receiver) {
        var forged = event("evt_test_forged", "completed", session("cs_test_forged", "paid"));
        for (var signature : List.of(
                receiver.signature(forged + " "),
                receiver.signatureOfAnotherSecret(forged),
                receiver.signature(forged, -400),
                receiver.signature(forged, 400),
                receiver.signature(forged).replaceFirst("^t=", "t=1"),
                receiver.signature(forged).replaceFirst("..$", ""),
                receiver.signature(forged).replaceFirst(",v1=.*", ""),
                "t=,v1=",
                "nonsense",
                "")) {
            assertThat(receiver.post(forged, signature)).as(signature).isEqualTo(400);
        }
    }

    private static void sendWhileTheSecretIsReplaced(MerchantReceiver receiver) {
        var event = event("evt_test_rolled", "completed", session("cs_test_rolled", "paid"));
        assertThat(receiver.post(event, receiver.signatureOfTwoSecrets(event))).isEqualTo(200);
        var parts = receiver.signatureOfTwoSecrets(event).split(",", -1);
        assertThat(receiver.post(event, String.join(",", parts[0], parts[2], parts[1])))
                .isEqualTo(200);
    }

    @Test
    void a_receiver_says_that_it_has_no_secret_instead_of_believing_everybody() throws Exception {
        for (var language : List.of(Language.NODE, Language.PYTHON, Language.JAVA)) {
            var builder = new ProcessBuilder(language.command(0)).redirectErrorStream(true);
            builder.environment().remove("XPAY_WEBHOOK_SECRET");
            var process = builder.start();
            try (var output = process.inputReader(StandardCharsets.UTF_8)) {
                assertThat(output.lines().toList()).as(language.name()).isNotEmpty();
                assertThat(process.waitFor()).as(language.name()).isNotZero();
            } finally {
                process.destroyForcibly();
            }
        }
    }

    private static Process start(Language language, int port, Secret secret) throws IOException {
        var builder = new ProcessBuilder(language.command(port)).redirectErrorStream(true);
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("XPAY_WEBHOOK_SECRET", secret.reveal());
        return builder.start();
    }

    private static void awaitStart(BufferedReader output) throws IOException {
        var said = new StringBuilder();
        for (var line = output.readLine(); line != null; line = output.readLine()) {
            if (line.contains("Waiting for webhooks on") || line.contains("Development Server")) {
                return;
            }
            said.append(line).append('\n');
        }
        throw new AssertionError("the receiver ended: " + said);
    }

    private static List<String> fulfilled(BufferedReader output) {
        return output.lines()
                .flatMap(line -> Stream.of(line.split("Fulfilled ", -1)).skip(1))
                .map(line -> line.substring(0, line.indexOf(':')))
                .toList();
    }

    private static int post(MerchantReceiver receiver, String event) {
        return receiver.post(event, receiver.signature(event));
    }

    private static String event(String id, String what, String session) {
        return "{\"id\":\"%s\",\"object\":\"event\",\"type\":\"checkout.session.%s\",\"data\":{\"object\":%s}}"
                .formatted(id, what, session);
    }

    /// With what a reader of JSON may stumble over.
    private static String session(String id, String paymentStatus) {
        return """
                {"id":"%s","object":"checkout.session","lineItems":[],"customer":{},"metadata":{"قهوة":"a \\"b\\", {c}: \\u00e9\\\\"},
                 "discounts":[{"id":"x"},[1,-2.5e3]],"url":null,"livemode":false,"paymentStatus":"%s","amountTotal":500,
                 "currency":"EGP"}""".formatted(id, paymentStatus);
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
