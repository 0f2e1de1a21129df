package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Markdown;
import dev.sarraf.testing.MerchantReceiver;
import dev.sarraf.testing.ServerProcess;
import dev.sarraf.testing.Terminal;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// Every command of the documents, typed as it stands there, in its order.
///
/// Only what belongs to this machine is put in: `serve` runs in a folder of its own on a free port, so
/// `data/test.env` is the one there, and a receiver's port is a free one.
class ReadmeIT {
    private static final Path ROOT = Path.of("");
    private static final Markdown README = Markdown.read(Path.of("README.md"));
    private static final String RECEIVER = "examples/receivers/";

    @TempDir
    private static Path folder;

    private static ServerProcess server;

    @BeforeAll
    static void serve() {
        server = ServerProcess.serve(folder);
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void the_two_commands_are_there() throws IOException {
        var words = README.commands().getFirst().lines().map(line -> line.replaceFirst(" +#.*", ""));

        assertThat(words).containsExactly("./sarraf serve", "./sarraf test");
        assertThat(Path.of("sarraf")).isExecutable().content().containsPattern("\n +test\\)\n");
    }

    @ParameterizedTest
    @CsvSource({"node", "python"})
    void the_quick_start_ends_with_an_order_that_is_fulfilled_once(String language) {
        int port = freePort();
        var steps =
                quickStart(language).stream().map(step -> adapted(step, port)).toList();
        try (var terminal = Terminal.open(ROOT)) {
            for (var step : steps.subList(0, steps.size() - 1)) {
                follow(terminal, step, port);
            }
            terminal.await("Fulfilled cs_test_");
            var id = terminal.run("echo $id").strip();
            assertThat(terminal.screen()).contains("Fulfilled " + id + ": 149900 EGP");
            assertThat(terminal.screen()).contains("\"id\":\"" + id + "\"").contains("\"paymentStatus\":\"paid\"");

            tryToFool(receiver(terminal, port), id);

            terminal.run("true");
            assertThat(Pattern.compile("Fulfilled (\\w+):")
                            .matcher(terminal.screen())
                            .results()
                            .map(order -> order.group(1)))
                    .containsExactly(id, "cs_test_other");
            terminal.run(steps.getLast());
        }
    }

    static Stream<Path> guides() {
        return Stream.of(
                        "docs/sessions.md",
                        "docs/payments.md",
                        "docs/catalog.md",
                        "docs/payment-links.md",
                        "docs/webhooks.md")
                .map(Path::of)
                .filter(Files::exists);
    }

    @ParameterizedTest
    @MethodSource("guides")
    void the_commands_of_the_guides_do_what_they_say(Path guide) {
        var commands = Markdown.read(guide).commands();
        assertThat(commands).isNotEmpty();
        try (var terminal = Terminal.open(ROOT)) {
            terminal.run(adapted("set -a; . data/test.env; set +a", 0));
            for (var command : commands) {
                assertThat(terminal.run(adapted(command, freePort())))
                        .as(command)
                        .doesNotContain("\"error\":{");
            }
        }
    }

    private static void follow(Terminal terminal, String step, int port) {
        var output = terminal.run(step);
        assertThat(output).as(step).doesNotContain("\"error\":{");
        if (step.contains(RECEIVER)) {
            terminal.await("Waiting for webhooks on http://localhost:" + port);
        } else if (step.startsWith("session=")) {
            pay(URI.create(output.strip()));
        }
    }

    private static void pay(URI page) {
        var customer = new Customer();
        var next = customer.pay(customer.open(page), Customer.CHALLENGED);
        customer.answerChallenge(page, next, "successful");
    }

    private static MerchantReceiver receiver(Terminal terminal, int port) {
        var secret = terminal.run("echo $XPAY_WEBHOOK_SECRET").strip();
        return new MerchantReceiver(URI.create("http://localhost:" + port), secret);
    }

    /// What comes over the internet, and what a delivery that is repeated brings. Of all this only one order is
    /// new.
    private static void tryToFool(MerchantReceiver receiver, String paid) {
        var other = completed("evt_test_other", "cs_test_other", "paid");
        var forged = completed("evt_test_forged", "cs_test_forged", "paid");
        assertThat(receiver.post(forged, receiver.signature(other))).isEqualTo(400);
        assertThat(receiver.post(forged, "")).isEqualTo(400);
        assertThat(receiver.post(forged, receiver.signatureOfAnotherSecret(forged)))
                .isEqualTo(400);
        assertThat(receiver.post(forged, receiver.signature(forged, -400))).isEqualTo(400);
        assertThat(receiver.post(forged, receiver.signature(forged, 400))).isEqualTo(400);
        assertThat(receiver.post(other, receiver.signatureOfTwoSecrets(other))).isEqualTo(200);
        assertThat(receiver.post(other, receiver.signature(other))).isEqualTo(200);

        for (var event : List.of(
                completed("evt_test_again", paid, "paid"),
                completed("evt_test_unpaid", "cs_test_unpaid", "unpaid"),
                completed("evt_test_type", "cs_test_type", "paid").replace(".completed", ".expired"))) {
            assertThat(receiver.post(event, receiver.signature(event))).isEqualTo(200);
        }
        assertThat(receiver.orderPage(paid)).isEqualTo("Paid.\n");
        assertThat(receiver.orderPage("cs_test_unpaid")).isEqualTo("Waiting.\n");
    }

    private static String completed(String event, String session, String paymentStatus) {
        return """
                {"id":"%s","type":"checkout.session.completed","data":{"object":{"id":"%s","status":"complete",\
                "paymentStatus":"%s","amountTotal":500,"currency":"EGP"}}}""".formatted(event, session, paymentStatus);
    }

    /// All steps behind the two commands, without the receiver in the other language.
    private static List<String> quickStart(String language) {
        return README.commands().stream()
                .skip(1)
                .filter(step -> !step.contains(RECEIVER) || step.contains(RECEIVER + language + "/"))
                .toList();
    }

    private static String adapted(String command, int receiverPort) {
        return command.replace(
                        "data/test.env", server.dataDir().resolve("test.env").toString())
                .replace("localhost:4242", "localhost:" + receiverPort)
                .replace("localhost:3000", "localhost:" + receiverPort)
                .replaceFirst("^(node|python3) " + RECEIVER, "PORT=" + receiverPort + " $0");
    }

    private static int freePort() {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
