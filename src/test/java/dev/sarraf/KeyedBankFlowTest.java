package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Collections;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Calls with an `Idempotency-Key` that talk to the bank: the bank is told once, whatever goes wrong on the way.
class KeyedBankFlowTest {
    private static final String ADVANCE = "/test-helpers/clock/advance";

    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.HASTY);
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
        gateway.close();
    }

    @AfterEach
    void straighten() {
        gateway.straighten();
    }

    @Test
    void a_clock_that_the_bank_did_not_follow_is_not_moved_twice_by_the_repeat() {
        long before = ahead();
        gateway.bend((request, onward) -> {
            if (request.path().endsWith("/clock")) {
                throw new IOException("cut");
            }
            return onward.send();
        });
        keyed(ADVANCE, "clock", "{\"seconds\": 3600}").expect(502);
        keyed(ADVANCE, "clock", "{\"seconds\": 3600}").expect(502);
        gateway.straighten();

        var done = keyed(ADVANCE, "clock", "{\"seconds\": 3600}");
        var again = keyed(ADVANCE, "clock", "{\"seconds\": 3600}");

        assertThat(done.expect(200).get("aheadSeconds").longValue()).isEqualTo(before + 3_600);
        assertThat(again.text()).isEqualTo(done.text());
        assertThat(ahead()).isEqualTo(before + 3_600);
    }

    @Test
    void many_equal_refunds_at_once_are_one() throws Exception {
        var intent = paid();
        var key = "many-" + id(intent);
        Callable<Shop.Answer> refund = () -> refund(key, intent);

        var answers = new ArrayList<Shop.Answer>();
        try (var pool = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var future : pool.invokeAll(Collections.nCopies(20, refund))) {
                answers.add(future.get());
            }
        }

        assertThat(answers).filteredOn(answer -> answer.status() != 201).allSatisfy(answer -> {
            assertThat(answer.expect(409).at("/error/type").stringValue()).isEqualTo("idempotency_error");
            assertThat(answer.header("Retry-After")).isEqualTo("1");
        });
        var made = answers.stream().filter(answer -> answer.status() == 201).toList();
        assertThat(made.stream().map(Shop.Answer::text).distinct()).hasSize(1);
        assertThat(app.bank().refunded(id(intent))).isEqualTo(500);
        assertThat(refunds(intent)).isOne();
    }

    @Test
    void a_refund_during_which_the_database_goes_away_is_finished_by_its_repeat() {
        for (int at = 0; at < 3; at++) {
            var intent = paid();
            int moment = at;
            var requests = new AtomicInteger();
            gateway.bend((request, onward) -> {
                boolean isFirst = request.is("REFUND") && requests.getAndIncrement() == 0;
                if (isFirst && moment == 0) {
                    app.breakConnections();
                    throw new IOException("cut before the bank saw it");
                }
                var answer = onward.send();
                if (isFirst) {
                    app.breakConnections();
                    if (moment == 1) {
                        throw new IOException("cut after the bank did it");
                    }
                }
                return answer;
            });

            var first = refund("gone-" + id(intent), intent);
            gateway.straighten();
            var last = Eventually.becomes(() -> refund("gone-" + id(intent), intent), answer -> answer.status() == 201);

            if (first.status() == 201) {
                assertThat(last.text()).isEqualTo(first.text());
            }
            Eventually.becomes(
                    () -> shop.get("/refunds/" + id(last.json())).json(),
                    refund -> refund.path("status").stringValue("").equals("SUCCEEDED"));
            assertThat(app.bank().refunded(id(intent))).isEqualTo(500);
            assertThat(refunds(intent)).isOne();
        }
    }

    private static long ahead() {
        return shop.post(ADVANCE, "{\"seconds\": 0}")
                .expect(200)
                .get("aheadSeconds")
                .longValue();
    }

    private JsonNode paid() {
        var session = shop.createSession();
        customer.pay(session, Customer.FRICTIONLESS);
        return shop.session(id(session)).get("paymentIntent");
    }

    private static long refunds(JsonNode intent) {
        return app.count("test.refunds WHERE intent_id = '" + id(intent) + "'");
    }

    private static Shop.Answer refund(String key, JsonNode intent) {
        return keyed("/refunds", key, "{\"paymentIntentId\": \"%s\", \"amount\": 500}".formatted(id(intent)));
    }

    private static Shop.Answer keyed(String path, String key, String body) {
        return shop.send(shop.request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
