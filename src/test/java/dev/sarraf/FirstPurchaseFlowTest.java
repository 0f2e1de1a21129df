package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestPostgres;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Codes for a first purchase, where one customer buys in several sessions at once.
class FirstPurchaseFlowTest {
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start(
                TestPostgres.freshDatabase(),
                TestApp.temporaryFolder(),
                Optional.empty(),
                new TestApp.Pace(Duration.ofSeconds(5), Duration.ofSeconds(5), Duration.ofSeconds(1)));
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void of_many_sessions_of_one_customer_one_is_the_first() throws Exception {
        var sessions = new ArrayList<JsonNode>();
        var payments = new ArrayList<Callable<JsonNode>>();
        for (int i = 0; i < 6; i++) {
            var session = session("many@shop.example");
            var page = customer.open(session);
            sessions.add(session);
            payments.add(() -> customer.pay(page, Customer.FRICTIONLESS));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var paid : threads.invokeAll(payments)) {
                paid.get();
            }
        }

        Eventually.becomes(
                () -> app.query(
                        "SELECT count(*) FROM test.payment_attempts WHERE state IN ('AUTHENTICATING', 'CHARGING')"
                                + " AND session_id IN ('"
                                + sessions.stream()
                                        .map(session -> session.get("id").stringValue())
                                        .collect(Collectors.joining("', '"))
                                + "')"),
                under -> under.equals(List.of("0")));
        assertThat(sessions.stream().map(FirstPurchaseFlowTest::isPaid)).containsOnlyOnce(true);
    }

    @Test
    void a_payment_that_is_with_the_bank_may_be_the_first_one() {
        var first = session("one@shop.example");
        var second = session("One@Shop.example");
        var page = customer.open(second);
        customer.pay(first, Customer.UNKNOWN);

        var refused = customer.pay(page, Customer.FRICTIONLESS);

        assertThat(refused.get("error").stringValue()).contains("can no longer be used");
        assertThat(read(second).get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_payment_that_was_declined_leaves_the_first_one_to_another() {
        var first = session("declined@shop.example");
        var second = session("declined@shop.example");
        customer.pay(first, Customer.DECLINED);

        customer.pay(second, Customer.FRICTIONLESS);

        assertThat(isPaid(second)).isTrue();
    }

    private static boolean isPaid(JsonNode session) {
        return read(session).get("paymentStatus").stringValue().equals("paid");
    }

    private static JsonNode read(JsonNode session) {
        return shop.session(session.get("id").stringValue());
    }

    /// With a code of its own, of a coupon of its own.
    private static JsonNode session(String email) {
        var coupon = shop.post("/coupons", "{\"percentOff\": 10}")
                .expect(201)
                .get("id")
                .stringValue();
        var code = shop.post("/promotion-codes", """
                        {"coupon": "%s", "code": "FIRST%d", "restrictions": {"firstTimeTransaction": true}}
                        """.formatted(
                                coupon, ThreadLocalRandom.current().nextInt(1_000_000_000)))
                .expect(201)
                .get("id")
                .stringValue();
        return shop.createSession(Shop.order().replaceFirst("\\{", """
                {"discounts": [{"promotionCode": "%s"}], "customerDetails": {"email": "%s"},
                """.formatted(code, email)));
    }
}
