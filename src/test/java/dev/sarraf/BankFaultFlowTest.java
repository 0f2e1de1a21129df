package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A bank and a network that fail in every way the simulator knows, and an answer that is not about what was asked.
///
/// Payments go wrong side by side, each in its own way. In the end each stands as the bank's own record says.
class BankFaultFlowTest {
    /// What goes wrong with the first request to charge, and whether the money is taken in the end.
    private static final Map<String, Boolean> ON_CHARGE = Map.ofEntries(
            Map.entry("dropBefore", true),
            Map.entry("dropAfter", true),
            Map.entry("status5xxWithoutEffect", true),
            Map.entry("status5xxWithEffect", true),
            Map.entry("html502WithoutEffect", true),
            Map.entry("html502WithEffect", true),
            Map.entry("halfAnswer", true),
            Map.entry("serverBusy", true),
            Map.entry("lockFailure", true),
            Map.entry("unknownThenApproved", true),
            Map.entry("unknownThenDeclined", false),
            Map.entry("decline", false));

    private static final List<String> ON_LOOK_UP =
            List.of("dropBefore", "halfAnswer", "status5xxWithoutEffect", "html502WithEffect", "serverBusy");

    private static final Pattern REFERENCE = Pattern.compile("\"reference\":\"(cs_[0-9A-Za-z_]+)\"");

    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;
    private static Books books;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.HASTY);
        shop = app.shop();
        books = new Books(app);
        new Customer().pay(shop.createSession(), Customer.FRICTIONLESS);
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

    /// One payment, and what is to go wrong with it.
    private record Trouble(JsonNode session, String onCharge, Optional<String> onLookUp) {
        String id() {
            return session.get("id").stringValue();
        }
    }

    @Test
    void whatever_fails_in_a_charge_or_a_look_up_it_ends_as_the_bank_says() throws Exception {
        var troubles = new ArrayList<Trouble>();
        for (var onCharge : ON_CHARGE.keySet()) {
            troubles.add(new Trouble(shop.createSession(), onCharge, Optional.empty()));
            for (var onLookUp : ON_LOOK_UP) {
                troubles.add(new Trouble(shop.createSession(), onCharge, Optional.of(onLookUp)));
            }
        }
        gateway.bend(new SimulatorFaults(troubles));

        payAll(troubles);

        for (var trouble : troubles) {
            var session = books.settled(trouble.id());
            boolean paid = ON_CHARGE.getOrDefault(trouble.onCharge(), false);
            assertThat(session.get("paymentStatus").stringValue())
                    .as("%s, then %s", trouble.onCharge(), trouble.onLookUp())
                    .isEqualTo(paid ? "paid" : "unpaid");
            books.assertAgree(session);
        }
    }

    @Test
    void an_answer_that_is_not_about_this_very_charge_changes_nothing() throws Exception {
        List<UnaryOperator<String>> lies = List.of(
                body -> body.replaceFirst("\"transaction\":\\{", "\"transaction\":{\"id\":\"ch_test_another\",")
                        .replaceFirst("\"id\":\"ch_test_(?!another)[0-9A-Za-z]+\"", "\"x\":1"),
                body -> body.replaceAll("1499\\.00", "1.00"),
                body -> body.replaceAll("\"EGP\"", "\"USD\""),
                body -> body.replaceAll("\"pi_test_[0-9A-Za-z]+\"", "\"pi_test_another\""),
                body -> body.replaceAll("\"APPROVED\"", "\"SOMETHING_NEW\""),
                body -> body.replaceAll("\"result\":\"SUCCESS\"", "\"result\":\"FAILURE\""),
                body -> body.replaceAll("\"PAYMENT\"", "\"REFUND\""),
                _ -> "{}",
                _ -> "[]",
                _ -> "");
        var lieOf = new ConcurrentHashMap<String, UnaryOperator<String>>();
        var troubles = new ArrayList<Trouble>();
        for (var lie : lies) {
            var trouble = new Trouble(shop.createSession(), "lie", Optional.empty());
            lieOf.put(trouble.id(), lie);
            troubles.add(trouble);
        }
        gateway.bend((request, onward) -> {
            var answer = onward.send();
            var lie = reference(request).map(lieOf::get);
            return request.is("PAY") && lie.isPresent()
                    ? new BentGateway.Answer(201, lie.get().apply(answer.body()))
                    : answer;
        });

        payAll(troubles);

        for (var trouble : troubles) {
            var session = books.settled(trouble.id());
            assertThat(session.get("paymentStatus").stringValue()).isEqualTo("paid");
            books.assertAgree(session);
        }
    }

    @Test
    void a_charge_that_the_bank_has_on_record_as_not_enabled_has_failed_for_good() {
        gateway.bend((request, onward) -> {
            var charge = Pattern.compile(".*/merchant/([^/]+)/order/([^/]+)/transaction/(ch_[^/]+)")
                    .matcher(request.path());
            return charge.matches() ? notSupported(charge.group(1), charge.group(2), charge.group(3)) : onward.send();
        });
        var created = shop.createSession();

        customer.pay(created, Customer.FRICTIONLESS);

        var session = books.settled(created.get("id").stringValue());
        assertThat(session.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("processing_error");
        gateway.straighten();
        customer.pay(created, Customer.FRICTIONLESS);
        var paid = books.settled(created.get("id").stringValue());
        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        books.assertAgree(paid);
    }

    @Test
    void whatever_fails_before_the_charge_takes_nothing_and_the_next_try_pays() {
        for (var operation :
                List.of("CREATE_SESSION", "UPDATE_SESSION", "INITIATE_AUTHENTICATION", "AUTHENTICATE_PAYER")) {
            for (var fault :
                    List.of("dropBefore", "dropAfter", "halfAnswer", "status5xxWithEffect", "html502WithEffect")) {
                var created = shop.createSession();
                gateway.faults("{\"operation\": \"%s\", \"fault\": \"%s\"}".formatted(operation, fault));

                var answer = customer.pay(created, Customer.FRICTIONLESS);

                assertThat(answer.get("error").stringValue())
                        .as("%s of %s", fault, operation)
                        .contains("Nothing was charged");
                assertThat(app.bank()
                                .captures(shop.session(created.get("id").stringValue())
                                        .get("paymentIntentId")
                                        .stringValue()))
                        .isEmpty();
                customer.pay(created, Customer.FRICTIONLESS);
                var paid = books.settled(created.get("id").stringValue());
                assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
                books.assertAgree(paid);
            }
        }
    }

    @Test
    void a_result_of_3_d_secure_that_cannot_be_read_at_once_is_read_later() {
        for (var fault : List.of("dropBefore", "halfAnswer", "status5xxWithoutEffect", "serverBusy")) {
            var created = shop.createSession();
            var next = customer.pay(created, Customer.CHALLENGED);
            var back = customer.answerIssuer(URI.create(created.get("url").stringValue()), next, "successful");
            gateway.faults("{\"operation\": \"RETRIEVE_TRANSACTION\", \"fault\": \"%s\"}".formatted(fault));

            customer.comeBack(back);

            var paid = Eventually.becomes(
                    () -> shop.session(created.get("id").stringValue()),
                    session -> session.get("paymentStatus").stringValue().equals("paid"));
            books.assertAgree(paid);
        }
    }

    @Test
    void an_attempt_that_a_crash_broke_off_before_the_charge_is_given_up() {
        var created = shop.createSession();
        var page = customer.open(created);
        var next = customer.pay(page, Customer.CHALLENGED);
        app.update("""
                UPDATE test.payment_attempts
                   SET state = 'AUTHENTICATING', acs_url = NULL, creq = NULL, updated_at = updated_at - interval '1 hour'
                 WHERE session_id = '%s'
                """.formatted(created.get("id").stringValue()));

        var session = Eventually.becomes(
                () -> shop.session(created.get("id").stringValue()),
                read -> !read.at("/paymentIntent/lastPaymentError").isNull());

        assertThat(session.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("processing_error");
        assertThat(customer.pay(page, Customer.CHALLENGED).get("error").stringValue())
                .contains("Nothing was charged");
        assertThat(next.has("next")).isTrue();
        books.assertAgree(session);
    }

    @Test
    void a_database_that_breaks_off_in_the_middle_loses_and_doubles_nothing() {
        for (int number = 1; number <= 6; number++) {
            var created = Eventually.becomes(
                            () -> shop.post("/checkout/sessions", Shop.order()), answer -> answer.status() == 201)
                    .json();
            var page = customer.open(created);
            var requests = new AtomicInteger();
            int at = number;
            gateway.bend((_, onward) -> {
                int request = requests.incrementAndGet();
                if (request == at) {
                    app.breakConnections();
                }
                var answer = onward.send();
                if (request == 5 && at == 6) {
                    app.breakConnections();
                }
                return answer;
            });

            customer.send(customer.payment(page, Customer.FRICTIONLESS));
            customer.send(customer.payment(page, Customer.FRICTIONLESS));
            gateway.straighten();
            Eventually.becomes(
                    () -> shop.get("/checkout/sessions/" + created.get("id").stringValue())
                            .status(),
                    status -> status == 200);
            var session = books.settled(created.get("id").stringValue());
            if (!session.get("paymentStatus").stringValue().equals("paid")) {
                customer.pay(customer.open(created), Customer.FRICTIONLESS);
                session = books.settled(created.get("id").stringValue());
            }
            assertThat(session.get("paymentStatus").stringValue()).isEqualTo("paid");
            books.assertAgree(session);
        }
    }

    private static BentGateway.Answer notSupported(String merchant, String order, String transaction) {
        return new BentGateway.Answer(200, """
                {"merchant": "%s", "result": "FAILURE", "response": {"gatewayCode": "NOT_SUPPORTED"},
                 "order": {"id": "%s", "amount": 1499.00, "currency": "EGP"},
                 "transaction": {"id": "%s", "type": "PAYMENT", "amount": 1499.00, "currency": "EGP"}}
                """.formatted(merchant, order, transaction));
    }

    private void payAll(List<Trouble> troubles) throws Exception {
        List<Callable<JsonNode>> payments = new ArrayList<>();
        for (var trouble : troubles) {
            payments.add(() -> customer.pay(trouble.session(), Customer.FRICTIONLESS));
        }
        try (var threads = Executors.newFixedThreadPool(8)) {
            for (var payment : threads.invokeAll(payments)) {
                assertThat(payment.get().isObject()).isTrue();
            }
        }
    }

    private static Optional<String> reference(BentGateway.Passing request) {
        var found = REFERENCE.matcher(request.body());
        return found.find() ? Optional.of(found.group(1)) : Optional.empty();
    }

    /// Has the simulator go wrong once in the charge and once in the look-up of each payment.
    private static final class SimulatorFaults implements BentGateway.Bend {
        private final Map<String, Trouble> onCharge = new ConcurrentHashMap<>();
        private final Map<String, String> onLookUp = new ConcurrentHashMap<>();

        /// The simulator's faults befall whichever request comes next, so one passes at a time.
        private final ReentrantLock turn = new ReentrantLock();

        SimulatorFaults(List<Trouble> troubles) {
            troubles.forEach(trouble -> onCharge.put(trouble.id(), trouble));
        }

        @Override
        public BentGateway.Answer pass(BentGateway.Passing request, BentGateway.Onward onward)
                throws IOException, InterruptedException {
            var fault = fault(request);
            if (fault.isEmpty() && !request.is("PAY") && !request.is("RETRIEVE_TRANSACTION")) {
                return onward.send();
            }
            turn.lock();
            try {
                gateway.faults(fault.map(kind -> "{\"operation\": \"%s\", \"fault\": \"%s\"%s}"
                                .formatted(
                                        request.operation(),
                                        kind,
                                        kind.startsWith("unknown") ? ", \"resolveAfterSeconds\": 1" : ""))
                        .orElse(""));
                return onward.send();
            } finally {
                turn.unlock();
            }
        }

        private Optional<String> fault(BentGateway.Passing request) {
            if (request.is("PAY")) {
                var trouble = reference(request).map(onCharge::remove);
                trouble.flatMap(Trouble::onLookUp).ifPresent(kind -> onLookUp.put(request.path(), kind));
                return trouble.map(Trouble::onCharge);
            }
            return request.is("RETRIEVE_TRANSACTION")
                    ? Optional.ofNullable(onLookUp.remove(request.path()))
                    : Optional.empty();
        }
    }
}
