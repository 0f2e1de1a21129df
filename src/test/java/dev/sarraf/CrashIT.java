package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BankRecord;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.ServerProcess;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The server is killed while a payment is under way. The bank is a process of its own and remembers.
class CrashIT {
    @TempDir
    private Path folder = Path.of("");

    private final Customer customer = new Customer();

    /// The proof kills at every other point.
    @Test
    void a_server_killed_in_the_middle_of_a_payment_charges_once_and_tells_of_it() {
        try (var inbox = new WebhookInbox();
                var bank = ServerProcess.run(
                        folder,
                        Map.of(),
                        "simulator",
                        "--port",
                        "0",
                        "--record-dir",
                        folder.resolve("bank").toString())) {
            bank.awaitOutput("is ready at");
            var gateway = bank.out().replaceAll("(?s).*is ready at (\\S+).*", "$1");

            var sessionId = killedWhilePaying("pay.answered", gateway, inbox);

            try (var server = serve(gateway, Map.of())) {
                inbox.await("checkout.session.completed", sessionId);
                var session = server.shop().session(sessionId);
                assertThat(session.get("paymentStatus").stringValue()).isEqualTo("paid");
                assertThat(session.at("/paymentIntent/charges")).hasSize(1);
                assertThat(new BankRecord(folder.resolve("bank"))
                                .captures(session.get("paymentIntentId").stringValue()))
                        .hasSize(1);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "fawry, pay, pay.intended",
        "fawry, pay, pay.answered",
        "fawry, pay, pay.recorded",
        "vodafone_cash, approve, pay.intended",
        "vodafone_cash, approve, pay.answered"
    })
    void a_server_killed_while_a_provider_is_asked_asks_the_customer_once(String method, String act, String point) {
        try (var inbox = new WebhookInbox();
                var bank = ServerProcess.run(
                        folder,
                        Map.of(),
                        "simulator",
                        "--port",
                        "0",
                        "--record-dir",
                        folder.resolve("bank").toString())) {
            bank.awaitOutput("is ready at");
            var gateway = bank.out().replaceAll("(?s).*is ready at (\\S+).*", "$1");

            var sessionId = killedWhileAsking(method, point, gateway, inbox);

            try (var server = serve(gateway, Map.of())) {
                Eventually.becomes(
                        () -> server.shop()
                                .post(
                                        "/test-helpers/checkout/sessions/" + sessionId + "/act",
                                        "{\"act\": \"" + act + "\"}")
                                .status(),
                        status -> status == 200);
                inbox.await("checkout.session.completed", sessionId);
                var session = Eventually.becomes(
                        () -> server.shop().session(sessionId),
                        found -> found.get("paymentStatus").stringValue().equals("paid"));
                assertThat(session.at("/paymentIntent/charges")).hasSize(1);
                assertThat(inbox.count("checkout.session.completed", sessionId)).isOne();
            }
        }
    }

    private String killedWhileAsking(String method, String point, String gateway, WebhookInbox inbox) {
        try (var server = serve(gateway, Map.of("SARRAF_FAULT", "pause:" + point))) {
            var shop = server.shop();
            shop.registerWebhook(inbox.url());
            var session = shop.createSession(
                    Shop.order().replaceFirst("\\{", "{\"paymentMethodTypes\": [\"" + method + "\"], "));
            var id = session.get("id").stringValue();
            var paying = Thread.ofVirtual().start(() -> {
                try {
                    shop.post(
                            "/test-helpers/checkout/sessions/" + id + "/complete",
                            "{\"paymentMethodType\": \"" + method + "\", \"phone\": \"+201012345678\"}");
                } catch (RuntimeException e) {
                    // The connection ends with the server.
                }
            });
            server.awaitLog("fault paused=" + point);
            server.kill();
            paying.interrupt();
            return id;
        }
    }

    /// Lets a payment come to the named point, and kills the server there. Returns the session.
    private String killedWhilePaying(String point, String gateway, WebhookInbox inbox) {
        try (var server = serve(gateway, Map.of("SARRAF_FAULT", "pause:" + point))) {
            var shop = server.shop();
            shop.registerWebhook(inbox.url());
            var session = shop.createSession();
            var page = customer.open(session);
            var paying = Thread.ofVirtual().start(() -> {
                try {
                    customer.pay(page, Customer.FRICTIONLESS);
                } catch (RuntimeException e) {
                    // The connection ends with the server.
                }
            });
            server.awaitLog("fault paused=" + point);
            server.kill();
            paying.interrupt();
            return session.get("id").stringValue();
        }
    }

    /// A bank that is quick to be doubted, so that the proof need not sit out real minutes.
    private ServerProcess serve(String gateway, Map<String, String> environment) {
        return ServerProcess.serve(
                folder, environment, "--gateway-url", gateway, "--bank-timeout", "2s", "--resend-after", "3s");
    }
}
