package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What customers change of their order on the page: promotion codes, quantities, amounts of their choice.
class WishFlowTest {
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
    void a_promotion_code_is_typed_applied_removed_and_paid_with() {
        var code = code("");
        var session = create("\"allowPromotionCodes\": true,", line(50_000, 1, ""));
        assertThat(html(session)).contains("Promotion code", "name=\"code\"");

        var answer = wish(session, "/code", Map.of("code", " " + code + " "));

        assertThat(answer.statusCode()).isEqualTo(303);
        assertThat(answer.headers().firstValue("location")).contains(path(session) + "?notice=chosen");
        assertThat(html(session))
                .contains("<bdi>" + code + "</bdi> is applied", "Discount (<bdi>" + code + "</bdi>)", "450.00");
        var discounted = read(session);
        assertThat(discounted.get("amountTotal").longValue()).isEqualTo(45_000);
        assertThat(discounted.at("/discounts/0/promotionCodeCode").stringValue())
                .isEqualTo(code);
        assertThat(wish(session, "/code", Map.of("code", code)).body())
                .contains("There is a discount on this order already.");
        wish(session, "/code", Map.of("remove", "yes"));
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(50_000);
        wish(session, "/code", Map.of("code", code));
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @Test
    void a_code_that_cannot_be_given_says_why_at_its_field_and_changes_nothing() {
        var used = code("\"maxRedemptions\": 1,");
        var payer = create("\"allowPromotionCodes\": true,", line(50_000, 1, ""));
        wish(payer, "/code", Map.of("code", used));
        customer.pay(payer, Customer.FRICTIONLESS);
        var session = create("\"allowPromotionCodes\": true,", line(50_000, 1, ""));
        var others = shop.post("/customers", "{\"name\": \"Other\", \"phone\": \"%s\"}".formatted(phone()))
                .expect(201)
                .get("id")
                .stringValue();
        var refusals = new LinkedHashMap<String, String>();
        refusals.put("NOSUCHCODE", "There is no such code.");
        refusals.put(" ", "Enter the code.");
        refusals.put(used, "This code has been used up.");
        refusals.put(code("\"active\": false,"), "This code is no longer valid.");
        refusals.put(code("\"customerId\": \"" + others + "\","), "This code is for another customer.");
        refusals.put(
                code("\"restrictions\": {\"minimumAmount\": 60000, \"minimumAmountCurrency\": \"EGP\"},"),
                "This order is too small for this code.");
        refusals.put(
                code("\"restrictions\": {\"firstTimeTransaction\": true},"), "This code is for a first purchase only.");

        refusals.forEach((code, words) -> {
            var answer = wish(session, "/code", Map.of("code", code));
            assertThat(answer.statusCode()).as(words).isEqualTo(422);
            assertThat(answer.body()).contains("id=\"code-fault\"", words);
        });

        assertThat(wish(session, "/code?lang=ar", Map.of("code", "NOSUCHCODE")).body())
                .contains("لا يوجد رمز كهذا.");
        assertThat(read(session)).isEqualTo(session);
    }

    @Test
    void a_first_purchase_is_judged_by_the_phone_that_is_typed() {
        var code = code("\"restrictions\": {\"firstTimeTransaction\": true},");
        var phone = phone();
        var fields = "\"allowPromotionCodes\": true, \"phoneNumberCollection\": true,";
        var first = create(fields, line(50_000, 1, ""));
        wish(first, "/code", Map.of("code", code));
        pay(first, Map.of("phone", phone));
        assertThat(read(first).get("paymentStatus").stringValue()).isEqualTo("paid");

        var second = create(fields, line(50_000, 1, ""));
        wish(second, "/code", Map.of("code", code));
        var refused = pay(second, Map.of("phone", phone));

        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("This code is for a first purchase only.");
        assertThat(read(second).get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_discount_of_the_merchants_stays_and_leaves_no_room_for_a_code() {
        var coupon = coupon();
        var session = create(
                "\"allowPromotionCodes\": true, \"discounts\": [{\"coupon\": \"" + coupon + "\"}],",
                line(50_000, 1, ""));

        assertThat(html(session)).contains("Discount").doesNotContain("name=\"code\"");
        assertThat(wish(session, "/code", Map.of("code", code(""))).statusCode())
                .isEqualTo(422);
        assertThat(wish(session, "/code", Map.of("remove", "yes")).statusCode()).isEqualTo(422);
        assertThat(read(session)).isEqualTo(session);
        var closed = create("", line(50_000, 1, ""));
        assertThat(html(closed)).doesNotContain("Promotion code");
        assertThat(wish(closed, "/code", Map.of("code", code(""))).statusCode()).isEqualTo(422);
        assertThat(read(closed)).isEqualTo(closed);
    }

    @Test
    void a_quantity_changes_within_its_bounds_and_nobody_pays_an_amount_they_were_not_shown() {
        var session = create("", line(10_000, 2, "\"adjustableQuantity\": {\"enabled\": true, \"maximum\": 5},"));
        var before = customer.open(session);
        var line = session.at("/lineItems/0/id").stringValue();

        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "6"))
                        .body())
                .contains("From 1 to 5", "value=\"6\"");
        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "0"))
                        .statusCode())
                .isEqualTo(422);
        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "2.5"))
                        .body())
                .contains("Enter a whole number.");
        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "٣"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(30_000);
        assertThat(customer.pay(before, Customer.FRICTIONLESS).get("next").stringValue())
                .endsWith("?notice=amount-changed");
        customer.pay(session, Customer.FRICTIONLESS);
        var paid = read(session);
        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(paid.at("/lineItems/0/quantity").longValue()).isEqualTo(3);
    }

    @Test
    void a_line_that_may_be_left_out_is_offered_and_another_is_not_touched() {
        var session = create(
                "",
                line(10_000, 1, "") + ","
                        + line(
                                2_500,
                                0,
                                "\"adjustableQuantity\": {\"enabled\": true, \"minimum\": 0, \"maximum\": 1},"));
        var fixed = session.at("/lineItems/0/id").stringValue();
        var offered = session.at("/lineItems/1/id").stringValue();
        assertThat(html(session)).contains("not in your order", ">Add</button>");

        wish(session, "/quantity", Map.of("line", offered, "quantity", "1"));
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(12_500);
        assertThat(html(session)).contains(">Remove</button>");
        wish(session, "/quantity", Map.of("line", fixed, "quantity", "7"));
        wish(session, "/quantity", Map.of("line", "li_nothing", "quantity", "7"));
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(12_500);
        wish(session, "/quantity", Map.of("line", offered, "quantity", "0"));
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(10_000);
    }

    @Test
    void more_than_there_is_cannot_be_added() {
        var price = price("\"type\": \"ONE_TIME\", \"unitAmount\": 10000, \"stock\": 2");
        var session = create("", """
                {"quantity": 1, "price": "%s", "adjustableQuantity": {"enabled": true}}""".formatted(price));
        var line = session.at("/lineItems/0/id").stringValue();

        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "3"))
                        .body())
                .contains("There are not that many left.");
        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "2"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(20_000);
    }

    @Test
    void a_discount_that_would_be_lost_keeps_the_quantity_as_it_is() {
        var code = code("\"restrictions\": {\"minimumAmount\": 20000, \"minimumAmountCurrency\": \"EGP\"},");
        var session = create(
                "\"allowPromotionCodes\": true,", line(10_000, 2, "\"adjustableQuantity\": {\"enabled\": true},"));
        var line = session.at("/lineItems/0/id").stringValue();
        wish(session, "/code", Map.of("code", code));

        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "1"))
                        .body())
                .contains("Your discount does not go with this");
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(18_000);
    }

    @Test
    void the_customer_chooses_an_amount_and_pays_that() {
        var price = price("\"type\": \"CUSTOM\", \"customUnitAmount\": {\"minimum\": 1000, \"maximum\": 50000}");
        var session = create("", "{\"quantity\": 1, \"price\": \"" + price + "\"}");
        var line = session.at("/lineItems/0/id").stringValue();
        assertThat(html(session))
                .contains("Choose first", "You choose the amount", "Amount in EGP")
                .doesNotContain("form_token");

        assertThat(wish(session, "/amount", Map.of("line", line, "amount", "9.99"))
                        .body())
                .contains("From EGP\u00a010.00 to EGP\u00a0500.00", "value=\"9.99\"");
        assertThat(wish(session, "/amount", Map.of("line", line, "amount", "a lot"))
                        .body())
                .contains("Enter an amount, such as 50 or 49.50.");
        assertThat(wish(session, "/amount", Map.of("line", line, "amount", "١٢٣٫٤٥"))
                        .statusCode())
                .isEqualTo(303);

        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(12_345);
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(read(session).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(read(session).at("/paymentIntent/amount").longValue()).isEqualTo(12_345);
    }

    @Test
    void an_attempt_that_is_being_authenticated_is_given_up_and_one_with_the_bank_keeps_the_order() {
        var session = create("", line(10_000, 1, "\"adjustableQuantity\": {\"enabled\": true},"));
        var line = session.at("/lineItems/0/id").stringValue();
        var page = customer.open(session);
        var challenged = customer.pay(page, Customer.CHALLENGED);
        var back = customer.answerIssuer(page.url(), challenged, "successful");

        wish(session, "/quantity", Map.of("line", line, "quantity", "2"));

        customer.comeBack(back);
        var after = read(session);
        assertThat(after.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        assertThat(after.get("amountTotal").longValue()).isEqualTo(20_000);
        customer.pay(session, Customer.UNKNOWN);
        assertThat(wish(session, "/quantity", Map.of("line", line, "quantity", "1"))
                        .statusCode())
                .isEqualTo(303);
        assertThat(read(session).get("amountTotal").longValue()).isEqualTo(20_000);
    }

    @Test
    void a_form_of_another_site_changes_nothing() {
        var session = create("", line(10_000, 1, "\"adjustableQuantity\": {\"enabled\": true},"));

        var answer = customer.send(request(
                        session,
                        "/quantity",
                        Map.of("line", session.at("/lineItems/0/id").stringValue(), "quantity", "2"))
                .header("Sec-Fetch-Site", "cross-site"));

        assertThat(answer.statusCode()).isEqualTo(403);
        assertThat(read(session)).isEqualTo(session);
    }

    private static String line(long unitAmount, long quantity, String more) {
        return """
                {"quantity": %d, %s "priceData": {"currency": "EGP", "unitAmount": %d,
                 "productData": {"name": "Enamel mug"}}}""".formatted(quantity, more, unitAmount);
    }

    private static JsonNode create(String fields, String lines) {
        return shop.createSession("""
                {%s "lineItems": [%s], "afterCompletion": {"redirect": {"url": "https://shop.example"}}}
                """.formatted(fields, lines));
    }

    private static String price(String fields) {
        var product = shop.post("/products", "{\"name\": \"Lamp\"}")
                .expect(201)
                .get("id")
                .stringValue();
        return shop.post("/prices?productId=" + product, "{\"currency\": \"EGP\"," + fields + "}")
                .expect(201)
                .get("id")
                .stringValue();
    }

    private static String coupon() {
        return shop.post("/coupons", "{\"discountType\": \"percentage\", \"percentOff\": 10, \"duration\": \"once\"}")
                .expect(201)
                .get("id")
                .stringValue();
    }

    private static String code(String fields) {
        var code = "CODE" + ThreadLocalRandom.current().nextInt(1_000_000_000);
        return shop.post(
                        "/promotion-codes",
                        "{" + fields + "\"coupon\": \"" + coupon() + "\", \"code\": \"" + code + "\"}")
                .expect(201)
                .get("code")
                .stringValue();
    }

    /// An Egyptian number that nobody else has.
    private static String phone() {
        return "010" + ThreadLocalRandom.current().nextInt(10_000_000, 100_000_000);
    }

    private HttpResponse<String> pay(JsonNode session, Map<String, String> answers) {
        Map<String, String> form = new LinkedHashMap<>(answers);
        form.put("form_token", customer.open(session).formToken());
        form.put("number", Customer.FRICTIONLESS.number());
        form.put("expiry", Customer.FRICTIONLESS.expiry());
        form.put("cvc", Customer.FRICTIONLESS.securityCode());
        form.put("name", "Mona Hassan");
        return customer.send(request(session, "/pay", form).header("Accept", "application/json"));
    }

    private HttpResponse<String> wish(JsonNode session, String path, Map<String, String> form) {
        return customer.send(request(session, path, form));
    }

    private static HttpRequest.Builder request(JsonNode session, String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(URI.create(session.get("url").stringValue() + path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private String html(JsonNode session) {
        return customer.text(
                HttpRequest.newBuilder(URI.create(session.get("url").stringValue()))
                        .GET());
    }

    private static JsonNode read(JsonNode session) {
        return shop.session(session.get("id").stringValue());
    }

    private static String path(JsonNode session) {
        return URI.create(session.get("url").stringValue()).getPath();
    }
}
