package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URI;
import java.net.http.HttpRequest;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// What a merchant can do with a session, apart from having it paid.
class SessionFlowTest {
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
    void after_completion_is_all_that_a_session_needs() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}}}
                """);

        assertThat(id(session)).matches("cs_test_[0-9A-Za-z]{32}");
        assertThat(session.get("object").stringValue()).isEqualTo("checkout.session");
        assertThat(session.get("status").stringValue()).isEqualTo("open");
        assertThat(session.get("url").stringValue()).isEqualTo(app.url() + "/c/" + id(session));
        assertThat(session.get("amountTotal").longValue()).isZero();
        assertThat(session.get("currency").stringValue()).isEqualTo("EGP");
        assertThat(session.get("livemode").booleanValue()).isFalse();
        assertThat(customer.text(HttpRequest.newBuilder(page(session)).GET())).doesNotContain("form_token");
    }

    @Test
    void a_session_reads_back_in_the_bytes_that_creating_it_answered_with() {
        var created = shop.post("/checkout/sessions", """
                {"afterCompletion": {"type": "HOSTED_CONFIRMATION",
                                     "hostedConfirmation": {"customMessage": "شكرًا", "returnUrl": "https://shop.example"}},
                 "submitType": "book", "locale": "ar", "customerCreation": "always",
                 "cancelUrl": "https://shop.example/cart/{CHECKOUT_SESSION_ID}",
                 "customerDetails": {"name": "منى", "email": "mona@example.com",
                                     "billingDetails": {"address": {"city": "القاهرة", "country": "EG"}}},
                 "metadata": {"z": "1", "a": "2", "order": "طلب ٧"},
                 "expiresAfterMinutes": 45, "mode": "payment", "uiMode": "hosted", "allowPromotionCodes": false,
                 "discounts": null, "paymentMethodTypes": ["card"],
                 "lineItems": [{"quantity": 2, "adjustableQuantity": {"enabled": false},
                                "priceData": {"currency": "egp", "unitAmount": 15000, "metadata": {"a": "b"},
                                              "productData": {"name": "وشاح كتان", "description": "أبيض",
                                                              "image": "https://shop.example/scarf.png",
                                                              "unitLabel": "قطعة", "metadata": {"sku": "7"}}}}]}
                """);
        created.expect(201);

        var read = shop.get("/checkout/sessions/" + id(created.json()));

        assertThat(read.text()).isEqualTo(created.text());
        var session = read.expect(200);
        assertThat(session.get("submitType").stringValue()).isEqualTo("BOOK");
        assertThat(session.get("amountSubtotal").longValue()).isEqualTo(30_000);
        assertThat(session.at("/lineItems/0/amountTotal").longValue()).isEqualTo(30_000);
        assertThat(session.at("/lineItems/0/price/product/description").stringValue())
                .isEqualTo("أبيض");
        assertThat(session.get("metadata").toString()).isEqualTo("{\"z\":\"1\",\"a\":\"2\",\"order\":\"طلب ٧\"}");
        assertThat(Duration.between(instant(session, "createdAt"), instant(session, "expiresAt")))
                .isEqualTo(Duration.ofMinutes(45));
    }

    @Test
    void a_session_lasts_a_day_unless_it_says_otherwise() {
        var session = shop.createSession();

        assertThat(Duration.between(instant(session, "createdAt"), instant(session, "expiresAt")))
                .isEqualTo(Duration.ofDays(1));
    }

    @ParameterizedTest
    @CsvSource({
        "https://shop.example/order/{CHECKOUT_SESSION_ID}, https://shop.example/order/ID",
        "https://shop.example/order/%7BCHECKOUT_SESSION_ID%7D, https://shop.example/order/ID",
        "https://shop.example/?s={CHECKOUT_SESSION_ID}&t=%7bCHECKOUT_SESSION_ID%7d#{CHECKOUT_SESSION_ID},"
                + " https://shop.example/?s=ID&t=ID#ID",
        "http://localhost:3000/thanks?lang=ar, http://localhost:3000/thanks?lang=ar"
    })
    void the_customer_lands_on_the_merchants_url_with_the_id_put_in_and_nothing_appended(String url, String landing) {
        var session = shop.createSession("""
                {"afterCompletion": {"redirect": {"url": "%s"}},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 1000,
                                                             "productData": {"name": "Scarf"}}}]}
                """.formatted(url));

        var answer = customer.pay(session, Customer.FRICTIONLESS);

        assertThat(answer.get("next").stringValue()).isEqualTo(landing.replace("ID", id(session)));
    }

    @Test
    void a_session_can_be_expired_once_and_its_page_says_so() {
        var session = shop.createSession();
        var openPage = customer.open(session);

        var expired =
                shop.post("/checkout/sessions/" + id(session) + "/expire", "{}").expect(200);

        assertThat(expired.get("status").stringValue()).isEqualTo("expired");
        assertThat(expired.get("isExpired").booleanValue()).isTrue();
        assertThat(expired.get("url").isNull()).isTrue();
        assertThat(shop.session(id(session))).isEqualTo(expired);
        var event = inbox.await("checkout.session.expired", id(session));
        assertThat(event.event().get("data").get("object")).isEqualTo(expired);
        var again =
                shop.post("/checkout/sessions/" + id(session) + "/expire", "").expect(409);
        assertThat(again.at("/error/code").stringValue()).isEqualTo("resource_invalid_state");
        assertThat(customer.pay(openPage, Customer.FRICTIONLESS).toString()).doesNotContain("shop.example");
        assertThat(shop.session(id(session)).get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_session_is_expired_the_moment_it_is_due() {
        var session = shop.createSession(Shop.order().replaceFirst("\\{", "{\"expiresAfterMinutes\": 30, "));
        var openPage = customer.open(session);
        shop.advanceClock(Duration.ofMinutes(29));
        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("open");

        shop.advanceClock(Duration.ofMinutes(1));

        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("expired");
        customer.pay(openPage, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
        inbox.await("checkout.session.expired", id(session));
        assertThat(inbox.count("checkout.session.expired", id(session))).isEqualTo(1);
    }

    @Test
    void a_complete_session_cannot_be_expired_or_paid_again() {
        var session = shop.createSession();
        var otherTab = customer.open(session);
        customer.pay(session, Customer.FRICTIONLESS);
        var paid = shop.session(id(session));

        shop.post("/checkout/sessions/" + id(session) + "/expire", "{}").expect(409);
        customer.pay(otherTab, Customer.FRICTIONLESS);

        assertThat(shop.session(id(session))).isEqualTo(paid);
    }

    @Test
    void the_clock_only_moves_forward_and_says_how_far() {
        var before =
                shop.post("/test-helpers/clock/advance", "{\"seconds\": 0}").expect(200);
        var after =
                shop.post("/test-helpers/clock/advance", "{\"seconds\": 60}").expect(200);

        assertThat(after.get("aheadSeconds").longValue()
                        - before.get("aheadSeconds").longValue())
                .isEqualTo(60);
        shop.post("/test-helpers/clock/advance", "{\"seconds\": -1}").expect(400);
        shop.post("/test-helpers/clock/advance", "{}").expect(400);
    }

    @Test
    void a_hosted_confirmation_shows_the_merchants_words() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "hosted_confirmation",
                                     "hostedConfirmation": {"customMessage": "Your scarf is on its way.",
                                                            "returnUrl": "https://shop.example/{CHECKOUT_SESSION_ID}"}},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 1000,
                                                             "productData": {"name": "Scarf"}}}]}
                """);
        customer.pay(session, Customer.FRICTIONLESS);

        var html = customer.text(HttpRequest.newBuilder(page(session)).GET());

        assertThat(html).contains("Your scarf is on its way.", "https://shop.example/" + id(session));
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }

    private static URI page(JsonNode session) {
        return URI.create(session.get("url").stringValue());
    }

    private static Instant instant(JsonNode session, String field) {
        return Instant.parse(session.get(field).stringValue());
    }
}
