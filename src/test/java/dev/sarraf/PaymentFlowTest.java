package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// From a created session to money and word of it, over HTTP.
class PaymentFlowTest {
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox receiver;
    private static String secret;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        receiver = new WebhookInbox();
        secret = shop.registerWebhook(receiver.url()).get("secret").stringValue();
    }

    @AfterAll
    static void stop() {
        receiver.close();
        app.close();
    }

    @Test
    void a_paid_session_is_complete_and_its_webhook_says_the_same() throws SignatureVerificationException {
        var created = shop.createSession();
        var id = created.get("id").stringValue();

        var answer = customer.pay(created, Customer.FRICTIONLESS);

        assertThat(answer.get("next").stringValue()).isEqualTo("https://shop.example/order/" + id);
        var session = shop.get("/checkout/sessions/" + id);
        assertThat(session.expect(200).get("status").stringValue()).isEqualTo("complete");
        assertThat(session.json().get("paymentStatus").stringValue()).isEqualTo("paid");
        var delivery = receiver.await("checkout.session.completed", id);
        assertThat(delivery.body()).contains("\"data\":{\"object\":" + session.text() + "}");
        assertThat(Webhook.Signature.verifyHeader(delivery.body(), delivery.signature(), secret, 300))
                .isTrue();
    }

    @Test
    void a_paid_session_carries_its_intent_its_charge_and_what_is_left_after_the_fee() {
        var created = shop.createSession();
        customer.pay(created, Customer.FRICTIONLESS);

        var intent = shop.session(id(created)).get("paymentIntent");

        assertThat(intent.get("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(intent.get("amountReceived").longValue()).isEqualTo(149_900);
        assertThat(intent.get("charges")).hasSize(1);
        var charge = intent.get("latestCharge");
        assertThat(charge).isEqualTo(intent.get("charges").get(0));
        assertThat(charge.at("/paymentMethodDetails/card/last4").stringValue()).isEqualTo("0018");
        assertThat(charge.at("/paymentMethodDetails/card/threeDSecure/electronicCommerceIndicator")
                        .stringValue())
                .isEqualTo("02");
        assertThat(charge.at("/balanceTransaction/fee").longValue()).isEqualTo(5_041);
        assertThat(charge.at("/balanceTransaction/net").longValue()).isEqualTo(144_859);
    }

    @Test
    void events_of_a_payment_carry_the_intent_and_the_charge() {
        var created = shop.createSession();
        customer.pay(created, Customer.FRICTIONLESS);
        var intent = shop.session(id(created)).get("paymentIntent");

        receiver.await("payment_intent.succeeded", intent.get("id").stringValue());
        var charge = receiver.await(
                "charge.succeeded", intent.get("latestCharge").get("id").stringValue());

        assertThat(charge.event().get("data").get("object")).isEqualTo(intent.get("latestCharge"));
    }

    @Test
    void a_declined_card_can_be_replaced_by_another() {
        var created = shop.createSession();

        var declined = customer.pay(created, Customer.DECLINED);

        assertThat(declined.get("error").stringValue()).contains("Nothing was charged");
        var open = shop.session(id(created));
        assertThat(open.get("status").stringValue()).isEqualTo("open");
        var error = open.at("/paymentIntent/lastPaymentError");
        assertThat(error.get("code").stringValue()).isEqualTo("card_declined");
        assertThat(error.get("declineCode").stringValue()).isEqualTo("generic_decline");
        receiver.await("charge.failed", error.get("chargeId").stringValue());

        customer.pay(created, Customer.FRICTIONLESS);

        var paid = shop.session(id(created));
        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(paid.at("/paymentIntent/charges")).hasSize(2);
        assertThat(paid.at("/paymentIntent/lastPaymentError").isNull()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({
        "5555555555000018, 01/27, 100, card_declined, insufficient_funds",
        "5555555555000018, 04/27, 100, expired_card, expired_card",
        "5555555555000018, 08/28, 100, processing_error,",
        "5555555555000018, 01/37, 100, processing_error,",
        "5555555555000018, 02/37, 100, processing_error,",
        "5555555555000018, 01/39, 102, incorrect_cvc,",
        "5506900140100503, 01/39, 100, authentication_required,",
    })
    void each_refusal_of_the_bank_is_named(String number, String expiry, String cvc, String code, String declineCode) {
        var created = shop.createSession();

        customer.pay(created, new Customer.TestCard(number, expiry, cvc));

        var error = shop.session(id(created)).at("/paymentIntent/lastPaymentError");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(
                        error.get("declineCode").isNull()
                                ? null
                                : error.get("declineCode").stringValue())
                .isEqualTo(declineCode);
        var docs = URI.create(error.get("docUrl").stringValue());
        assertThat(customer.text(HttpRequest.newBuilder(docs).GET())).contains("id=\"" + docs.getFragment() + "\"");
        assertThat(captures(created)).isEmpty();
    }

    @Test
    void a_challenge_that_is_passed_leads_to_the_charge() {
        var created = shop.createSession();
        var next = customer.pay(created, Customer.CHALLENGED);
        assertThat(shop.session(id(created)).get("status").stringValue()).isEqualTo("open");

        customer.answerChallenge(page(created), next, "successful");

        var session = shop.session(id(created));
        assertThat(session.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(session.at("/paymentIntent/latestCharge/paymentMethodDetails/card/threeDSecure/authenticationFlow")
                        .stringValue())
                .isEqualTo("challenge");
    }

    @Test
    void a_language_chosen_on_the_page_survives_the_challenge() {
        var created = shop.createSession();
        var arabic = customer.open(URI.create(page(created) + "?lang=ar"));
        var next = customer.pay(arabic, Customer.CHALLENGED);

        var back = customer.answerChallenge(page(created), next, "failed");

        assertThat(customer.text(HttpRequest.newBuilder(back).GET())).contains("lang=\"ar\"", "?lang=ar\"");
    }

    @ParameterizedTest
    @CsvSource({"failed", "cancelled", "unable", "rejected"})
    void a_challenge_that_is_not_passed_charges_nothing_and_another_card_can_pay(String choice) {
        var created = shop.createSession();
        var next = customer.pay(created, Customer.CHALLENGED);

        customer.answerChallenge(page(created), next, choice);

        var session = shop.session(id(created));
        assertThat(session.get("status").stringValue()).isEqualTo("open");
        assertThat(session.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("authentication_required");
        assertThat(captures(created)).isEmpty();
        customer.pay(created, Customer.FRICTIONLESS);
        assertThat(shop.session(id(created)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(captures(created)).hasSize(1);
    }

    @Test
    void coming_back_twice_from_the_issuer_charges_once() {
        var created = shop.createSession();
        var next = customer.pay(created, Customer.CHALLENGED);
        customer.answerChallenge(page(created), next, "successful");
        var before = shop.get("/checkout/sessions/" + id(created)).text();

        var follow = customer.send(
                HttpRequest.newBuilder(page(created).resolve(next.get("next").stringValue()))
                        .GET());

        assertThat(follow.statusCode()).isIn(200, 303);
        assertThat(shop.get("/checkout/sessions/" + id(created)).text()).isEqualTo(before);
        assertThat(captures(created)).hasSize(1);
    }

    @Test
    void a_form_sent_fifty_times_at_once_charges_once() throws Exception {
        var created = shop.createSession();
        var page = customer.open(created);
        var barrier = new CyclicBarrier(50);
        List<Callable<JsonNode>> clicks = new ArrayList<>();
        for (int i = 0; i < 50; i++) {
            clicks.add(() -> {
                barrier.await();
                return customer.pay(page, Customer.FRICTIONLESS);
            });
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var click : threads.invokeAll(clicks)) {
                assertThat(click.get().has("next")).as(click.get().toString()).isTrue();
            }
        }

        assertThat(shop.session(id(created)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(captures(created)).hasSize(1);
        assertThat(shop.session(id(created)).at("/paymentIntent/charges")).hasSize(1);
    }

    @Test
    void two_tabs_with_two_cards_charge_once() throws Exception {
        var created = shop.createSession();
        var first = customer.open(created);
        var second = customer.open(created);
        var barrier = new CyclicBarrier(2);
        List<Callable<JsonNode>> tabs = List.of(
                () -> {
                    barrier.await();
                    return customer.pay(first, Customer.FRICTIONLESS);
                },
                () -> {
                    barrier.await();
                    return customer.pay(second, new Customer.TestCard("5111111111111118", "01/39", "100"));
                });

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var tab : threads.invokeAll(tabs)) {
                assertThat(tab.get().isObject()).isTrue();
            }
        }

        assertThat(shop.session(id(created)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(captures(created)).hasSize(1);
    }

    @Test
    void an_outcome_that_the_bank_does_not_know_is_asked_for_until_it_does() {
        var created = shop.createSession();
        var otherTab = customer.open(created);
        customer.pay(created, Customer.UNKNOWN);
        var unresolved = shop.session(id(created));
        assertThat(unresolved.get("status").stringValue()).isEqualTo("open");
        assertThat(unresolved.at("/paymentIntent/status").stringValue()).isEqualTo("PROCESSING");

        customer.pay(otherTab, Customer.FRICTIONLESS);
        assertThat(shop.session(id(created)).at("/paymentIntent/charges")).hasSize(1);
        var refused =
                shop.post("/checkout/sessions/" + id(created) + "/expire", "{}").expect(409);
        assertThat(refused.at("/error/code").stringValue()).isEqualTo("payment_still_confirming");

        shop.advanceClock(Duration.ofSeconds(11));

        receiver.await("checkout.session.completed", id(created));
        assertThat(shop.session(id(created)).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(captures(created)).hasSize(1);
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }

    private static URI page(JsonNode session) {
        return URI.create(session.get("url").stringValue());
    }

    /// What the bank itself says that it took for this session.
    private static List<String> captures(JsonNode session) {
        var intent = shop.session(id(session)).get("paymentIntentId");
        return intent.isNull() ? List.of() : app.bank().captures(intent.stringValue());
    }
}
