package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// Whatever a caller does wrong is named in the envelope, and leaves nothing behind.
class BadInputTest {
    private static final String CREATE = "/checkout/sessions";

    private static TestApp app;
    private static Shop shop;

    private long sessionsBefore;

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @BeforeEach
    void countSessions() {
        sessionsBefore = app.count("test.checkout_sessions");
    }

    @AfterEach
    void nothing_is_written() {
        assertThat(app.count("test.checkout_sessions")).isEqualTo(sessionsBefore);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/refunds?chargeId=%00",
                "/charges?paymentIntentId=ch%00",
                "/payment-intents?checkoutSessionId=%00",
                "/balance-transactions?source=%00",
            })
    void a_query_with_a_character_that_no_text_has_is_refused(String path) {
        assertEnvelope(shop.get(path), 400, "invalid_request_error", "parameter_invalid");
    }

    @ParameterizedTest(name = "{0} {1}")
    @MethodSource("bodies")
    void a_wrong_session_is_refused_by_name(String code, String param, String body) {
        var answer = shop.post(CREATE, body);

        int status = code.equals("resource_missing") ? 404 : 400;
        assertEnvelope(answer, status, "invalid_request_error", code);
        assertThat(answer.json().at("/error/param").stringValue("")).isEqualTo(param);
    }

    static Stream<Arguments> bodies() {
        return Stream.of(
                body("parameter_missing", "afterCompletion", "{}"),
                body("parameter_invalid", "afterCompletion", "{'afterCompletion': 'redirect'}"),
                body("parameter_missing", "afterCompletion.redirect", "{'afterCompletion': {'type': 'redirect'}}"),
                body("parameter_missing", "afterCompletion.redirect.url", after("{'redirect': {}}")),
                body("parameter_invalid", "afterCompletion.type", after("{'type': 'fly'}")),
                body(
                        "parameter_unknown",
                        "afterCompletion.redirect.urls",
                        after("{'redirect': {'url': 'https://a.example', 'urls': 1}}")),
                body(
                        "parameters_exclusive",
                        "afterCompletion.hostedConfirmation",
                        after("{'redirect': {'url': 'https://a.example'}, 'hostedConfirmation': {}}")),
                body(
                        "parameter_out_of_range",
                        "afterCompletion.hostedConfirmation.customMessage",
                        after("{'type': 'hosted_confirmation', 'hostedConfirmation': {'customMessage': '"
                                + "x".repeat(501) + "'}}")),
                body("parameter_unknown", "lineitems", with("'lineitems': []")),
                body("parameter_invalid", "lineItems", with("'lineItems': {}")),
                body("parameter_invalid", "lineItems[0]", with("'lineItems': [1]")),
                body("line_item_missing_price", "lineItems[0].priceData", with("'lineItems': [{'quantity': 1}]")),
                body(
                        "parameters_exclusive",
                        "lineItems[0].priceData",
                        with("'lineItems': [{'price': 'price_test_x', 'priceData': {}, 'quantity': 1}]")),
                body(
                        "resource_missing",
                        "lineItems[0].price",
                        with("'lineItems': [{'price': 'price_test_x', 'quantity': 1}]")),
                body("parameter_missing", "lineItems[0].quantity", line("'priceData': " + price("100"))),
                body(
                        "parameter_invalid",
                        "lineItems[0].quantity",
                        line("'quantity': '1', 'priceData': " + price("100"))),
                body(
                        "parameter_invalid",
                        "lineItems[0].quantity",
                        line("'quantity': 1.0, 'priceData': " + price("100"))),
                body(
                        "parameter_out_of_range",
                        "lineItems[0].quantity",
                        line("'quantity': -1, 'priceData': " + price("100"))),
                body(
                        "line_item_quantity_out_of_bounds",
                        "lineItems[0].quantity",
                        line("'quantity': 0, 'priceData': " + price("100"))),
                body("parameter_invalid", "lineItems[0].priceData.unitAmount", priced("1499.00")),
                body("parameter_invalid", "lineItems[0].priceData.unitAmount", priced("1e3")),
                body("parameter_invalid", "lineItems[0].priceData.unitAmount", priced("'149900'")),
                body("parameter_invalid", "lineItems[0].priceData.unitAmount", priced("true")),
                body("parameter_missing", "lineItems[0].priceData.unitAmount", priced("null")),
                body("parameter_out_of_range", "lineItems[0].priceData.unitAmount", priced("-1")),
                body("parameter_out_of_range", "lineItems[0].priceData.unitAmount", priced("2147483648")),
                body("parameter_out_of_range", "lineItems[0].priceData.unitAmount", priced("99999999999999999999")),
                body(
                        "amount_invalid",
                        "lineItems",
                        line("'quantity': 2147483647, 'priceData': " + price("2147483647"))),
                body("amount_invalid", "lineItems", line("'quantity': 501, 'priceData': " + price("2000000000"))),
                body(
                        "currency_invalid",
                        "lineItems[1].priceData.currency",
                        with("'currency': 'EGP', 'lineItems': [" + item("EGP") + "," + item("USD") + "]")),
                body(
                        "unsupported_currency",
                        "lineItems[0].priceData.currency",
                        with("'lineItems': [" + item("XXX") + "]")),
                body("unsupported_currency", "currency", with("'currency': 'ZZZ'")),
                body(
                        "parameter_missing",
                        "lineItems[0].priceData.productData",
                        line("'quantity': 1, 'priceData': {'currency': 'EGP', 'unitAmount': 1}")),
                body(
                        "parameter_missing",
                        "lineItems[0].priceData.productData.name",
                        line("'quantity': 1, 'priceData': {'currency': 'EGP', 'unitAmount': 1, 'productData': {}}")),
                body("parameter_out_of_range", "lineItems[0].priceData.productData.name", named("")),
                body("parameter_out_of_range", "lineItems[0].priceData.productData.name", named("x".repeat(256))),
                body("parameter_invalid", "lineItems[0].priceData.productData.name", named("a\\u0000b")),
                body("parameter_invalid", "lineItems[0].priceData.productData.name", named("\\ud800")),
                body(
                        "parameter_invalid",
                        "lineItems[0].priceData.productData.image",
                        line(
                                "'quantity': 1, 'priceData': {'currency': 'EGP', 'unitAmount': 1, 'productData': {'name': 'x', 'image': 'http://a.example/x.png'}}")),
                body(
                        "price_recurring_not_supported",
                        "lineItems[0].priceData.recurring",
                        line(
                                "'quantity': 1, 'priceData': {'currency': 'EGP', 'unitAmount': 1, 'productData': {'name': 'x'}, 'recurring': {'interval': 'MONTH'}}")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("javascript:alert(1)")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("//evil.example")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https://user:pass@shop.example")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https:\\\\\\\\evil.example")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https://shop.example/a b")),
                body(
                        "parameter_invalid",
                        "afterCompletion.redirect.url",
                        redirect("https://{CHECKOUT_SESSION_ID}.example/")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https:///path")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("data:text/html,x")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https://shop.example:65536/")),
                body("parameter_invalid", "afterCompletion.redirect.url", redirect("https://متجر.example/")),
                body(
                        "parameter_invalid",
                        "afterCompletion.redirect.url",
                        redirect("https://shop.example/\\r\\nSet-Cookie: a=b")),
                body(
                        "parameter_out_of_range",
                        "afterCompletion.redirect.url",
                        redirect("https://shop.example/" + "x".repeat(2_048))),
                body("parameter_invalid", "cancelUrl", with("'cancelUrl': 'javascript:alert(1)'")),
                body("parameter_invalid", "mode", with("'mode': 'subscription'")),
                body("parameter_invalid", "uiMode", with("'uiMode': 'embedded'")),
                body("parameter_invalid", "uiMode", with("'uiMode': 'custom'")),
                body("parameter_invalid", "submitType", with("'submitType': 'STEAL'")),
                body("parameter_invalid", "locale", with("'locale': 'fr'")),
                body("parameter_out_of_range", "expiresAfterMinutes", with("'expiresAfterMinutes': 29")),
                body("parameter_invalid", "expiresAfterMinutes", with("'expiresAfterMinutes': 30.5")),
                body("parameter_invalid", "metadata", with("'metadata': 'x'")),
                body("parameter_invalid", "metadata.a", with("'metadata': {'a': {}}")),
                body("parameter_out_of_range", "metadata.a", with("'metadata': {'a': '" + "x".repeat(501) + "'}")),
                body("parameter_out_of_range", "metadata", with("'metadata': {'" + "k".repeat(41) + "': 'x'}")),
                body("parameter_invalid", "customerDetails.email", with("'customerDetails': {'email': 'nobody'}")),
                body(
                        "parameters_exclusive",
                        "customerDetails",
                        with("'customerId': 'cus_test_x', 'customerDetails': {}")),
                body("resource_missing", "customerId", with("'customerId': 'cus_test_x'")),
                body("parameter_requires_another", "customerUpdate", with("'customerUpdate': {'name': 'auto'}")),
                body("resource_missing", "discounts[0].coupon", with("'discounts': [{'coupon': 'coup_test_x'}]")),
                body(
                        "too_many_discounts",
                        "discounts",
                        with("'discounts': [{'coupon': 'coup_test_x'}, {'coupon': 'coup_test_y'}]")),
                body("parameter_missing", "discounts[0].promotionCode", with("'discounts': [{}]")),
                body("parameter_invalid", "allowPromotionCodes", with("'allowPromotionCodes': 'yes'")),
                body("parameter_invalid", "paymentMethodTypes[0]", with("'paymentMethodTypes': ['aman']")),
                body(
                        "parameters_exclusive",
                        "paymentMethodConfigurationId",
                        with("'paymentMethodTypes': ['card'], 'paymentMethodConfigurationId': 'pmc_test_x'")),
                body(
                        "parameters_exclusive",
                        "customerCreation",
                        with("'customerId': 'cus_test_x', 'customerCreation': 'always'")),
                body(
                        "parameter_missing",
                        "feeConfig.vatCollectionEnabled",
                        with("'feeConfig': {'feesPassThrough': true}")),
                body(
                        "parameter_out_of_range",
                        "feeConfig.vatCollectionRate",
                        with(
                                "'feeConfig': {'feesPassThrough': true, 'vatCollectionEnabled': true, 'vatCollectionRate': 10001}")),
                body("parameter_missing", "customFields[0].type", with("'customFields': [{'label': 'Size'}]")),
                body(
                        "parameter_missing",
                        "customFields[0].dropdownOptions",
                        with("'customFields': [{'label': 'Size', 'type': 'DROPDOWN'}]")),
                body(
                        "parameter_out_of_range",
                        "customFields[0].minCharacters",
                        with(
                                "'customFields': [{'label': 'Name', 'type': 'TEXT', 'limitType': 'BETWEEN', 'minCharacters': 5, 'maxCharacters': 4}]")),
                body(
                        "line_item_quantity_out_of_bounds",
                        "lineItems[0].quantity",
                        line("'quantity': 9, 'adjustableQuantity': {'enabled': true, 'maximum': 5}, 'priceData': "
                                + price("1"))),
                body("unsupported_currency", "currency", with("'currency': 'ABC'")));
    }

    @Test
    void more_than_a_hundred_lines_are_refused() {
        var body = with("'lineItems': [" + String.join(",", java.util.Collections.nCopies(101, item("EGP"))) + "]");

        assertEnvelope(shop.post(CREATE, json(body)), 400, "invalid_request_error", "parameter_out_of_range");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "not json",
                "[]",
                "\"text\"",
                "null",
                "{\"afterCompletion\":",
                "{\"a\": 1} {\"b\": 2}",
                "{\"a\": 1, \"a\": 2}",
                "{\"a\": NaN}",
                "{'a': 1}",
                "{\"a\": 1e999999999}",
                "{\"a\": 123456789012345678901234567890123}"
            })
    void a_body_that_is_no_json_object_is_refused(String body) {
        var answer = shop.post(CREATE, body);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/type").stringValue()).isEqualTo("invalid_request_error");
    }

    @Test
    void a_body_that_is_not_utf8_is_refused() {
        var body = "{\"metadata\": {\"a\": \"\u00e9\"}}".getBytes(StandardCharsets.ISO_8859_1);

        assertEnvelope(shop.post(CREATE, "application/json", body), 400, "invalid_request_error", "invalid_request");
    }

    @Test
    void a_body_without_anything_in_it_is_refused() {
        assertEnvelope(shop.post(CREATE, ""), 400, "invalid_request_error", "invalid_request");
    }

    @Test
    void a_body_that_is_nested_too_deep_is_refused() {
        var body = "{\"a\":".repeat(40) + "1" + "}".repeat(40);

        assertEnvelope(shop.post(CREATE, body), 400, "invalid_request_error", "invalid_request");
        assertEnvelope(shop.post(CREATE, "[".repeat(100_000)), 400, "invalid_request_error", "invalid_request");
    }

    @Test
    void a_body_that_exceeds_a_limit_is_refused_with_the_limit() {
        var text = "x".repeat(16 * 1024 + 1);

        assertMessage("{\"a\":".repeat(40) + "1" + "}".repeat(40), "The body is nested more than 32 levels deep.");
        assertMessage("{\"a\": \"" + text + "\"}", "The body has a string of more than 16384 characters.");
        assertMessage("{\"" + "k".repeat(300) + "\": 1}", "The body has a key of more than 256 characters.");
        assertMessage("{\"a\": " + "1".repeat(33) + "}", "The body has a number of more than 32 characters.");
    }

    private static void assertMessage(String body, String message) {
        var answer = shop.post(CREATE, body);

        assertEnvelope(answer, 400, "invalid_request_error", "invalid_request");
        assertThat(answer.json().at("/error/message").stringValue()).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource({"limit=-1", "limit=99999999999999999999", "limit=-99999999999999999999", "page=1000001"})
    void an_integer_of_a_query_that_is_past_its_bounds_is_refused_as_such(String query) {
        var answer = shop.get("/customers?" + query);

        assertEnvelope(answer, 400, "invalid_request_error", "parameter_out_of_range");
        assertThat(answer.json().at("/error/message").stringValue()).contains("between 1 and ");
    }

    @Test
    void a_body_that_is_too_large_is_refused() {
        var body = "{\"metadata\": \"" + "x".repeat(256 * 1024) + "\"}";

        assertEnvelope(shop.post(CREATE, body), 413, "invalid_request_error", "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({"text/plain", "application/x-www-form-urlencoded", "application/jsonp"})
    void a_body_of_another_type_is_refused(String type) {
        var answer = shop.post(CREATE, type, Shop.order().getBytes(StandardCharsets.UTF_8));

        assertEnvelope(answer, 415, "invalid_request_error", "invalid_request");
    }

    @Test
    void a_key_is_asked_for_and_has_to_be_right() {
        var none = shop.send(shop.bare(CREATE).POST(BodyPublishers.ofString(Shop.order())));
        assertEnvelope(none, 401, "authentication_error", "authentication_required");
        assertThat(none.header("WWW-Authenticate")).isEqualTo("Bearer");
        for (var wrong : new String[] {
            "sk_test_wrong", shop.secretKey() + "x", shop.secretKey().replace("sk_", "rk_"), "x".repeat(150)
        }) {
            var answer = shop.send(shop.bare(CREATE)
                    .header("Authorization", "Bearer " + wrong)
                    .POST(BodyPublishers.ofString(Shop.order())));
            assertEnvelope(answer, 401, "authentication_error", "invalid_api_key");
            assertThat(answer.text()).doesNotContain(wrong);
        }
        var basic = shop.send(shop.bare(CREATE)
                .header("Authorization", "Basic " + shop.secretKey())
                .POST(BodyPublishers.ofString(Shop.order())));
        assertEnvelope(basic, 401, "authentication_error", "authentication_required");
    }

    @Test
    void a_publishable_key_opens_no_server_route() {
        var answer = shop.send(shop.bare(CREATE)
                .header("Authorization", "Bearer " + app.environment().getProperty("XPAY_PUBLISHABLE_KEY"))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(Shop.order())));

        assertEnvelope(answer, 403, "invalid_request_error", "permission_denied");
    }

    @Test
    void unknown_routes_and_wrong_methods_are_told_apart() {
        assertEnvelope(shop.get("/v1/checkout/sessions"), 404, "invalid_request_error", "resource_missing");
        assertEnvelope(shop.get("/checkout/sessions/"), 404, "invalid_request_error", "resource_missing");
        var wrongMethod = shop.send(shop.request(CREATE).DELETE());
        assertEnvelope(wrongMethod, 405, "invalid_request_error", "invalid_request");
        assertThat(wrongMethod.header("Allow")).isEqualTo("POST");
        assertEnvelope(
                shop.send(shop.request(CREATE).method("TRACE", BodyPublishers.noBody())),
                405,
                "invalid_request_error",
                "invalid_request");
    }

    @ParameterizedTest
    @CsvSource({
        "cs_test_00000000000000000000000000000000",
        "cs_live_00000000000000000000000000000000",
        "cs_test_short",
        "x",
        "%00",
        "..%2f..%2fetc%2fpasswd",
        "sk_test_00000000000000000000000000000000"
    })
    void a_session_that_does_not_exist_is_missing(String id) {
        assertEnvelope(shop.get("/checkout/sessions/" + id), 404, "invalid_request_error", "resource_missing");
        assertEnvelope(
                shop.post("/checkout/sessions/" + id + "/expire", "{}"),
                404,
                "invalid_request_error",
                "resource_missing");
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '`',
            value = {
                "GET / HTTP/1.1\\r\\nHost: a\\r\\nHost: b\\r\\n\\r\\n",
                "GET / HTTP/9.9\\r\\nHost: a\\r\\n\\r\\n",
                "GET\\r\\n\\r\\n",
                "POST /checkout/sessions HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: x\\r\\n\\r\\n",
                "POST /checkout/sessions HTTP/1.1\\r\\nHost: a\\r\\nContent-Length: 5\\r\\nTransfer-Encoding: chunked\\r\\n\\r\\n0\\r\\n\\r\\n",
                "GET /%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n",
                "GET /?a=%zz HTTP/1.1\\r\\nHost: a\\r\\n\\r\\n"
            })
    void a_request_that_is_no_http_never_meets_a_fault(String raw) throws IOException {
        var answer = exchange(raw.replace("\\r\\n", "\r\n").getBytes(StandardCharsets.ISO_8859_1));

        assertThat(answer)
                .satisfiesAnyOf(
                        text -> assertThat(text).isEmpty(),
                        text -> assertThat(text).matches("(?s)HTTP/1.1 4\\d\\d .*"));
        assertThat(answer).doesNotContain("Exception", "at dev.sarraf", "at io.helidon");
    }

    @Test
    void headers_that_are_too_large_are_refused() throws IOException {
        var raw = "GET /healthz HTTP/1.1\r\nHost: a\r\nX: " + "x".repeat(20_000) + "\r\n\r\n";

        assertThat(exchange(raw.getBytes(StandardCharsets.ISO_8859_1))).matches("(?s)HTTP/1.1 4\\d\\d .*\"error\".*");
    }

    private static String exchange(byte[] request) throws IOException {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), app.url().getPort())) {
            socket.setSoTimeout(20_000);
            OutputStream out = socket.getOutputStream();
            out.write(request);
            out.flush();
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static void assertEnvelope(Shop.Answer answer, int status, String type, String code) {
        JsonNode body = answer.expect(status);
        assertThat(body.at("/error/type").stringValue()).isEqualTo(type);
        assertThat(body.at("/error/code").stringValue()).isEqualTo(code);
        assertThat(body.at("/error/message").stringValue()).isNotBlank();
        assertThat(body.at("/error/doc_url").stringValue()).endsWith("/docs/errors#" + code);
        assertThat(body.get("request_id").stringValue())
                .matches("req_[0-9A-Za-z]{24}")
                .isEqualTo(answer.header("Request-Id"));
        assertThat(answer.text()).doesNotContain("Exception", "dev.sarraf");
    }

    private static Arguments body(String code, String param, String body) {
        return Arguments.of(code, param, json(body));
    }

    private static String json(String singleQuoted) {
        return singleQuoted.replace('\'', '"');
    }

    private static String after(String afterCompletion) {
        return "{'afterCompletion': " + afterCompletion + "}";
    }

    private static String redirect(String url) {
        return after("{'type': 'redirect', 'redirect': {'url': '" + url + "'}}");
    }

    private static String with(String more) {
        return "{'afterCompletion': {'redirect': {'url': 'https://shop.example'}}, " + more + "}";
    }

    private static String line(String fields) {
        return with("'lineItems': [{" + fields + "}]");
    }

    private static String price(String unitAmount) {
        return "{'currency': 'EGP', 'unitAmount': " + unitAmount + ", 'productData': {'name': 'Scarf'}}";
    }

    private static String priced(String unitAmount) {
        return line("'quantity': 1, 'priceData': " + price(unitAmount));
    }

    private static String named(String name) {
        return line("'quantity': 1, 'priceData': {'currency': 'EGP', 'unitAmount': 1, 'productData': {'name': '" + name
                + "'}}");
    }

    private static String item(String currency) {
        return "{'quantity': 1, 'priceData': {'currency': '" + currency
                + "', 'unitAmount': 1, 'productData': {'name': 'x'}}}";
    }
}
