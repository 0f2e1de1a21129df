package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What a customer keeps of a payment: the confirmation and the receipt.
class ReceiptFlowTest {
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void a_charge_that_was_taken_has_a_receipt_that_can_be_read_in_both_languages() {
        var session = shop.createSession();
        customer.pay(session, Customer.FRICTIONLESS);
        var charge = shop.session(id(session)).at("/paymentIntent/latestCharge");
        var url = URI.create(charge.get("receiptUrl").stringValue());

        assertThat(url.getPath()).matches("/r/test_[0-9A-Za-z]{32}");
        assertThat(shop.get("/charges/" + charge.get("id").stringValue())
                        .expect(200)
                        .get("receiptUrl"))
                .isEqualTo(charge.get("receiptUrl"));
        var english = read(url);
        assertThat(english)
                .contains("Receipt", "1,499.00", "Canvas weekender", "Mastercard", "0018")
                .contains(charge.get("id").stringValue(), "receipt-", "No money was moved")
                .doesNotContain("5555", "Refunded", "form_token", id(session));
        assertThat(read(URI.create(url + "?lang=ar"))).contains("dir=\"rtl\"", "إيصال", "تنتهي بالأرقام");
    }

    @Test
    void a_receipt_tells_what_was_given_back() {
        var session = shop.createSession();
        customer.pay(session, Customer.FRICTIONLESS);
        var charge = shop.session(id(session)).at("/paymentIntent/latestCharge");
        shop.post("/refunds", """
                {"chargeId": "%s", "amount": 50000}
                """.formatted(charge.get("id").stringValue())).expect(201);

        assertThat(read(URI.create(charge.get("receiptUrl").stringValue()))).contains("Refunded", "500.00");
    }

    @Test
    void a_charge_that_failed_has_none() {
        var session = shop.createSession();
        customer.pay(session, Customer.DECLINED);

        assertThat(shop.session(id(session))
                        .at("/paymentIntent/latestCharge/receiptUrl")
                        .isNull())
                .isTrue();
    }

    @Test
    void nobody_reads_a_receipt_by_guessing() {
        for (var token : new String[] {"test_" + "A".repeat(32), "live_" + "A".repeat(32), "x", "test_%00", "..%2f"}) {
            var answer = customer.send(
                    HttpRequest.newBuilder(app.url().resolve("/r/" + token)).GET());

            assertThat(answer.statusCode()).as(token).isEqualTo(404);
            assertThat(answer.body()).contains("Nothing here");
        }
    }

    @Test
    void a_confirmation_says_what_the_merchant_wants_and_leads_on() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "hosted_confirmation",
                                     "hostedConfirmation": {"customMessage": "Your <b>bag</b> leaves tomorrow.",
                                                            "returnUrl": "https://shop.example/a?s={CHECKOUT_SESSION_ID}"}},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                             "productData": {"name": "Canvas weekender"}}}]}
                """);
        customer.pay(session, Customer.FRICTIONLESS);
        var receipt = shop.session(id(session))
                .at("/paymentIntent/latestCharge/receiptUrl")
                .stringValue();

        var page = read(URI.create(session.get("url").stringValue()));

        assertThat(page)
                .contains("Thank you", "Your &lt;b&gt;bag&lt;/b&gt; leaves tomorrow.", "Return to")
                .contains("href=\"https://shop.example/a?s=" + id(session) + "\"")
                .contains("href=\"" + URI.create(receipt).getPath() + "\"");
    }

    private String read(URI url) {
        var answer = customer.send(HttpRequest.newBuilder(url).GET());
        assertThat(answer.statusCode()).isEqualTo(200);
        return answer.body();
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
