package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Customer.TestCard;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Payments that do not happen: what the customer is told, where they are sent, and when it is enough.
class DeclineFlowTest {
    private static final TestCard TIMED_OUT = new TestCard("5555555555000018", "08/28", "100");

    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox inbox;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        inbox = new WebhookInbox();
        shop.registerWebhook(inbox.url());
    }

    @AfterAll
    static void stop() {
        inbox.close();
        app.close();
    }

    @Test
    void the_fifth_decline_ends_the_session_and_the_shop_learns_of_it() {
        var session = shop.createSession();
        for (int i = 0; i < 4; i++) {
            assertThat(customer.pay(session, Customer.DECLINED).get("error").stringValue())
                    .startsWith("Your bank declined this card.");
            assertThat(status(session)).isEqualTo("open");
        }

        var last = customer.pay(session, Customer.DECLINED);

        assertThat(last.get("next").stringValue()).isEqualTo(page(session).getPath());
        assertThat(customer.text(HttpRequest.newBuilder(page(session)).GET()))
                .contains("No more tries on this page", "Nothing was charged")
                .doesNotContain("Canvas weekender", "name=\"form_token\"");
        assertThat(status(session)).isEqualTo("expired");
        var event = inbox.await("checkout.session.expired", id(session)).event();
        assertThat(event.at("/data/object")).isEqualTo(shop.session(id(session)));
        assertThat(event.at("/data/object/paymentIntent/charges")).hasSize(5);
        assertThat(inbox.count("checkout.session.expired", id(session))).isEqualTo(1);
    }

    @Test
    void a_page_that_was_open_when_the_session_was_declined_too_often_takes_no_card() {
        var session = shop.createSession();
        var open = customer.open(session);
        for (int i = 0; i < 5; i++) {
            customer.pay(session, Customer.DECLINED);
        }

        var answer = customer.pay(open, Customer.FRICTIONLESS);

        assertThat(answer.get("next").stringValue()).isEqualTo(page(session).getPath());
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
    }

    @Test
    void failures_of_machines_never_end_a_session() {
        var session = shop.createSession();

        for (int i = 0; i < 6; i++) {
            assertThat(customer.pay(session, TIMED_OUT).get("error").stringValue())
                    .contains("could not process the payment. Nothing was charged.");
        }

        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @ParameterizedTest
    @CsvSource({
        "5555555555000018, 05/39, Your bank declined this card., رفض البنك هذه البطاقة.",
        "5555555555000018, 01/27, There is not enough money on this card., الرصيد المتاح",
        "5555555555000018, 04/27, Your bank says that this card has expired., منتهية الصلاحية",
        "5555555555000018, 02/37, The bank could not process the payment., تعذّر على البنك إتمام",
        "5506900140100503, 01/39, Your bank did not allow this payment., لم يسمح البنك",
        "5123459999998221, 01/39, Your bank could not check this payment just now., تعذّر على البنك التحقق",
    })
    void each_reason_has_words_of_its_own_in_both_languages(
            String number, String expiry, String english, String arabic) {
        var session = shop.createSession();
        var card = new TestCard(number, expiry, "100");

        assertThat(customer.pay(session, card).get("error").stringValue()).startsWith(english);
        var inArabic = customer.open(URI.create(page(session) + "?lang=ar"));
        assertThat(customer.pay(inArabic, card).get("error").stringValue()).contains(arabic, "لم يُخصم أي مبلغ");
    }

    @Test
    void a_wrong_security_code_is_named() {
        var session = shop.createSession();

        var answer = customer.pay(session, new TestCard("5555555555000018", "01/39", "102"));

        assertThat(answer.get("error").stringValue()).startsWith("The security code is not right.");
    }

    @ParameterizedTest
    @CsvSource({
        "successful, ",
        "failed, could not confirm that it is you",
        "cancelled, You stopped the check at your bank.",
        "rejected, did not allow this payment",
        "unable, could not check this payment just now",
    })
    void each_end_of_a_challenge_has_words_of_its_own(String choice, String words) {
        var session = shop.createSession();
        var next = customer.pay(session, Customer.CHALLENGED);

        customer.answerChallenge(page(session), next, choice);

        if (words == null) {
            assertThat(shop.session(id(session)).get("paymentStatus").stringValue())
                    .isEqualTo("paid");
        } else {
            assertThat(look(session, next)).contains(words, "Nothing was charged.", "name=\"form_token\"");
            assertThat(status(session)).isEqualTo("open");
        }
    }

    @Test
    void where_the_shop_wants_them_back_declined_customers_go_there_and_can_come_again() {
        var session = withCancelUrl();
        var back = "https://shop.example/cart?session=" + id(session);

        assertThat(customer.pay(session, Customer.DECLINED).get("next").stringValue())
                .isEqualTo(back);
        assertThat(customer.pay(session, TIMED_OUT).get("next").stringValue()).isEqualTo(back);
        var next = customer.pay(session, Customer.CHALLENGED);
        customer.answerChallenge(page(session), next, "cancelled");
        assertThat(look(session, next)).contains("The payment did not go through", "content=\"0;url=" + back + "\"");
        assertThat(followed(session, next).get("next").stringValue()).isEqualTo(back);

        assertThat(status(session)).isEqualTo("open");
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @Test
    void a_challenge_that_nobody_answers_is_given_up_after_ten_minutes() {
        var session = shop.createSession();
        var next = customer.pay(session, Customer.CHALLENGED);
        assertThat(followed(session, next).get("state").stringValue()).isEqualTo("challenge");

        shop.advanceClock(Duration.ofMinutes(11));

        var standing = Eventually.becomes(
                () -> followed(session, next),
                status -> !status.get("state").stringValue().equals("challenge"));
        assertThat(standing.get("state").stringValue()).isEqualTo("declined");
        assertThat(look(session, next)).contains("The time to confirm at your bank is over. Nothing was charged.");
        assertThat(status(session)).isEqualTo("open");
        assertThat(customer.pay(session, Customer.FRICTIONLESS).has("next")).isTrue();
    }

    @Test
    void a_customer_who_passed_and_lost_the_way_back_has_paid_all_the_same() {
        var session = shop.createSession();
        var next = customer.pay(session, Customer.CHALLENGED);
        var way = customer.answerIssuer(page(session), next, "successful");

        shop.advanceClock(Duration.ofMinutes(11));

        Eventually.becomes(() -> shop.session(id(session)).get("paymentStatus").stringValue(), "paid"::equals);
        customer.comeBack(way);
        customer.comeBack(way);
        assertThat(app.bank()
                        .captures(
                                shop.session(id(session)).get("paymentIntentId").stringValue()))
                .hasSize(1);
    }

    @Test
    void coming_back_twice_or_in_another_tab_changes_nothing() {
        var session = shop.createSession();
        var next = customer.pay(session, Customer.CHALLENGED);
        var way = customer.answerIssuer(page(session), next, "failed");
        var other = new Customer();

        assertThat(customer.comeBack(way).statusCode()).isEqualTo(303);
        assertThat(other.comeBack(way).statusCode()).isEqualTo(303);

        assertThat(look(session, next)).contains("could not confirm that it is you");
        assertThat(shop.session(id(session)).at("/paymentIntent/charges")).hasSize(1);
    }

    private static JsonNode withCancelUrl() {
        return shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}},
                 "cancelUrl": "https://shop.example/cart?session={CHECKOUT_SESSION_ID}",
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                             "productData": {"name": "Canvas weekender"}}}]}
                """);
    }

    /// The page of an attempt.
    private String look(JsonNode session, JsonNode next) {
        return customer.text(
                HttpRequest.newBuilder(page(session).resolve(next.get("next").stringValue()))
                        .GET());
    }

    /// What the script of that page is told.
    private JsonNode followed(JsonNode session, JsonNode next) {
        var attempt = next.get("next").stringValue().replaceAll(".*/attempts/", "");
        return Shop.parse(customer.text(HttpRequest.newBuilder(URI.create(page(session) + "/status?attempt=" + attempt))
                .GET()));
    }

    private static String status(JsonNode session) {
        return shop.session(id(session)).get("status").stringValue();
    }

    private static URI page(JsonNode session) {
        return URI.create(session.get("url").stringValue());
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
