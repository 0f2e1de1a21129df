package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Customer.OpenPage;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Payment links: as the merchant's server makes them, and as customers come by them.
class PaymentLinkFlowTest {
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox receiver;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        receiver = new WebhookInbox();
        shop.registerWebhook(receiver.url());
    }

    @AfterAll
    static void stop() {
        receiver.close();
        app.close();
    }

    @Test
    void a_link_is_created_with_its_defaults_and_announced() {
        var price = price("Lamp", 25_000, "");

        var link = link(price, 2, "");

        assertThat(link.propertyNames())
                .containsExactly(
                        "id",
                        "object",
                        "merchantId",
                        "active",
                        "expiresAt",
                        "currency",
                        "computedAmount",
                        "submitType",
                        "afterCompletion",
                        "customerCreation",
                        "allowPromotionCodes",
                        "nameCollection",
                        "billingAddressCollection",
                        "shippingAddressCollection",
                        "phoneNumberCollection",
                        "customFields",
                        "feeConfig",
                        "brandingSettings",
                        "paymentMethodConfigurationId",
                        "metadata",
                        "lineItems",
                        "createdAt",
                        "updatedAt");
        assertThat(id(link)).matches("plink_test_[0-9A-Za-z]{24}");
        assertThat(link.get("object").stringValue()).isEqualTo("payment_link");
        assertThat(link.get("active").booleanValue()).isTrue();
        assertThat(link.get("currency").stringValue()).isEqualTo("EGP");
        assertThat(link.get("computedAmount").longValue()).isEqualTo(50_000);
        assertThat(link.get("submitType").stringValue()).isEqualTo("PAY");
        assertThat(link.get("customerCreation").stringValue()).isEqualTo("if_required");
        assertThat(link.get("expiresAt").isNull()).isTrue();
        assertThat(link.get("feeConfig").isNull()).isTrue();
        assertThat(link.get("brandingSettings").isNull()).isTrue();
        assertThat(link.get("paymentMethodConfigurationId").isNull()).isTrue();
        assertThat(link.get("metadata").isEmpty()).isTrue();
        assertThat(link.get("customFields")).isEmpty();
        assertThat(link.at("/lineItems/0/price/id").stringValue()).isEqualTo(price);
        assertThat(link.at("/lineItems/0/price/product/name").stringValue()).isEqualTo("Lamp");
        assertThat(link.at("/lineItems/0/quantity").longValue()).isEqualTo(2);
        assertThat(get(link)).isEqualTo(link);
        assertThat(receiver.await("payment_link.created", id(link)).event().at("/data/object"))
                .isEqualTo(link);
    }

    @Test
    void everything_that_can_be_said_of_a_link_is_shown() {
        var link = link(price("Bag", 100, ""), 1, """
                , "submitType": "donate", "customerCreation": "always", "allowPromotionCodes": true,
                "nameCollection": true, "billingAddressCollection": true, "shippingAddressCollection": true,
                "phoneNumberCollection": true, "expiresAt": "2099-01-01T00:00:00Z",
                "customFields": [{"label": "Engraving", "type": "TEXT", "isOptional": true}],
                "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
                "brandingSettings": {"colorMode": "dark"}, "metadata": {"campaign": "eid"}
                """);

        assertThat(link.get("submitType").stringValue()).isEqualTo("DONATE");
        assertThat(link.get("customerCreation").stringValue()).isEqualTo("always");
        assertThat(link.get("allowPromotionCodes").booleanValue()).isTrue();
        assertThat(link.get("phoneNumberCollection").booleanValue()).isTrue();
        assertThat(link.get("expiresAt").stringValue()).isEqualTo("2099-01-01T00:00:00.000Z");
        assertThat(link.at("/customFields/0/key").stringValue()).isEqualTo("engraving");
        assertThat(link.get("feeConfig").toString())
                .isEqualTo("{\"feesPassThrough\":true,\"vatCollectionEnabled\":true,\"vatCollectionRate\":1400}");
        assertThat(link.at("/brandingSettings/colorMode").stringValue()).isEqualTo("dark");
        assertThat(link.at("/metadata/campaign").stringValue()).isEqualTo("eid");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {"afterCompletion": AFTER}                                                              | parameter_missing | lineItems
            {"afterCompletion": AFTER, "lineItems": []}                                             | parameter_out_of_range | lineItems
            {"lineItems": [{"priceId": "PRICE", "quantity": 1}]}                                    | parameter_missing | afterCompletion
            {"afterCompletion": AFTER, "lineItems": [{"quantity": 1}]}                              | parameter_missing | lineItems[0].priceId
            {"afterCompletion": AFTER, "lineItems": [{"priceId": "PRICE"}]}                         | parameter_missing | lineItems[0].quantity
            {"afterCompletion": AFTER, "lineItems": [{"priceId": "PRICE", "quantity": 0}]}          | line_item_quantity_out_of_bounds | lineItems[0].quantity
            {"afterCompletion": AFTER, "lineItems": [{"price": "PRICE", "quantity": 1}]}            | parameter_missing | lineItems[0].priceId
            {"afterCompletion": AFTER, "lineItems": [{"priceId": "PRICE", "quantity": 1, "x": 1}]}  | parameter_unknown | lineItems[0].x
            {"afterCompletion": AFTER, "lineItems": LINES, "active": true}                          | parameter_unknown | active
            {"afterCompletion": AFTER, "lineItems": LINES, "cancelUrl": "https://shop.example"}     | parameter_unknown | cancelUrl
            {"afterCompletion": AFTER, "lineItems": LINES, "customerId": "cus_1"}                   | parameter_unknown | customerId
            {"afterCompletion": AFTER, "lineItems": LINES, "expiresAt": "2020-01-01T00:00:00Z"}     | parameter_out_of_range | expiresAt
            {"afterCompletion": AFTER, "lineItems": LINES, "expiresAt": "tomorrow"}                 | parameter_invalid | expiresAt
            {"afterCompletion": AFTER, "lineItems": LINES, "customFields": [{"label": "A", "type": "TEXT"}]} | parameter_missing | customFields[0].isOptional
            {"afterCompletion": AFTER, "lineItems": LINES, "customFields": [FIELD, FIELD, FIELD, FIELD]} | parameter_out_of_range | customFields
            """)
    void what_a_link_cannot_be_is_refused_by_name(String body, String code, String param) {
        var sent = body.replace("LINES", "[{\"priceId\": \"PRICE\", \"quantity\": 1}]")
                .replace("AFTER", "{\"type\": \"hosted_confirmation\"}")
                .replace("FIELD", "{\"label\": \"A\", \"type\": \"TEXT\", \"isOptional\": true}")
                .replace("PRICE", price("Refused", 100, ""));

        refused(shop.post("/payment-links", sent), 400, code, param);
    }

    @Test
    void prices_are_judged_as_in_sessions() {
        var egp = price("In EGP", 100, "");
        refused(
                shop.post("/payment-links", order("price_test_AAAAAAAAAAAAAAAAAAAAAAAA", 1, "")),
                404,
                "resource_missing",
                "lineItems[0].priceId");
        refused(
                shop.post("/payment-links", order(price("Few", 100, "\"stock\": 1"), 2, "")),
                400,
                "price_sold_out",
                "lineItems[0].priceId");
        refused(
                shop.post("/payment-links", order(price("Gone", 100, "\"active\": false"), 1, "")),
                400,
                "price_inactive",
                "lineItems[0].priceId");
        var recurring = price("Monthly", 100, "\"type\": \"RECURRING\", \"recurring\": {\"interval\": \"MONTH\"}");
        refused(
                shop.post("/payment-links", order(recurring, 1, "")),
                400,
                "price_recurring_not_supported",
                "lineItems[0].priceId");
        var dollars = price("In USD", 100, "\"currency\": \"USD\"");
        refused(
                shop.post("/payment-links", """
                        {"afterCompletion": {"type": "hosted_confirmation"},
                         "lineItems": [{"priceId": "%s", "quantity": 1}, {"priceId": "%s", "quantity": 1}]}
                        """.formatted(egp, dollars)),
                400,
                "currency_invalid",
                "lineItems[1].priceId");
        assertThat(link(dollars, 3, "").get("currency").stringValue()).isEqualTo("USD");
    }

    @Test
    void a_price_that_a_link_names_is_not_deleted_and_keeps_its_amount() {
        var price = price("Kept", 100, "");
        link(price, 1, "");

        assertThat(shop.delete("/prices/" + price).status()).isEqualTo(400);
        refused(shop.patch("/prices/" + price, "{\"unitAmount\": 200}"), 409, "price_immutable_while_used", "");
    }

    @Test
    void a_patch_replaces_what_it_names_and_recomputes_the_amount() {
        var link = link(price("Old", 100, ""), 1, """
                , "metadata": {"a": "1"}, "expiresAt": "2099-01-01T00:00:00Z", "nameCollection": true,
                "customFields": [{"label": "Size", "type": "NUMBER", "isOptional": false}],
                "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": false}
                """);

        var changed = patch(link, """
                {"active": false, "lineItems": [{"priceId": "%s", "quantity": 2,
                                                 "adjustableQuantity": {"enabled": true, "maximum": 5}}],
                 "customFields": [], "expiresAt": null, "feeConfig": null,
                 "afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}}}
                """.formatted(price("New", 300, ""))).expect(200);

        assertThat(changed.get("active").booleanValue()).isFalse();
        assertThat(changed.get("computedAmount").longValue()).isEqualTo(600);
        assertThat(changed.get("lineItems")).hasSize(1);
        assertThat(changed.at("/lineItems/0/adjustableQuantity").toString())
                .isEqualTo("{\"enabled\":true,\"minimum\":1,\"maximum\":5}");
        assertThat(changed.get("customFields")).isEmpty();
        assertThat(changed.get("expiresAt").isNull()).isTrue();
        assertThat(changed.get("feeConfig").isNull()).isTrue();
        assertThat(changed.at("/afterCompletion/redirect/url").stringValue()).isEqualTo("https://shop.example/thanks");
        assertThat(changed.at("/metadata/a").stringValue()).isEqualTo("1");
        assertThat(changed.get("nameCollection").booleanValue()).isTrue();
        assertThat(get(link)).isEqualTo(changed);
        assertThat(receiver.await("payment_link.updated", id(link)).event().at("/data/object"))
                .isEqualTo(changed);
    }

    @Test
    void what_a_patch_cannot_change_is_refused() {
        var link = link(price("Bag", 100, ""), 1, "");

        refused(patch(link, "{\"lineItems\": []}"), 400, "parameter_out_of_range", "lineItems");
        refused(patch(link, "{\"currency\": \"USD\"}"), 400, "parameter_unknown", "currency");
        refused(patch(link, "{\"expiresAt\": \"2020-01-01T00:00:00Z\"}"), 400, "parameter_out_of_range", "expiresAt");
        refused(
                patch(link, "{\"paymentMethodConfigurationId\": \"pmc_test_AAAAAAAAAAAAAAAAAAAAAAAA\"}"),
                404,
                "resource_missing",
                "paymentMethodConfigurationId");
        assertThat(get(link)).isEqualTo(link);
    }

    @Test
    void the_list_is_filtered_by_each_of_its_queries() {
        var word = "w" + System.nanoTime();
        var small = link(price(word + " Scarf", 1_000, ""), 1, "");
        var middle = link(price(word + " Bag", 5_000, ""), 1, "");
        var large = link(price("Coat, not " + word.toUpperCase(Locale.ROOT), 5_000, ""), 2, "");
        patch(middle, "{\"active\": false}").expect(200);

        assertThat(listed(word, "")).containsExactly(id(large), id(middle), id(small));
        assertThat(listed(word, "&limit=1&page=2")).containsExactly(id(middle));
        assertThat(listed(word, "&active=true")).containsExactly(id(large), id(small));
        assertThat(listed(word, "&active=false")).containsExactly(id(middle));
        assertThat(listed(word, "&amount=eq:5000")).containsExactly(id(middle));
        assertThat(listed(word, "&amount=bt:1000,5000")).containsExactly(id(middle), id(small));
        assertThat(listed(word, "&amount=gt:1000")).containsExactly(id(large), id(middle));
        assertThat(listed(word, "&amount=lt:5000")).containsExactly(id(small));
        assertThat(listed(word, "&date=last:7,days")).hasSize(3);
        assertThat(listed(word, "&date=eq:2024-01-01")).isEmpty();
        var zone = ZoneId.of("Pacific/Kiritimati");
        var day =
                Instant.parse(small.get("createdAt").stringValue()).atZone(zone).toLocalDate();
        assertThat(listed(word, "&timezone=Pacific/Kiritimati&date=bt:" + day + "," + day.plusDays(1)))
                .hasSize(3);
        assertThat(listed(word, "&timezone=Pacific/Kiritimati&date=bt:2024-01-01," + day.minusDays(1)))
                .isEmpty();
        var row = shop.get("/payment-links?search=" + word).expect(200).at("/data/2");
        assertThat(row.propertyNames())
                .containsExactly(
                        "id",
                        "merchantId",
                        "active",
                        "expiresAt",
                        "currency",
                        "computedAmount",
                        "submitType",
                        "afterCompletion",
                        "lineItems",
                        "createdAt",
                        "updatedAt");
        assertThat(shop.get("/payment-links?limit=1&search=" + word)
                        .expect(200)
                        .get("totalCount")
                        .longValue())
                .isEqualTo(3);
        assertThat(app.neighbor().get("/payment-links").expect(200).get("data")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "page=0, parameter_out_of_range, page",
        "limit=101, parameter_out_of_range, limit",
        "active=maybe, parameter_invalid, active",
        "amount=100, parameter_invalid, amount",
        "amount=eq:-1, parameter_invalid, amount",
        "amount=eq:1.5, parameter_invalid, amount",
        "'amount=bt:5,1', parameter_out_of_range, amount",
        "amount=bt:5, parameter_invalid, amount",
        "date=today, parameter_invalid, date",
        "date=last:7, parameter_invalid, date",
        "'date=last:7,lightyears', parameter_invalid, date",
        "date=eq:2024-02-30, parameter_invalid, date",
        "'date=bt:2024-02-02,2024-02-01', parameter_out_of_range, date",
        "timezone=Cairo/Africa, parameter_invalid, timezone",
    })
    void a_malformed_filter_is_refused_by_name(String query, String code, String param) {
        refused(shop.get("/payment-links?" + query), 400, code, param);
    }

    @Test
    void each_customer_gets_a_session_of_the_link_and_pays_it() {
        var price = price("Poster", 12_000, "\"stock\": 5");
        var link = link(price, 2, ", \"metadata\": {\"campaign\": \"eid\"}, \"submitType\": \"BOOK\"");

        var page = customer.text(HttpRequest.newBuilder(page(link)).GET());
        var first = enter(link);
        var second = enter(link);

        assertThat(page)
                .contains("Poster")
                .contains("240.00")
                .contains("Book with")
                .contains("Test mode");
        assertThat(first).isNotEqualTo(second);
        var session = shop.session(first);
        assertThat(session.get("paymentLinkId").stringValue()).isEqualTo(id(link));
        assertThat(session.get("amountTotal").longValue()).isEqualTo(24_000);
        assertThat(session.get("submitType").stringValue()).isEqualTo("BOOK");
        assertThat(session.at("/metadata/campaign").stringValue()).isEqualTo("eid");
        assertThat(session.get("status").stringValue()).isEqualTo("open");
        customer.pay(session, Customer.FRICTIONLESS);
        customer.pay(shop.session(second), Customer.FRICTIONLESS);
        assertThat(shop.session(first).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(shop.session(second).get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(receiver.await("checkout.session.completed", first)
                        .event()
                        .at("/data/object/paymentLinkId")
                        .stringValue())
                .isEqualTo(id(link));
        assertThat(customer.text(HttpRequest.newBuilder(page(link)).GET())).contains("Not available now");
        assertThat(get(link).at("/lineItems/0/price/stock").longValue()).isEqualTo(1);
    }

    @Test
    void pressing_twice_at_once_opens_one_session() throws Exception {
        var link = link(price("Cup", 900, ""), 1, "");
        var open = customer.open(page(link));
        var presses = new ArrayList<Callable<String>>();
        for (int i = 0; i < 8; i++) {
            presses.add(() -> press(open));
        }

        List<String> sessions = new ArrayList<>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var pressed : threads.invokeAll(presses)) {
                sessions.add(pressed.get());
            }
        }

        assertThat(sessions).hasSize(8).allMatch(session -> session.equals(sessions.getFirst()));
        patch(link, "{\"active\": false}").expect(200);
        assertThat(press(open)).isEqualTo(sessions.getFirst());
    }

    @Test
    void the_session_is_of_the_link_as_it_is_when_the_button_is_pressed() {
        var link = link(price("Before", 100, ""), 1, "");
        var early = enter(link);
        var open = customer.open(page(link));
        patch(link, "{\"lineItems\": [{\"priceId\": \"%s\", \"quantity\": 3}]}".formatted(price("After", 700, "")))
                .expect(200);

        var late = press(open);

        assertThat(shop.session(early).get("amountTotal").longValue()).isEqualTo(100);
        assertThat(shop.session(late).get("amountTotal").longValue()).isEqualTo(2_100);
    }

    @Test
    void a_link_that_is_switched_off_or_over_says_so_and_opens_nothing() {
        var off = link(price("Off", 100, ""), 1, "");
        var offPage = customer.open(page(off));
        patch(off, "{\"active\": false}").expect(200);
        var brief = link(
                price("Brief", 100, ""),
                1,
                ", \"expiresAt\": \"%s\""
                        .formatted(Instant.parse(off.get("createdAt").stringValue())
                                .plus(Duration.ofDays(400))));
        var briefPage = customer.open(page(brief));

        assertThat(customer.text(HttpRequest.newBuilder(page(off)).GET())).contains("This link is switched off");
        var refused = sendForm(offPage);
        assertThat(refused.statusCode()).isEqualTo(409);
        assertThat(refused.body()).contains("This link is switched off");
        shop.advanceClock(Duration.ofDays(401));
        assertThat(customer.text(HttpRequest.newBuilder(page(brief)).GET())).contains("This link has expired");
        assertThat(sendForm(briefPage).statusCode()).isEqualTo(409);
        patch(brief, "{\"expiresAt\": null}").expect(200);
        assertThat(press(briefPage)).startsWith("cs_test_");
    }

    @Test
    void what_is_archived_or_sold_out_is_not_available() {
        var price = price("Vase", 100, "\"stock\": 1");
        var link = link(price, 1, "");
        var open = customer.open(page(link));

        shop.patch("/prices/" + price, "{\"active\": false}").expect(200);
        assertThat(customer.text(HttpRequest.newBuilder(page(link)).GET())).contains("Not available now");
        assertThat(sendForm(open).statusCode()).isEqualTo(400);
        assertThat(sendForm(open).body()).contains("Not available now");
        assertThat(get(link).at("/lineItems/0/price/active").booleanValue()).isFalse();
        shop.patch("/prices/" + price, "{\"active\": true, \"stock\": 0}").expect(200);
        assertThat(customer.text(HttpRequest.newBuilder(page(link)).GET())).contains("Not available now");
    }

    @Test
    void another_currency_and_fees_are_shown_as_the_session_has_them() {
        var link = link(
                price("Rug", 10_000, "\"currency\": \"USD\""),
                1,
                ", \"feeConfig\": {\"feesPassThrough\": false, \"vatCollectionEnabled\": true}");

        var page = customer.text(HttpRequest.newBuilder(page(link)).GET());

        assertThat(page).contains("100.00").contains("114.00").contains("VAT");
        assertThat(shop.session(enter(link))
                        .at("/presentmentDetails/amountTotal")
                        .longValue())
                .isEqualTo(11_400);
    }

    @Test
    void a_link_that_is_none_is_the_usual_page_of_nothing() {
        var nothing = customer.send(HttpRequest.newBuilder(app.url().resolve("/p/plink_test_AAAAAAAAAAAAAAAAAAAAAAAA"))
                .GET());
        var live = link(price("Here", 100, ""), 1, "");
        var elsewhere =
                customer.send(HttpRequest.newBuilder(app.url().resolve("/p/" + id(live).replace("_test_", "_live_")))
                        .GET());

        assertThat(nothing.statusCode()).isEqualTo(404);
        assertThat(nothing.body()).contains("Nothing here");
        assertThat(elsewhere.statusCode()).isEqualTo(404);
    }

    @Test
    void a_key_makes_a_link_once() {
        var body = order(price("Once", 100, ""), 1, "");
        var request = "link-" + System.nanoTime();

        var one = keyed(request, body);
        var again = keyed(request, body);

        assertThat(again.text()).isEqualTo(one.text());
        assertThat(again.header("Idempotent-Replayed")).isEqualTo("true");
    }

    private static Shop.Answer keyed(String key, String body) {
        return shop.send(shop.request("/payment-links")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", key)
                .POST(BodyPublishers.ofString(body)));
    }

    private static List<String> listed(String word, String more) {
        return shop.get("/payment-links?search=" + word + more)
                .expect(200)
                .get("data")
                .valueStream()
                .map(PaymentLinkFlowTest::id)
                .toList();
    }

    /// Opens the page and presses its button. Returns the session that the browser is sent to.
    private String enter(JsonNode link) {
        return press(customer.open(page(link)));
    }

    private String press(OpenPage open) {
        var answer = sendForm(open);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(303);
        return answer.headers().firstValue("location").orElseThrow().replaceFirst("^/c/", "");
    }

    private HttpResponse<String> sendForm(OpenPage open) {
        return customer.send(HttpRequest.newBuilder(open.url())
                .header("Content-Type", "application/x-www-form-urlencoded")
                .header("Sec-Fetch-Site", "same-origin")
                .POST(BodyPublishers.ofString(
                        "form_token=" + URLEncoder.encode(open.formToken(), StandardCharsets.UTF_8))));
    }

    private static URI page(JsonNode link) {
        return app.url().resolve("/p/" + id(link));
    }

    private static JsonNode link(String price, int quantity, String more) {
        return shop.post("/payment-links", order(price, quantity, more)).expect(201);
    }

    private static String order(String price, int quantity, String more) {
        return """
                {"afterCompletion": {"type": "hosted_confirmation"},
                 "lineItems": [{"priceId": "%s", "quantity": %d}]%s}
                """.formatted(price, quantity, more);
    }

    /// Makes a product with one price and returns the price's id.
    private static String price(String name, long amount, String more) {
        var product =
                id(shop.post("/products", "{\"name\": \"%s\"}".formatted(name)).expect(201));
        var type = more.contains("\"type\"") ? "" : "\"type\": \"ONE_TIME\", ";
        var currency = more.contains("\"currency\"") ? "" : "\"currency\": \"EGP\", ";
        return id(shop.post(
                        "/prices?productId=" + product,
                        "{%s%s\"unitAmount\": %d%s}"
                                .formatted(type, currency, amount, more.isEmpty() ? "" : ", " + more))
                .expect(201));
    }

    private static JsonNode get(JsonNode link) {
        return shop.get("/payment-links/" + id(link)).expect(200);
    }

    private static Shop.Answer patch(JsonNode link, String body) {
        return shop.patch("/payment-links/" + id(link), body);
    }

    private static void refused(Shop.Answer answer, int status, String code, String param) {
        var error = answer.expect(status).get("error");
        assertThat(error.get("code").stringValue()).isEqualTo(code);
        assertThat(error.at("/param").asString("")).isEqualTo(param);
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
