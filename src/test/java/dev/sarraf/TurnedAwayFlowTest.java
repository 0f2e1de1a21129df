package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A bank that turns a request away unseen. It is sent again soon, though a request that may be under way is not
/// repeated here for longer than any test lasts.
class TurnedAwayFlowTest {
    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(
                dataDir, gateway, new TestApp.Pace(Duration.ofSeconds(5), Duration.ofHours(1), Duration.ofSeconds(20)));
        shop = app.shop();
        new Customer().pay(shop.createSession(), Customer.FRICTIONLESS);
    }

    @AfterAll
    static void stop() {
        app.close();
        gateway.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"serverBusy", "lockFailure"})
    void a_charge_and_a_refund_that_were_turned_away_are_sent_again_soon(String fault) {
        var session = shop.createSession();
        var id = session.get("id").stringValue();
        gateway.faults("{\"operation\": \"PAY\", \"fault\": \"%s\"}".formatted(fault));
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id).get("paymentStatus").stringValue()).isEqualTo("unpaid");

        var paid = Eventually.becomes(
                () -> shop.session(id),
                now -> now.get("paymentStatus").stringValue().equals("paid"));
        var intent = paid.get("paymentIntentId").stringValue();
        gateway.faults("{\"operation\": \"REFUND\", \"fault\": \"%s\"}".formatted(fault));
        var refund = shop.post("/refunds", "{\"paymentIntentId\": \"%s\"}".formatted(intent))
                .expect(201);
        assertThat(refund.get("status").stringValue()).isEqualTo("PENDING");

        Eventually.becomes(
                () -> shop.get("/refunds/" + refund.get("id").stringValue()).expect(200),
                now -> now.get("status").stringValue().equals("SUCCEEDED"));
        assertThat(app.bank().captures(intent)).hasSize(1);
        assertThat(app.bank().refunded(intent)).isEqualTo(149_900);
    }
}
