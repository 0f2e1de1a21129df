package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.URLEncoder;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Products and prices, as the merchant's server sees them.
class CatalogFlowTest {
    private static final String NOBODYS_PRODUCT = "prod_test_AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String NOBODYS_PRICE = "price_test_AAAAAAAAAAAAAAAAAAAAAAAA";

    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox receiver;

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
    void a_product_is_created_with_its_default_price() {
        var created = shop.post("/products", """
                {"name": "Canvas weekender", "description": "Waxed", "image": "https://cdn.example/bag.png",
                 "unitLabel": "bag", "metadata": {"tier": "premium", "a": "1"},
                 "defaultPrice": {"currency": "egp", "unitAmount": 149900, "stock": 3}}
                """).expect(201);

        assertThat(created.toString())
                .matches("\\{\"id\":\"prod_test_[0-9A-Za-z]{24}\",\"name\":\"Canvas weekender\",\"active\":true,"
                        + "\"isSystemCreated\":false,\"createdAt\":\"[^\"]+Z\",\"updatedAt\":\"[^\"]+Z\","
                        + "\"description\":\"Waxed\",\"image\":\"http://localhost:[0-9]+/images/img_test_[0-9a-f]{32}\","
                        + "\"unitLabel\":\"bag\","
                        + "\"metadata\":\\{\"tier\":\"premium\",\"a\":\"1\"},"
                        + "\"prices\":\\[\\{\"id\":\"price_test_[0-9A-Za-z]{24}\",\"currency\":\"EGP\","
                        + "\"type\":\"ONE_TIME\",\"createdAt\":\"[^\"]+Z\",\"unitAmount\":149900,\"recurring\":null,"
                        + "\"customUnitAmount\":null,\"stock\":3}]}");
        var price = created.at("/prices/0/id").stringValue();
        var product = get("/products/" + id(created));
        assertThat(product.get("object").stringValue()).isEqualTo("product");
        assertThat(product.get("merchantId").stringValue()).startsWith("mer_");
        assertThat(product.get("defaultPriceId").stringValue()).isEqualTo(price);
        assertThat(product.at("/prices/0")).isEqualTo(get("/prices/" + price));
        assertThat(receiver.await("product.created", id(created)).event().at("/data/object"))
                .isEqualTo(product);
        assertThat(receiver.await("price.created", price).event().at("/data/object"))
                .isEqualTo(product.at("/prices/0"));
    }

    @Test
    void the_least_that_a_product_needs_is_a_name() {
        var product = product("{\"name\": \"x\"}");

        assertThat(product.propertyNames())
                .containsExactly(
                        "id",
                        "object",
                        "merchantId",
                        "name",
                        "active",
                        "isSystemCreated",
                        "createdAt",
                        "updatedAt",
                        "metadata",
                        "prices");
        assertThat(product.get("prices")).isEmpty();
        assertThat(product.get("active").booleanValue()).isTrue();
    }

    @Test
    void a_form_can_send_active_and_metadata_as_text() {
        var product = product("{\"name\": \"x\", \"active\": \"false\", \"metadata\": \"{\\\"a\\\": \\\"1\\\"}\"}");

        assertThat(product.get("active").booleanValue()).isFalse();
        assertThat(product.at("/metadata/a").stringValue()).isEqualTo("1");
        error(shop.post("/products", "{\"name\": \"x\", \"active\": \"maybe\"}"), 400, "parameter_invalid", "active");
        error(shop.post("/products", "{\"name\": \"x\", \"metadata\": \"[]\"}"), 400, "parameter_invalid", "metadata");
    }

    @Test
    void a_patch_changes_what_it_names_and_null_clears() {
        var product = product("""
                {"name": "Bag", "description": "Waxed", "unitLabel": "bag", "metadata": {"a": "1", "b": "2"},
                 "defaultPrice": {"currency": "EGP", "unitAmount": 100}}
                """);

        var changed = patch("/products/" + id(product), """
                {"description": null, "name": null, "active": false, "metadata": {"b": "3", "c": "4"}}
                """).expect(200);

        assertThat(changed).isEqualTo(get("/products/" + id(product)));
        assertThat(changed.get("name").stringValue()).isEqualTo("Bag");
        assertThat(changed.has("description")).isFalse();
        assertThat(changed.get("unitLabel").stringValue()).isEqualTo("bag");
        assertThat(changed.get("active").booleanValue()).isFalse();
        assertThat(changed.get("metadata").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"3\",\"c\":\"4\"}");
        assertThat(changed.get("defaultPriceId")).isEqualTo(product.get("defaultPriceId"));
        assertThat(receiver.await("product.updated", id(product)).event().at("/data/object"))
                .isEqualTo(changed);
        var bare = patch("/products/" + id(product), "{\"metadata\": null}").expect(200);
        assertThat(bare.get("metadata")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"\"\"", "null"})
    void the_default_price_is_cleared_by_nothing(String nothing) {
        var product = product("{\"name\": \"Bag\", \"defaultPrice\": {\"currency\": \"EGP\", \"unitAmount\": 100}}");

        var changed = patch("/products/" + id(product), "{\"defaultPrice\": %s}".formatted(nothing))
                .expect(200);

        assertThat(changed.has("defaultPriceId")).isFalse();
        assertThat(changed.get("prices")).hasSize(1);
    }

    @Test
    void the_default_price_is_one_of_the_products_own() {
        var product = product("{\"name\": \"Bag\"}");
        var own = price(product, "{\"currency\": \"EGP\", \"unitAmount\": 100}");
        var other = price(product("{\"name\": \"Hat\"}"), "{\"currency\": \"EGP\", \"unitAmount\": 100}");

        var changed = setDefault(product, id(own)).expect(200);

        assertThat(changed.get("defaultPriceId").stringValue()).isEqualTo(id(own));
        error(setDefault(product, id(other)), 404, "resource_missing", "defaultPrice");
        error(setDefault(product, "nonsense"), 404, "resource_missing", "defaultPrice");
    }

    @Test
    void a_price_has_every_field_of_its_type() {
        var product = product("{\"name\": \"Tickets\"}");

        var once = price(product, """
                {"currency": "KWD", "unitAmount": 0, "type": "one_time", "name": "Early bird", "description": "Until May",
                 "stock": 0, "startDate": "2026-05-01T12:00:00+03:00", "expirationDate": "2026-05-02T00:00:00.5Z",
                 "active": false, "metadata": {"a": "1"}}
                """);
        var monthly = price(product, """
                {"currency": "EGP", "unitAmount": 500, "type": "RECURRING", "recurring": {"interval": "month"}}
                """);
        var custom = price(product, """
                {"currency": "EGP", "type": "CUSTOM", "customUnitAmount": {"minimum": 100, "preset": 500}}
                """);

        assertThat(once.toString())
                .matches("\\{\"id\":\"price_test_[0-9A-Za-z]{24}\",\"object\":\"price\",\"currency\":\"KWD\","
                        + "\"type\":\"ONE_TIME\",\"active\":false,\"createdAt\":\"[^\"]+\",\"updatedAt\":\"[^\"]+\","
                        + "\"productId\":\"" + id(product) + "\",\"name\":\"Early bird\","
                        + "\"description\":\"Until May\",\"unitAmount\":0,\"recurring\":null,"
                        + "\"customUnitAmount\":null,\"stock\":0,\"startDate\":\"2026-05-01T09:00:00.000Z\","
                        + "\"expirationDate\":\"2026-05-02T00:00:00.500Z\"}");
        assertThat(monthly.get("recurring").toString()).isEqualTo("{\"interval\":\"MONTH\",\"intervalCount\":1}");
        assertThat(custom.get("unitAmount").isNull()).isTrue();
        assertThat(custom.get("customUnitAmount").toString()).isEqualTo("{\"minimum\":100,\"preset\":500}");
        assertThat(custom.get("stock").isNull()).isTrue();
        assertThat(get("/prices/" + id(once))).isEqualTo(once);
        assertThat(ids(get("/prices?productId=" + id(product)).get("data")))
                .containsExactly(id(custom), id(monthly), id(once));
        assertThat(ids(get("/prices?active=false&productId=" + id(product)).get("data")))
                .containsExactly(id(once));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"unitAmount\": 1} | parameter_missing | currency",
                "{\"currency\": \"XXX\", \"unitAmount\": 1} | unsupported_currency | currency",
                "{\"currency\": \"EGP\"} | parameter_missing | unitAmount",
                "{\"currency\": \"EGP\", \"unitAmount\": -1} | parameter_out_of_range | unitAmount",
                "{\"currency\": \"EGP\", \"unitAmount\": 2147483648} | parameter_out_of_range | unitAmount",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"stock\": -1} | parameter_out_of_range | stock",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"type\": \"CUSTOM\"} | parameter_invalid | unitAmount",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"type\": \"GIFT\"} | parameter_invalid | type",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"type\": \"RECURRING\"} | parameter_missing | recurring",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"recurring\": {\"interval\": \"DAY\"}}"
                        + " | parameter_invalid | recurring",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"customUnitAmount\": {}}"
                        + " | parameter_invalid | customUnitAmount",
                "{\"currency\": \"EGP\", \"type\": \"CUSTOM\", \"customUnitAmount\": {\"minimum\": 0}}"
                        + " | parameter_out_of_range | customUnitAmount.minimum",
                "{\"currency\": \"EGP\", \"type\": \"CUSTOM\", \"customUnitAmount\": {\"minimum\": 9, \"maximum\": 8}}"
                        + " | parameter_invalid | customUnitAmount",
                "{\"currency\": \"EGP\", \"type\": \"CUSTOM\", \"customUnitAmount\": {\"maximum\": 8, \"preset\": 9}}"
                        + " | parameter_invalid | customUnitAmount",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"startDate\": \"tomorrow\"}"
                        + " | parameter_invalid | startDate",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"startDate\": \"2026-05-01T00:00:00Z\","
                        + " \"expirationDate\": \"2026-05-01T00:00:00Z\"} | price_date_range_invalid | expirationDate",
                "{\"currency\": \"EGP\", \"unitAmount\": 1, \"unitPrice\": 1} | parameter_unknown | unitPrice",
            })
    void a_price_that_makes_no_sense_is_refused_by_name(String body, String code, String param) {
        var product = product("{\"name\": \"Bag\"}");

        error(shop.post("/prices?productId=" + id(product), body), 400, code, param);
        error(
                shop.post("/products", "{\"name\": \"Bag\", \"defaultPrice\": %s}".formatted(body)),
                400,
                code,
                "defaultPrice." + param);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | parameter_missing | name",
                "{\"name\": \"\"} | parameter_out_of_range | name",
                "{\"name\": \"x\", \"image\": \"http://a.example/i.png\"} | parameter_invalid | image",
                "{\"name\": \"x\", \"unitLabel\": \"123456789012345678901234567890123456789012345678901\"}"
                        + " | parameter_out_of_range | unitLabel",
                "{\"name\": \"x\", \"defaultPrice\": \"price_1\"} | parameter_invalid | defaultPrice",
                "{\"name\": \"x\", \"metadata\": {\"a\": {}}} | parameter_invalid | metadata.a",
                "{\"name\": \"x\", \"price\": 5} | parameter_unknown | price",
            })
    void a_product_that_makes_no_sense_is_refused_by_name(String body, String code, String param) {
        error(shop.post("/products", body), 400, code, param);
    }

    @Test
    void a_price_belongs_to_a_product_that_exists() {
        var price = "{\"currency\": \"EGP\", \"unitAmount\": 1}";

        error(shop.post("/prices", price), 400, "parameter_missing", "productId");
        error(shop.post("/prices?productId=" + NOBODYS_PRODUCT, price), 404, "resource_missing", "productId");
        error(shop.post("/prices?productId=nonsense", price), 404, "resource_missing", "productId");
    }

    @Test
    void a_price_changes_until_it_is_used_and_then_only_how_it_is_offered() {
        var price = price(product("{\"name\": \"Bag\"}"), "{\"currency\": \"EGP\", \"unitAmount\": 100}");
        var path = "/prices/" + id(price);

        var changed = patch(path, "{\"unitAmount\": 200, \"currency\": \"USD\", \"stock\": 5, \"name\": \"Full\"}")
                .expect(200);
        assertThat(changed.get("unitAmount").longValue()).isEqualTo(200);
        assertThat(changed.get("currency").stringValue()).isEqualTo("USD");
        assertThat(receiver.await("price.updated", id(price)).event().at("/data/object"))
                .isEqualTo(changed);

        use(price);

        error(patch(path, "{\"unitAmount\": 300}"), 409, "price_immutable_while_used", "");
        error(patch(path, "{\"currency\": \"EGP\"}"), 409, "price_immutable_while_used", "");
        var reshelved = patch(path, "{\"unitAmount\": 200, \"stock\": null, \"name\": null, \"active\": false}")
                .expect(200);
        assertThat(reshelved.get("stock").isNull()).isTrue();
        assertThat(reshelved.has("name")).isFalse();
        assertThat(reshelved.get("active").booleanValue()).isFalse();
    }

    @Test
    void a_patch_of_a_price_keeps_to_its_type() {
        var product = product("{\"name\": \"Bag\"}");
        var once = "/prices/" + id(price(product, "{\"currency\": \"EGP\", \"unitAmount\": 100}"));
        var custom = "/prices/" + id(price(product, "{\"currency\": \"EGP\", \"type\": \"CUSTOM\"}"));

        error(patch(once, "{\"type\": \"CUSTOM\"}"), 400, "parameter_invalid", "type");
        error(patch(once, "{\"recurring\": {\"interval\": \"DAY\"}}"), 400, "parameter_invalid", "recurring");
        error(patch(once, "{\"customUnitAmount\": {}}"), 400, "parameter_invalid", "customUnitAmount");
        error(patch(custom, "{\"unitAmount\": 1}"), 400, "parameter_invalid", "unitAmount");
        patch(once, "{\"type\": \"ONE_TIME\", \"startDate\": \"2026-05-02T00:00:00Z\"}")
                .expect(200);
        error(
                patch(once, "{\"expirationDate\": \"2026-05-01T00:00:00Z\"}"),
                400,
                "price_date_range_invalid",
                "expirationDate");
        var bounded = patch(custom, "{\"customUnitAmount\": {\"maximum\": 5}}").expect(200);
        assertThat(bounded.at("/customUnitAmount/maximum").longValue()).isEqualTo(5);
    }

    @Test
    void stock_cannot_be_set_below_what_payments_under_way_hold() {
        var price = price(product("{\"name\": \"Bag\"}"), "{\"currency\": \"EGP\", \"unitAmount\": 100, \"stock\": 5}");
        app.update("UPDATE test.prices SET used = true, reserved = 3 WHERE id = '" + id(price) + "'");

        error(patch("/prices/" + id(price), "{\"stock\": 2}"), 409, "price_stock_invalid", "");
        assertThat(patch("/prices/" + id(price), "{\"stock\": 3}")
                        .expect(200)
                        .get("stock")
                        .longValue())
                .isEqualTo(3);
    }

    @Test
    void deleting_a_price_clears_the_default_of_its_product() {
        var product = product("{\"name\": \"Bag\", \"defaultPrice\": {\"currency\": \"EGP\", \"unitAmount\": 100}}");
        var price = product.at("/prices/0");

        assertThat(delete("/prices/" + id(price)).status()).isEqualTo(204);

        error(shop.get("/prices/" + id(price)), 404, "resource_missing", "");
        var left = get("/products/" + id(product));
        assertThat(left.has("defaultPriceId")).isFalse();
        assertThat(left.get("prices")).isEmpty();
        assertThat(receiver.await("price.deleted", id(price)).event().at("/data/object"))
                .isEqualTo(price);
        assertThat(receiver.await("product.updated", id(product)).event().at("/data/object"))
                .isEqualTo(left);
    }

    @Test
    void deleting_a_product_deletes_its_prices() {
        var product = product("{\"name\": \"Bag\", \"defaultPrice\": {\"currency\": \"EGP\", \"unitAmount\": 100}}");
        var second = price(product, "{\"currency\": \"EGP\", \"unitAmount\": 200}");
        var last = get("/products/" + id(product));

        assertThat(delete("/products/" + id(product)).status()).isEqualTo(204);

        error(shop.get("/products/" + id(product)), 404, "resource_missing", "");
        error(shop.get("/prices/" + id(second)), 404, "resource_missing", "");
        error(delete("/products/" + id(product)), 404, "resource_missing", "");
        receiver.await("price.deleted", id(second));
        assertThat(receiver.await("product.deleted", id(product)).event().at("/data/object"))
                .isEqualTo(last);
    }

    @Test
    void what_was_used_is_archived_and_not_deleted() {
        var product = product("{\"name\": \"Bag\"}");
        var price = price(product, "{\"currency\": \"EGP\", \"unitAmount\": 100}");
        use(price);

        var ofPrice = error(delete("/prices/" + id(price)), 400, "resource_invalid_state", "");
        var ofProduct = error(delete("/products/" + id(product)), 400, "resource_invalid_state", "");

        assertThat(ofPrice.get("message").stringValue())
                .isEqualTo("Cannot delete a price that has been referenced by a line item. Archive it instead.");
        assertThat(ofProduct.get("message").stringValue())
                .isEqualTo("Cannot delete a product that has been used in a checkout session or payment link."
                        + " Archive it instead.");
        assertThat(get("/products/" + id(product)).get("prices")).hasSize(1);
    }

    @Test
    void products_are_listed_by_page_and_found_by_what_they_are() {
        var tag = "shelf-" + System.identityHashCode(this);
        var first =
                product("{\"name\": \"%s One\", \"metadata\": {\"tag\": \"%s\", \"n\": \"1\"}}".formatted(tag, tag));
        var second = product(
                "{\"name\": \"Two\", \"description\": \"%s\", \"metadata\": {\"tag\": \"%s\"}}".formatted(tag, tag));
        var third = product("{\"name\": \"Three\", \"unitLabel\": \"%s\", \"active\": false}".formatted(tag));

        var page = get("/products?limit=2&page=2&search=" + tag.toUpperCase(Locale.ROOT));
        assertThat(page.propertyNames()).containsExactly("data", "totalCount", "page", "limit", "totalPages");
        assertThat(page.get("totalCount").longValue()).isEqualTo(3);
        assertThat(page.get("page").longValue()).isEqualTo(2);
        assertThat(page.get("limit").longValue()).isEqualTo(2);
        assertThat(page.get("totalPages").longValue()).isEqualTo(2);
        assertThat(ids(page.get("data"))).containsExactly(id(first));
        assertThat(page.at("/data/0").has("merchantId")).isFalse();
        assertThat(found("search=" + tag)).containsExactly(id(third), id(second), id(first));
        assertThat(found("active=true&search=" + tag)).containsExactly(id(second), id(first));
        assertThat(found("active=false&search=" + tag)).containsExactly(id(third));
        assertThat(found("metadata=" + encoded("{\"tag\":\"%s\"}".formatted(tag))))
                .containsExactly(id(second), id(first));
        assertThat(found("metadata=" + encoded("{\"tag\":\"%s\",\"n\":\"1\"}".formatted(tag))))
                .containsExactly(id(first));
        assertThat(found("search=%25%25" + tag)).isEmpty();
        error(shop.get("/products?metadata=tier"), 400, "parameter_invalid", "metadata");
        error(shop.get("/products?active=yes"), 400, "parameter_invalid", "active");
        error(shop.get("/products?limit=101"), 400, "parameter_out_of_range", "limit");
    }

    @Test
    void stats_tell_how_often_each_price_was_sold() {
        var product = product("{\"name\": \"Bag\"}");
        var price = price(product, "{\"currency\": \"EGP\", \"unitAmount\": 100, \"stock\": 5}");
        app.update("UPDATE test.prices SET used = true, reserved = 1, sold = 7 WHERE id = '" + id(price) + "'");

        var stats = get("/products/" + id(product) + "/stats");

        assertThat(stats.toString())
                .isEqualTo("{\"productId\":\"%s\",\"soldCount\":7,\"prices\":[{\"priceId\":\"%s\",\"used\":true,"
                                .formatted(id(product), id(price))
                        + "\"soldCount\":7,\"reservedCount\":1,\"stock\":5}]}");
    }

    @Test
    void another_merchants_catalog_does_not_exist() {
        var product = product("{\"name\": \"Bag\"}");
        var price = price(product, "{\"currency\": \"EGP\", \"unitAmount\": 100}");
        var neighbor = app.neighbor();

        for (var path : List.of(
                "/products/" + id(product),
                "/products/" + NOBODYS_PRODUCT,
                "/prices/" + id(price),
                "/prices/" + NOBODYS_PRICE,
                "/products/" + id(product) + "/stats")) {
            error(neighbor.get(path), 404, "resource_missing", "");
        }
        error(
                neighbor.post("/prices?productId=" + id(product), "{\"currency\": \"EGP\", \"unitAmount\": 1}"),
                404,
                "resource_missing",
                "productId");
        assertThat(neighbor.send(neighbor.request("/products/" + id(product)).DELETE())
                        .status())
                .isEqualTo(404);
        assertThat(neighbor.get("/products").expect(200).get("totalCount").longValue())
                .isZero();
    }

    @Test
    void the_same_key_makes_one_product() {
        var request = shop.request("/products")
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", "catalog-" + System.nanoTime())
                .POST(BodyPublishers.ofString("{\"name\": \"Once\", \"unitLabel\": \"only-once\"}"));

        var first = shop.send(request);
        var again = shop.send(request);

        first.expect(201);
        assertThat(again.text()).isEqualTo(first.text());
        assertThat(found("search=only-once")).hasSize(1);
    }

    /// What offering it to a session does.
    private static void use(JsonNode price) {
        app.update("UPDATE test.prices SET used = true WHERE id = '" + id(price) + "'");
    }

    private static JsonNode product(String body) {
        return get("/products/" + id(shop.post("/products", body).expect(201)));
    }

    private static JsonNode price(JsonNode product, String body) {
        return shop.post("/prices?productId=" + id(product), body).expect(201);
    }

    private static Shop.Answer setDefault(JsonNode product, String price) {
        return patch("/products/" + id(product), "{\"defaultPrice\": \"%s\"}".formatted(price));
    }

    private static List<String> found(String query) {
        return ids(get("/products?" + query).get("data"));
    }

    private static JsonNode get(String path) {
        return shop.get(path).expect(200);
    }

    private static Shop.Answer patch(String path, String body) {
        return shop.send(shop.request(path)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString(body)));
    }

    private static Shop.Answer delete(String path) {
        return shop.send(shop.request(path).DELETE());
    }

    private static JsonNode error(Shop.Answer answer, int status, String code, String param) {
        var error = answer.expect(status).get("error");
        assertThat(error.get("code").stringValue()).as(answer.text()).isEqualTo(code);
        assertThat(error.path("param").asString("")).as(answer.text()).isEqualTo(param);
        return error;
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(CatalogFlowTest::id).toList();
    }

    private static String id(JsonNode json) {
        return json.get("id").stringValue();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
