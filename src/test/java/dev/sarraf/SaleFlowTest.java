package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.math.BigDecimal;
import java.net.URI;
import java.net.http.HttpRequest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Sessions that sell what stands in the catalog, at a discount, in another currency, to somebody who is known.
class SaleFlowTest {
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
    void a_price_of_the_catalog_is_sold_and_its_stock_falls() {
        var price = price(25_000, "\"stock\": 3");

        var session = sell(price, 2, "");

        assertThat(session.get("amountTotal").longValue()).isEqualTo(50_000);
        assertThat(session.at("/lineItems/0/price/id").stringValue()).isEqualTo(price);
        assertThat(session.at("/lineItems/0/description").stringValue()).isEqualTo("Lamp");
        assertThat(stock(price)).isEqualTo(3);
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(stock(price)).isEqualTo(1);
    }

    @Test
    void a_declined_card_gives_the_stock_back() {
        var price = price(25_000, "\"stock\": 1");
        var session = sell(price, 1, "");

        customer.pay(session, Customer.DECLINED);
        assertThat(stock(price)).isEqualTo(1);
        customer.pay(session, Customer.FRICTIONLESS);

        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(stock(price)).isZero();
        var soldOut = shop.post("/checkout/sessions", order(price, 1, ""));
        assertThat(soldOut.status()).isEqualTo(400);
        assertThat(soldOut.json().at("/error/code").stringValue()).isEqualTo("price_sold_out");
        assertThat(soldOut.json().at("/error/param").stringValue()).isEqualTo("lineItems[0].price");
    }

    @Test
    void who_comes_too_late_for_the_last_one_is_told_so_and_charged_nothing() {
        var price = price(25_000, "\"stock\": 1");
        var first = sell(price, 1, "");
        var second = sell(price, 1, "");
        var page = customer.open(second);
        customer.pay(first, Customer.FRICTIONLESS);

        var answer = customer.pay(page, Customer.FRICTIONLESS);

        assertThat(answer.get("error").stringValue()).contains("no longer available");
        assertThat(read(second).get("paymentIntentId").isNull()).isTrue();
    }

    @Test
    void of_many_who_want_the_last_three_three_get_them() throws Exception {
        var price = price(25_000, "\"stock\": 3");
        var pages = new ArrayList<Callable<JsonNode>>();
        var sessions = new ArrayList<JsonNode>();
        for (int i = 0; i < 10; i++) {
            var session = sell(price, 1, "");
            var page = customer.open(session);
            sessions.add(session);
            pages.add(() -> customer.pay(page, Customer.FRICTIONLESS));
        }

        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var paid : threads.invokeAll(pages)) {
                paid.get();
            }
        }

        assertThat(sessions.stream()
                        .map(SaleFlowTest::read)
                        .filter(session ->
                                session.get("paymentStatus").stringValue().equals("paid")))
                .hasSize(3);
        assertThat(stock(price)).isZero();
    }

    @Test
    void a_coupon_takes_its_share_off_and_counts_once_it_is_paid() {
        var coupon = shop.post("/coupons", """
                {"discountType": "percentage", "percentOff": 12.5, "duration": "once", "maxRedemptions": 1}
                """).expect(201).get("id").stringValue();
        var discounts = "\"discounts\": [{\"coupon\": \"" + coupon + "\"}],";

        var session = sell(price(99_900, ""), 1, discounts);

        assertThat(session.at("/totalDetails/amountDiscount").longValue()).isEqualTo(12_488);
        assertThat(session.get("amountTotal").longValue()).isEqualTo(87_412);
        assertThat(session.at("/discounts/0/id").stringValue()).isEqualTo("pending");
        assertThat(session.at("/discounts/0/coupon/percentOff").doubleValue()).isEqualTo(12.5);
        customer.pay(session, Customer.FRICTIONLESS);
        var paid = read(session);
        assertThat(paid.at("/discounts/0/id").stringValue()).startsWith("di_test_");
        assertThat(paid.at("/paymentIntent/amountDetails/discount").longValue()).isEqualTo(12_488);
        assertThat(shop.get("/coupons/" + coupon)
                        .expect(200)
                        .get("timesRedeemed")
                        .longValue())
                .isEqualTo(1);
        var again = shop.post("/checkout/sessions", order(price(99_900, ""), 1, discounts));
        assertThat(again.json().at("/error/code").stringValue()).isEqualTo("coupon_invalid");
    }

    @Test
    void a_customer_uses_a_coupon_as_often_as_each_may_however_they_spell_themselves() {
        var coupon = shop.post("/coupons", """
                {"discountType": "percentage", "percentOff": 10, "duration": "once", "customerMaxRedemptions": 1}
                """).expect(201).get("id").stringValue();
        var discounts = "\"discounts\": [{\"coupon\": \"" + coupon + "\"}], \"customerDetails\": ";
        var price = price(10_000, "");

        customer.pay(sell(price, 1, discounts + "{\"phone\": \"01112223334\"},"), Customer.FRICTIONLESS);
        customer.pay(sell(price, 1, discounts + "{\"email\": \"hoda@example.com\"},"), Customer.FRICTIONLESS);

        for (var same : List.of(
                "{\"phone\": \"+20 111 222 3334\"},", "{\"billingDetails\": {\"email\": \"Hoda@example.com\"}},")) {
            var again = shop.post("/checkout/sessions", order(price, 1, discounts + same));
            assertThat(again.status()).as(again.text()).isEqualTo(400);
            assertThat(again.json().at("/error/code").stringValue()).isEqualTo("coupon_customer_max_redemptions");
        }
    }

    @Test
    void a_full_discount_makes_an_order_free() {
        var coupon = shop.post("/coupons", """
                {"discountType": "percentage", "percentOff": 100, "duration": "once"}
                """).expect(201).get("id").stringValue();
        var price = price(99_900, "\"stock\": 1");
        var session = sell(price, 1, "\"discounts\": [{\"coupon\": \"" + coupon + "\"}],");

        assertThat(session.get("amountTotal").longValue()).isZero();
        var page = URI.create(session.get("url").stringValue());
        customer.send(HttpRequest.newBuilder(page.resolve(page.getPath() + "/complete"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString("")));

        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("no_payment_required");
        assertThat(stock(price)).isZero();
        assertThat(shop.get("/coupons/" + coupon)
                        .expect(200)
                        .get("timesRedeemed")
                        .longValue())
                .isEqualTo(1);
    }

    @Test
    void prices_in_dollars_are_charged_in_pounds_at_the_rate_of_the_moment() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}}, "currency": "USD",
                 "lineItems": [{"quantity": 2, "priceData": {"currency": "USD", "unitAmount": 5500,
                                                             "productData": {"name": "Guide"}}}]}
                """);

        var shown = session.get("presentmentDetails");
        assertThat(shown.get("currency").stringValue()).isEqualTo("USD");
        assertThat(shown.get("amountTotal").longValue()).isEqualTo(11_000);
        assertThat(shown.get("exchangeRateId").stringValue()).startsWith("exr_test_");
        assertThat(session.get("currency").stringValue()).isEqualTo("EGP");
        var rate = shown.get("exchangeRate").decimalValue();
        long charged = rate.multiply(BigDecimal.valueOf(11_000)).longValue();
        assertThat(session.get("amountTotal").longValue()).isEqualTo(charged);
        assertThat(customer.text(
                        HttpRequest.newBuilder(URI.create(session.get("url").stringValue()))
                                .GET()))
                .contains("USD\u00a0110.00");

        customer.pay(session, Customer.FRICTIONLESS);

        var intent = read(session).get("paymentIntent");
        assertThat(intent.get("amountReceived").longValue()).isEqualTo(charged);
        assertThat(intent.at("/presentmentDetails/amount").longValue()).isEqualTo(11_000);
    }

    @Test
    void a_paid_session_makes_a_customer_who_is_known_again() {
        var session = shop.createSession("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}},
                 "customerCreation": "always",
                 "customerDetails": {"name": "Mona Hassan", "email": "Mona@Example.com", "phone": "01001234567"},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 5000,
                                                             "productData": {"name": "Pen"}}}]}
                """);
        assertThat(session.get("customerId").isNull()).isTrue();

        customer.pay(session, Customer.FRICTIONLESS);

        var paid = read(session);
        var id = paid.get("customerId").stringValue();
        assertThat(paid.at("/customer/type").stringValue()).isEqualTo("registered");
        assertThat(paid.at("/paymentIntent/customer/id").stringValue()).isEqualTo(id);
        assertThat(paid.at("/paymentIntent/receiptEmail").stringValue()).isEqualTo("Mona@Example.com");
        var known = shop.get("/customers/" + id).expect(200);
        assertThat(known.get("phone").stringValue()).isEqualTo("+201001234567");
        var next = sell(price(1_000, ""), 1, "\"customerId\": \"" + id + "\",");
        assertThat(next.at("/customer/email").stringValue())
                .isEqualTo(known.get("email").stringValue());
        assertThat(shop.delete("/customers/" + id).status()).isEqualTo(409);
    }

    @Test
    void a_customer_who_chooses_the_amount_is_not_charged_before_that() {
        var product = shop.post("/products", "{\"name\": \"Donation\"}").expect(201);
        var price = shop.post("/prices?productId=" + product.get("id").stringValue(), """
                {"currency": "EGP", "type": "CUSTOM", "customUnitAmount": {"minimum": 1000, "preset": 5000}}
                """)
                .expect(201)
                .get("id")
                .stringValue();

        var session = sell(price, 1, "\"submitType\": \"DONATE\",");

        assertThat(session.get("amountTotal").longValue()).isEqualTo(5_000);
        assertThat(session.at("/lineItems/0/price/type").stringValue()).isEqualTo("CUSTOM");
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    private static JsonNode sell(String price, long quantity, String more) {
        return shop.createSession(order(price, quantity, more));
    }

    private static String order(String price, long quantity, String more) {
        return """
                {%s "afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}},
                 "lineItems": [{"price": "%s", "quantity": %d}]}
                """.formatted(more, price, quantity);
    }

    private static String price(long unitAmount, String more) {
        var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        return shop.post("/prices?productId=" + product.get("id").stringValue(), """
                        {"currency": "EGP", "type": "ONE_TIME", "unitAmount": %d%s}
                        """.formatted(
                                unitAmount, more.isEmpty() ? "" : ", " + more))
                .expect(201)
                .get("id")
                .stringValue();
    }

    private static long stock(String price) {
        return shop.get("/prices/" + price).expect(200).get("stock").longValue();
    }

    private static JsonNode read(JsonNode session) {
        return shop.session(session.get("id").stringValue());
    }
}
