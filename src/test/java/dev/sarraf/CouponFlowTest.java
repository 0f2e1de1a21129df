package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Coupons and promotion codes, as the merchant's server sees them.
class CouponFlowTest {
    private static final String NOBODYS_COUPON = "coup_test_AAAAAAAAAAAAAAAAAAAAAAAA";
    private static final String NOBODYS_CODE = "promo_test_AAAAAAAAAAAAAAAAAAAAAAAA";

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
    void a_percentage_is_answered_with_every_field() {
        var product = id(shop.post("/products", "{\"name\": \"Bag\"}").expect(201));

        var coupon = coupon("""
                {"percentOff": 12.5, "currency": "EGP", "maxDiscountAmount": 10000, "minValue": 500, "name": "Spring",
                 "duration": "repeating", "durationInMonths": 3, "maxRedemptions": 10, "customerMaxRedemptions": 1,
                 "redeemBy": "2126-05-01T00:00:00Z", "appliesToProductIds": ["%s"], "metadata": {"a": "1"}}
                """.formatted(product));

        assertThat(coupon.toString())
                .matches("\\{\"id\":\"coup_test_[0-9A-Za-z]{24}\",\"object\":\"coupon\",\"createdAt\":\"[^\"]+\","
                        + "\"discountType\":\"percentage\",\"duration\":\"repeating\",\"timesRedeemed\":0,"
                        + "\"valid\":true,\"active\":true,\"merchantId\":\"mer_[^\"]+\",\"livemode\":false,"
                        + "\"percentOff\":12.5,\"maxDiscountAmount\":10000,\"currency\":\"EGP\","
                        + "\"durationInMonths\":3,\"name\":\"Spring\",\"minValue\":500,\"maxRedemptions\":10,"
                        + "\"customerMaxRedemptions\":1,\"redeemBy\":\"2126-05-01T00:00:00.000Z\","
                        + "\"appliesToProductIds\":\\[\"" + product + "\"],\"metadata\":\\{\"a\":\"1\"}}");
        assertThat(get("/coupons/" + id(coupon))).isEqualTo(coupon);
        assertThat(receiver.await("coupon.created", id(coupon)).event().at("/data/object"))
                .isEqualTo(coupon);
    }

    @ParameterizedTest
    @CsvSource({"0.01, 0.01", "100, 100", "100.00, 100", "1e1, 10", "33.33, 33.33", "99.9, 99.9"})
    void a_percentage_keeps_two_decimals(String sent, String shown) {
        var coupon = shop.post("/coupons", "{\"percentOff\": %s}".formatted(sent));

        coupon.expect(201);
        assertThat(coupon.text()).contains("\"percentOff\":" + shown + ",");
    }

    @Test
    void an_amount_has_a_currency() {
        var coupon = coupon("{\"discountType\": \"fixed_amount\", \"amountOff\": 1500, \"currency\": \"kwd\"}");

        assertThat(coupon.get("discountType").stringValue()).isEqualTo("fixed_amount");
        assertThat(coupon.get("amountOff").longValue()).isEqualTo(1500);
        assertThat(coupon.get("currency").stringValue()).isEqualTo("KWD");
        assertThat(coupon.get("duration").stringValue()).isEqualTo("once");
        assertThat(coupon.has("percentOff")).isFalse();
        assertThat(coupon.get("appliesToProductIds")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{} | parameter_missing | percentOff",
                "{\"percentOff\": 0} | parameter_out_of_range | percentOff",
                "{\"percentOff\": 0.009} | parameter_out_of_range | percentOff",
                "{\"percentOff\": 100.01} | parameter_out_of_range | percentOff",
                "{\"percentOff\": 12.345} | parameter_invalid | percentOff",
                "{\"percentOff\": \"10\"} | parameter_invalid | percentOff",
                "{\"percentOff\": 1e999999999} | parameter_out_of_range | percentOff",
                "{\"percentOff\": 10, \"amountOff\": 5} | parameters_exclusive | amountOff",
                "{\"discountType\": \"fixed_amount\"} | parameter_missing | amountOff",
                "{\"discountType\": \"percentage\"} | parameter_missing | percentOff",
                "{\"amountOff\": 5} | parameter_missing | currency",
                "{\"amountOff\": 0, \"currency\": \"EGP\"} | parameter_out_of_range | amountOff",
                "{\"amountOff\": 5, \"currency\": \"XXX\"} | unsupported_currency | currency",
                "{\"amountOff\": 5, \"currency\": \"EGP\", \"maxDiscountAmount\": 5}"
                        + " | parameters_exclusive | maxDiscountAmount",
                "{\"percentOff\": 5, \"maxDiscountAmount\": 5} | parameter_requires_another | maxDiscountAmount",
                "{\"percentOff\": 5, \"minValue\": 5} | parameter_requires_another | minValue",
                "{\"percentOff\": 5, \"discountType\": \"fixed_amount\"} | parameter_invalid | discountType",
                "{\"percentOff\": 5, \"duration\": \"weekly\"} | parameter_invalid | duration",
                "{\"percentOff\": 5, \"duration\": \"repeating\"} | parameter_missing | durationInMonths",
                "{\"percentOff\": 5, \"durationInMonths\": 5} | parameter_invalid | durationInMonths",
                "{\"percentOff\": 5, \"maxRedemptions\": 0} | parameter_out_of_range | maxRedemptions",
                "{\"percentOff\": 5, \"redeemBy\": \"2026-05-01\"} | parameter_invalid | redeemBy",
                "{\"percentOff\": 5, \"off\": 5} | parameter_unknown | off",
            })
    void a_coupon_that_makes_no_sense_is_refused_by_name(String body, String code, String param) {
        error(shop.post("/coupons", body), 400, code, param);
    }

    @Test
    void a_number_that_no_machine_holds_is_no_percentage() {
        assertThat(shop.post("/coupons", "{\"percentOff\": 1e99999999999}").status())
                .isEqualTo(400);
    }

    @Test
    void a_coupon_applies_to_products_that_exist() {
        var product = id(shop.post("/products", "{\"name\": \"Bag\"}").expect(201));

        error(
                shop.post(
                        "/coupons",
                        "{\"percentOff\": 5, \"appliesToProductIds\": [\"%s\", \"%s\"]}"
                                .formatted(product, "prod_test_AAAAAAAAAAAAAAAAAAAAAAAA")),
                404,
                "resource_missing",
                "appliesToProductIds[1]");
        error(
                shop.post("/coupons", "{\"percentOff\": 5, \"appliesToProductIds\": [\"x\"]}"),
                404,
                "resource_missing",
                "appliesToProductIds[0]");
    }

    @Test
    void what_a_coupon_gives_away_never_changes() {
        var coupon = coupon("{\"percentOff\": 5, \"name\": \"a\", \"metadata\": {\"a\": \"1\"}}");
        var path = "/coupons/" + id(coupon);

        error(patch(path, "{\"percentOff\": 50}"), 400, "parameter_invalid", "percentOff");
        error(patch(path, "{\"minValue\": 5}"), 400, "parameter_invalid", "minValue");
        error(patch(path, "{\"appliesToProductIds\": []}"), 400, "parameter_invalid", "appliesToProductIds");
        var changed = patch(path, """
                {"name": null, "active": false, "maxRedemptions": 7, "redeemBy": "2126-01-01T00:00:00Z",
                 "metadata": {"b": "2"}}
                """).expect(200);

        assertThat(changed).isEqualTo(get(path));
        assertThat(changed.has("name")).isFalse();
        assertThat(changed.get("active").booleanValue()).isFalse();
        assertThat(changed.get("valid").booleanValue()).isFalse();
        assertThat(changed.get("maxRedemptions").longValue()).isEqualTo(7);
        assertThat(changed.get("metadata").toString()).isEqualTo("{\"a\":\"1\",\"b\":\"2\"}");
        assertThat(receiver.await("coupon.updated", id(coupon)).event().at("/data/object"))
                .isEqualTo(changed);
        var unlimited =
                patch(path, "{\"maxRedemptions\": null, \"redeemBy\": null}").expect(200);
        assertThat(unlimited.has("maxRedemptions")).isFalse();
        assertThat(unlimited.has("redeemBy")).isFalse();
    }

    @Test
    void a_coupon_that_has_expired_or_is_used_up_is_not_valid() {
        var dated = coupon("{\"percentOff\": 5, \"redeemBy\": \"2001-01-01T00:00:00Z\"}");
        var limited = coupon("{\"percentOff\": 5, \"maxRedemptions\": 2}");
        app.update("UPDATE test.coupons SET redeemed = 2 WHERE id = '" + id(limited) + "'");

        assertThat(dated.get("valid").booleanValue()).isFalse();
        assertThat(get("/coupons/" + id(limited)).get("valid").booleanValue()).isFalse();
        error(
                patch("/coupons/" + id(limited), "{\"maxRedemptions\": 1}"),
                400,
                "parameter_out_of_range",
                "maxRedemptions");
        assertThat(patch("/coupons/" + id(limited), "{\"maxRedemptions\": 3}")
                        .expect(200)
                        .get("valid")
                        .booleanValue())
                .isTrue();
    }

    @Test
    void a_coupon_in_use_cannot_be_deleted() {
        var unused = coupon("{\"percentOff\": 5}");
        var redeemed = coupon("{\"percentOff\": 5}");
        app.update("UPDATE test.coupons SET redeemed = 1 WHERE id = '" + id(redeemed) + "'");
        var coded = coupon("{\"percentOff\": 5}");
        var code = code(coded, "");

        assertThat(delete("/coupons/" + id(unused)).status()).isEqualTo(204);
        error(delete("/coupons/" + id(unused)), 404, "resource_missing", "");
        assertThat(receiver.await("coupon.deleted", id(unused)).event().at("/data/object"))
                .isEqualTo(unused);
        error(delete("/coupons/" + id(redeemed)), 409, "coupon_in_use", "");
        error(delete("/coupons/" + id(coded)), 409, "coupon_in_use", "");
        assertThat(delete("/promotion-codes/" + id(code)).status()).isEqualTo(204);
        assertThat(delete("/coupons/" + id(coded)).status()).isEqualTo(204);
    }

    @Test
    void a_promotion_code_is_answered_with_its_coupon() {
        var coupon = coupon("{\"percentOff\": 5}");
        var customer = customer();

        var code = code(coupon, """
                , "code": "Spring-26", "customerId": "%s", "maxRedemptions": 5,
                "expiresAt": "2126-01-01T00:00:00Z", "metadata": {"a": "1"},
                "restrictions": {"firstTimeTransaction": true, "minimumAmount": "5000", "minimumAmountCurrency": "egp"}
                """.formatted(customer));

        assertThat(code.toString())
                .matches("\\{\"id\":\"promo_test_[0-9A-Za-z]{24}\",\"object\":\"promotion_code\","
                        + "\"createdAt\":\"[^\"]+\",\"code\":\"Spring-26\",\"active\":true,\"coupon\":\\{.*},"
                        + "\"timesRedeemed\":0,\"merchantId\":\"mer_[^\"]+\",\"livemode\":false,"
                        + "\"customerId\":\"" + customer + "\",\"maxRedemptions\":5,"
                        + "\"expiresAt\":\"2126-01-01T00:00:00.000Z\",\"restrictions\":"
                        + "\\{\"firstTimeTransaction\":true,\"minimumAmount\":\"5000\",\"minimumAmountCurrency\":\"EGP\"},"
                        + "\"metadata\":\\{\"a\":\"1\"}}");
        assertThat(code.get("coupon")).isEqualTo(coupon);
        assertThat(get("/promotion-codes/" + id(code))).isEqualTo(code);
        assertThat(receiver.await("promotion_code.created", id(code)).event().at("/data/object"))
                .isEqualTo(code);
        assertThat(ids(get("/promotion-codes?code=SPRING-26").get("data"))).containsExactly(id(code));
    }

    @Test
    void a_code_is_for_a_customer_who_exists_and_stays() {
        var coupon = coupon("{\"percentOff\": 5}");
        var customer = customer();

        error(
                post(coupon, ", \"customerId\": \"cus_test_AAAAAAAAAAAAAAAAAAAAAAAA\""),
                404,
                "resource_missing",
                "customerId");
        var code = code(coupon, ", \"customerId\": \"" + customer + "\"");

        error(delete("/customers/" + customer), 409, "resource_invalid_state", "");
        assertThat(delete("/promotion-codes/" + id(code)).status()).isEqualTo(204);
        assertThat(delete("/customers/" + customer).status()).isEqualTo(204);
    }

    @Test
    void a_code_that_is_not_given_is_made() {
        var coupon = coupon("{\"percentOff\": 5}");

        var one = code(coupon, "");
        var other = code(coupon, "");

        assertThat(one.get("code").stringValue())
                .matches("[A-Z0-9]{10}")
                .isNotEqualTo(other.get("code").stringValue());
        assertThat(ids(get("/promotion-codes?coupon=" + id(coupon)).get("data")))
                .containsExactly(id(other), id(one));
    }

    @Test
    void a_code_is_unique_in_either_case_until_it_is_deleted() {
        var coupon = coupon("{\"percentOff\": 5}");
        var code = code(coupon, ", \"code\": \"WELCOME\"");

        error(post(coupon, ", \"code\": \"welcome\""), 409, "promotion_code_exists", "");
        assertThat(app.neighbor().post("/coupons", "{\"percentOff\": 5}").status())
                .isEqualTo(201);
        delete("/promotion-codes/" + id(code));
        post(coupon, ", \"code\": \"Welcome\"").expect(201);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                ", \"code\": \"ab\" | parameter_invalid | code",
                ", \"code\": \"a b c\" | parameter_invalid | code",
                ", \"code\": \"promo_test_AAAAAAAAAAAAAAAAAAAAAAAA\" | parameter_invalid | code",
                ", \"maxRedemptions\": 0 | parameter_out_of_range | maxRedemptions",
                ", \"restrictions\": {\"minimumAmount\": 5}"
                        + " | parameter_requires_another | restrictions.minimumAmount",
                ", \"restrictions\": {\"minimumAmountCurrency\": \"EGP\"}"
                        + " | parameter_requires_another | restrictions.minimumAmountCurrency",
                ", \"restrictions\": {\"minimumAmount\": \"5.5\", \"minimumAmountCurrency\": \"EGP\"}"
                        + " | parameter_invalid | restrictions.minimumAmount",
                ", \"restrictions\": {\"first\": true} | parameter_unknown | restrictions.first",
            })
    void a_promotion_code_that_makes_no_sense_is_refused_by_name(String fields, String code, String param) {
        error(post(coupon("{\"percentOff\": 5}"), fields), 400, code, param);
    }

    @Test
    void a_promotion_code_needs_a_coupon_that_exists() {
        error(shop.post("/promotion-codes", "{}"), 400, "parameter_missing", "coupon");
        error(
                shop.post("/promotion-codes", "{\"coupon\": \"%s\"}".formatted(NOBODYS_COUPON)),
                404,
                "resource_missing",
                "coupon");
        error(shop.post("/promotion-codes", "{\"coupon\": \"x\"}"), 404, "resource_missing", "coupon");
    }

    @Test
    void whom_a_promotion_code_is_for_never_changes() {
        var code = code(coupon("{\"percentOff\": 5}"), "");
        var path = "/promotion-codes/" + id(code);
        app.update("UPDATE test.promotion_codes SET redeemed = 2 WHERE id = '" + id(code) + "'");

        error(patch(path, "{\"code\": \"other\"}"), 400, "parameter_invalid", "code");
        error(patch(path, "{\"restrictions\": {}}"), 400, "parameter_invalid", "restrictions");
        error(patch(path, "{\"maxRedemptions\": 1}"), 400, "parameter_out_of_range", "maxRedemptions");
        var changed = patch(path, """
                {"active": false, "expiresAt": "2126-01-01T00:00:00Z", "maxRedemptions": 2, "metadata": {"a": "1"}}
                """).expect(200);

        assertThat(changed).isEqualTo(get(path));
        assertThat(changed.get("active").booleanValue()).isFalse();
        assertThat(changed.get("maxRedemptions").longValue()).isEqualTo(2);
        assertThat(changed.get("timesRedeemed").longValue()).isEqualTo(2);
        assertThat(receiver.await("promotion_code.updated", id(code)).event().at("/data/object"))
                .isEqualTo(changed);
        error(delete(path), 409, "resource_invalid_state", "");
    }

    @Test
    void coupons_expire_by_the_merchants_clock() {
        var end = app.query("SELECT to_char(now() + interval '1 day', 'YYYY-MM-DD\"T\"HH24:MI:SS\"Z\"')")
                .getFirst();
        var coupon = coupon("{\"percentOff\": 5, \"redeemBy\": \"%s\"}".formatted(end));
        assertThat(coupon.get("valid").booleanValue()).isTrue();

        shop.advanceClock(Duration.ofDays(2));

        assertThat(get("/coupons/" + id(coupon)).get("valid").booleanValue()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"/coupons", "/promotion-codes"})
    void lists_begin_with_the_newest_and_know_switched_off_ones(String path) {
        var older = made(path);
        var newer = made(path);
        patch(path + "/" + id(newer), "{\"active\": false}").expect(200);

        assertThat(ids(get(path + "?limit=2").get("data"))).containsExactly(id(newer), id(older));
        assertThat(ids(get(path + "?limit=1&active=true").get("data"))).containsExactly(id(older));
        assertThat(ids(get(path + "?limit=1&active=false").get("data"))).containsExactly(id(newer));
        assertThat(get(path).get("totalCount").longValue()).isGreaterThanOrEqualTo(2);
    }

    @Test
    void another_merchants_coupons_do_not_exist() {
        var coupon = coupon("{\"percentOff\": 5}");
        var code = code(coupon, "");
        var neighbor = app.neighbor();

        for (var path : List.of(
                "/coupons/" + id(coupon),
                "/coupons/" + NOBODYS_COUPON,
                "/coupons/nonsense",
                "/promotion-codes/" + id(code),
                "/promotion-codes/" + NOBODYS_CODE)) {
            error(neighbor.get(path), 404, "resource_missing", "");
        }
        error(
                neighbor.post("/promotion-codes", "{\"coupon\": \"%s\"}".formatted(id(coupon))),
                404,
                "resource_missing",
                "coupon");
    }

    private static JsonNode made(String path) {
        var coupon = coupon("{\"percentOff\": 5}");
        return path.equals("/coupons") ? coupon : code(coupon, "");
    }

    private static JsonNode coupon(String body) {
        return shop.post("/coupons", body).expect(201);
    }

    /// A registered customer's id.
    private static String customer() {
        return id(shop.post("/customers", "{\"phone\": \"+201001234567\"}").expect(201));
    }

    private static JsonNode code(JsonNode coupon, String fields) {
        return post(coupon, fields).expect(201);
    }

    /// `fields` begins with a comma, unless it is empty.
    private static Shop.Answer post(JsonNode coupon, String fields) {
        return shop.post("/promotion-codes", "{\"coupon\": \"%s\"%s}".formatted(id(coupon), fields));
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

    private static void error(Shop.Answer answer, int status, String code, String param) {
        var error = answer.expect(status).get("error");
        assertThat(error.get("code").stringValue()).as(answer.text()).isEqualTo(code);
        assertThat(error.path("param").asString("")).as(answer.text()).isEqualTo(param);
    }

    private static List<String> ids(JsonNode list) {
        return list.valueStream().map(CouponFlowTest::id).toList();
    }

    private static String id(JsonNode json) {
        return json.get("id").stringValue();
    }
}
