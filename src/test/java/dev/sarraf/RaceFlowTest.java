package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Two things that happen to one session at the same moment: one of them wins, and the books know which.
class RaceFlowTest {
    /// A payment makes five requests to the bank: two for the card, two for 3-D Secure, one to charge.
    private static final int REQUESTS = 5;

    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;
    private static Books books;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(
                dataDir,
                gateway,
                new TestApp.Pace(Duration.ofSeconds(8), Duration.ofSeconds(2), Duration.ofSeconds(20)));
        shop = app.shop();
        books = new Books(app);
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
    void paying_or_expiring_wins_and_never_both() {
        Set<String> seen = new HashSet<>();
        for (int trial = 0; trial < 40; trial++) {
            var created = shop.createSession();

            var expired = atRequest(
                    trial % (REQUESTS + 1),
                    created,
                    () -> shop.post("/checkout/sessions/" + id(created) + "/expire", "{}")
                            .status());

            var session = books.settled(id(created));
            assertThat(session.get("status").stringValue()).isEqualTo(expired == 200 ? "expired" : "complete");
            books.assertAgree(session);
            seen.add(session.get("status").stringValue());
        }
        assertThat(seen).containsExactlyInAnyOrder("complete", "expired");
    }

    @Test
    void paying_or_running_out_of_time_wins_and_never_both() {
        Set<String> seen = new HashSet<>();
        for (int trial = 0; trial < 20; trial++) {
            var created = shop.createSession(Shop.order().replaceFirst("\\{", "{\"expiresAfterMinutes\": 30, "));

            atRequest(trial % (REQUESTS + 1), created, () -> {
                shop.advanceClock(Duration.ofMinutes(30));
                return 0;
            });

            books.settled(id(created));
            var session = Eventually.becomes(
                    () -> shop.session(id(created)),
                    read -> !read.get("status").stringValue().equals("open"));
            Eventually.becomes(
                    () -> app.query("SELECT status FROM test.checkout_sessions WHERE id = '" + id(created) + "'")
                            .getFirst(),
                    session.get("status").stringValue()::equals);
            books.assertAgree(session);
            seen.add(session.get("status").stringValue());
        }
        assertThat(seen).containsExactlyInAnyOrder("complete", "expired");
    }

    @Test
    void coming_back_from_the_issuer_many_times_at_once_charges_once() throws Exception {
        for (int trial = 0; trial < 10; trial++) {
            var created = shop.createSession();
            var back = answeredChallenge(created);

            atOnce(() -> customer.comeBack(back), () -> customer.comeBack(back), () -> customer.comeBack(back));

            assertPaidOnce(created, 1);
        }
    }

    @Test
    void coming_back_while_another_tab_pays_charges_once() throws Exception {
        for (int trial = 0; trial < 10; trial++) {
            var created = shop.createSession();
            var otherTab = customer.open(created);
            var back = answeredChallenge(created);

            atOnce(() -> customer.comeBack(back), () -> customer.pay(otherTab, Customer.FRICTIONLESS));

            assertPaidOnce(created, 1);
        }
    }

    @Test
    void many_tabs_with_many_cards_end_in_one_payment() throws Exception {
        for (int trial = 0; trial < 20; trial++) {
            var created = shop.createSession();
            var tabs = List.of(customer.open(created), customer.open(created), customer.open(created));

            atOnce(
                    () -> customer.pay(tabs.get(0), Customer.FRICTIONLESS),
                    () -> customer.pay(tabs.get(1), Customer.FRICTIONLESS),
                    () -> customer.pay(tabs.get(2), Customer.FRICTIONLESS));

            var session = books.settled(id(created));
            assertThat(session.get("paymentStatus").stringValue())
                    .as(session.toString())
                    .isEqualTo("paid");
            books.assertAgree(session);
        }
    }

    @Test
    void an_answer_that_comes_after_the_look_up_changes_nothing() throws Exception {
        gateway.bend((request, onward) -> {
            var answer = onward.send();
            if (request.is("PAY")) {
                var order = request.path().replaceFirst(".*/order/([^/]+)/.*", "$1");
                Eventually.becomes(
                        () -> app.query("SELECT status FROM test.payment_intents WHERE id = '" + order + "'"),
                        List.of("SUCCEEDED")::equals);
            }
            return answer;
        });
        var sessions = List.of(shop.createSession(), shop.createSession(), shop.createSession());

        atOnce(sessions.stream()
                .<Callable<?>>map(created -> () -> customer.pay(created, Customer.FRICTIONLESS))
                .toArray(Callable<?>[]::new));

        for (var created : sessions) {
            assertPaidOnce(created, 1);
            assertThat(gateway.count("PAY", id(created))).isEqualTo(1);
        }
    }

    @Test
    void a_request_that_arrives_after_its_own_repeat_is_known_for_one() throws Exception {
        var held = new AtomicInteger();
        gateway.bend((request, onward) -> {
            if (request.is("PAY") && held.getAndIncrement() == 0) {
                var order = request.path().replaceFirst(".*/order/([^/]+)/.*", "$1");
                Eventually.becomes(
                        () -> app.query("SELECT status FROM test.payment_intents WHERE id = '" + order + "'"),
                        List.of("SUCCEEDED")::equals);
            }
            return onward.send();
        });
        var created = shop.createSession();

        customer.pay(created, Customer.FRICTIONLESS);

        assertPaidOnce(created, 1);
        assertThat(gateway.count("PAY", id(created))).isEqualTo(2);
    }

    @Test
    void a_session_that_is_read_while_it_is_paid_shows_one_moment() {
        Set<String> seen = new HashSet<>();
        for (int trial = 0; trial < 15; trial++) {
            var created = shop.createSession();
            var page = customer.open(created);
            var paying = CompletableFuture.runAsync(() -> customer.pay(page, Customer.FRICTIONLESS));
            while (!paying.isDone()) {
                seen.add(moment(shop.session(id(created))));
            }
            seen.add(moment(shop.session(id(created))));
            paying.join();
        }
        assertThat(seen)
                .contains("complete SUCCEEDED SUCCEEDED settled")
                .isSubsetOf(
                        "open",
                        "open REQUIRES_PAYMENT_METHOD",
                        "open PROCESSING PENDING",
                        "complete SUCCEEDED SUCCEEDED settled");
    }

    private static String moment(JsonNode session) {
        var charge = session.at("/paymentIntent/latestCharge");
        return String.join(
                        " ",
                        session.get("status").stringValue(),
                        session.at("/paymentIntent/status").stringValue(""),
                        charge.path("status").stringValue(""),
                        charge.path("balanceTransaction").isObject() ? "settled" : "")
                .strip();
    }

    /// Pays, and lets something else happen at the moment of the payment's n-th request to the bank.
    private int atRequest(int number, JsonNode created, Supplier<Integer> other) {
        var page = customer.open(created);
        var requests = new AtomicInteger();
        var answer = new CompletableFuture<Integer>();
        Runnable start = () -> answer.completeAsync(other);
        gateway.bend((_, onward) -> {
            if (requests.incrementAndGet() == number) {
                start.run();
            }
            return onward.send();
        });
        if (number == 0) {
            start.run();
        }
        customer.pay(page, Customer.FRICTIONLESS);
        return answer.completeOnTimeout(-1, 30, TimeUnit.SECONDS).join();
    }

    private URI answeredChallenge(JsonNode created) {
        var next = customer.pay(created, Customer.CHALLENGED);
        return customer.answerIssuer(URI.create(created.get("url").stringValue()), next, "successful");
    }

    private static void assertPaidOnce(JsonNode created, int charges) {
        var session = books.settled(id(created));
        assertThat(session.get("paymentStatus").stringValue())
                .as(session.toString())
                .isEqualTo("paid");
        assertThat(session.at("/paymentIntent/charges")).hasSize(charges);
        books.assertAgree(session);
    }

    private static void atOnce(Callable<?>... actions) throws Exception {
        var barrier = new CyclicBarrier(actions.length);
        List<Callable<Object>> together = new ArrayList<>();
        for (var action : actions) {
            together.add(() -> {
                barrier.await();
                return action.call();
            });
        }
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : threads.invokeAll(together)) {
                done.get();
            }
        }
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
