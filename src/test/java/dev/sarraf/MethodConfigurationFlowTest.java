package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Shop;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// Payment method configurations, and the sessions and links that name them.
class MethodConfigurationFlowTest {
    private static final String PATH = "/payment-method-configurations";
    private static final String NOBODYS = "pmc_test_AAAAAAAAAAAAAAAAAAAAAAAA";

    private static TestApp app;
    private static Shop shop;

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
    void a_configuration_is_created_read_renamed_and_deleted() {
        var created = shop.post(PATH, "{\"name\": \"Cards only\"}").expect(201);

        assertThat(created.toString())
                .matches("\\{\"id\":\"pmc_test_[0-9A-Za-z]{24}\",\"object\":\"payment_method_configuration\","
                        + "\"name\":\"Cards only\",\"isDefault\":false,\"livemode\":false,"
                        + "\"paymentMethods\":\\{\"card\":\\{\"enabled\":true,\"displayName\":\"Card\"},"
                        + "\"fawry\":\\{\"enabled\":false,\"displayName\":\"Fawry\"},"
                        + "\"vodafone_cash\":\\{\"enabled\":false,\"displayName\":\"Vodafone Cash\"},"
                        + "\"valu\":\\{\"enabled\":false,\"displayName\":\"valU\"}},"
                        + "\"createdAt\":\"[^\"]+Z\",\"updatedAt\":\"[^\"]+Z\"}");
        assertThat(get(created)).isEqualTo(created);
        var renamed = shop.patch(PATH + "/" + id(created), """
                {"name": "Cards", "paymentMethods": {"card": {"enabled": true}}}
                """).expect(200);
        assertThat(renamed.get("name").stringValue()).isEqualTo("Cards");
        assertThat(get(created)).isEqualTo(renamed);
        assertThat(shop.delete(PATH + "/" + id(created)).status()).isEqualTo(204);
        refused(shop.get(PATH + "/" + id(created)), 404, "resource_missing", "");
    }

    @Test
    void each_merchant_has_one_default_however_many_look_at_once() throws Exception {
        var merchant = app.neighbor();
        var looks = new ArrayList<Callable<String>>();
        for (int i = 0; i < 8; i++) {
            looks.add(() -> id(theDefault(merchant)));
        }

        var seen = new HashSet<String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var look : threads.invokeAll(looks)) {
                seen.add(look.get());
            }
        }

        assertThat(seen).hasSize(1).doesNotContain(id(theDefault(shop)));
        var only = theDefault(merchant);
        assertThat(only.get("name").stringValue()).isEqualTo("Default");
        assertThat(only.get("isDefault").booleanValue()).isTrue();
    }

    @Test
    void the_default_is_neither_renamed_nor_deleted() {
        var only = theDefault(shop);
        var path = PATH + "/" + id(only);

        refused(shop.patch(path, "{\"name\": \"Mine\"}"), 409, "cannot_rename_default", "");
        refused(shop.delete(path), 409, "cannot_delete_default", "");
        assertThat(shop.patch(path, "{\"name\": \"Default\"}").expect(200).get("name"))
                .isEqualTo(only.get("name"));
    }

    @Test
    void at_least_one_method_stays_on() {
        var off = "{\"name\": \"None\", \"paymentMethods\": {\"card\": {\"enabled\": false}}}";
        refused(shop.post(PATH, off), 409, "must_have_enabled_method", "");
        refused(
                shop.patch(PATH + "/" + id(theDefault(shop)), "{\"paymentMethods\": {\"card\": {\"enabled\": false}}}"),
                409,
                "must_have_enabled_method",
                "");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {}                                                          | parameter_missing | name
            {"name": ""}                                                | parameter_out_of_range | name
            {"name": "x", "isDefault": true}                            | parameter_unknown | isDefault
            {"name": "x", "paymentMethods": []}                         | parameter_invalid | paymentMethods
            {"name": "x", "paymentMethods": {"card": {}}}               | parameter_missing | paymentMethods.card.enabled
            {"name": "x", "paymentMethods": {"barter": {"enabled": true}}} | parameter_unknown | paymentMethods.barter
            """)
    void what_a_configuration_cannot_be_is_refused_by_name(String body, String code, String param) {
        refused(shop.post(PATH, body), 400, code, param);
    }

    @Test
    void a_session_and_a_link_name_one_that_exists() {
        refused(
                shop.post("/checkout/sessions", session(NOBODYS)),
                404,
                "resource_missing",
                "paymentMethodConfigurationId");
        refused(
                shop.post("/checkout/sessions", session("nonsense")),
                404,
                "resource_missing",
                "paymentMethodConfigurationId");
        refused(shop.post("/payment-links", link(NOBODYS)), 404, "resource_missing", "paymentMethodConfigurationId");
        var neighbors = id(app.neighbor().post(PATH, "{\"name\": \"x\"}").expect(201));
        refused(
                shop.post("/checkout/sessions", session(neighbors)),
                404,
                "resource_missing",
                "paymentMethodConfigurationId");
        var open = shop.createSession();
        refused(
                shop.patch(
                        "/checkout/sessions/" + id(open),
                        "{\"paymentMethodConfigurationId\": \"%s\"}".formatted(NOBODYS)),
                404,
                "resource_missing",
                "paymentMethodConfigurationId");
    }

    @Test
    void one_that_an_open_session_names_is_in_use_until_the_session_ends() {
        var configuration = id(shop.post(PATH, "{\"name\": \"Session\"}").expect(201));
        var session = shop.createSession(session(configuration));

        assertThat(session.get("paymentMethodConfigurationId").stringValue()).isEqualTo(configuration);
        assertThat(session.at("/paymentMethodTypes/0/type").stringValue()).isEqualTo("card");
        refused(shop.delete(PATH + "/" + configuration), 409, "configuration_in_use", "");
        shop.post("/checkout/sessions/" + id(session) + "/expire", "{}").expect(200);
        assertThat(shop.delete(PATH + "/" + configuration).status()).isEqualTo(204);
        assertThat(shop.session(id(session)).get("paymentMethodConfigurationId").stringValue())
                .isEqualTo(configuration);
    }

    @Test
    void one_that_a_patched_session_names_is_in_use_too() {
        var configuration = id(shop.post(PATH, "{\"name\": \"Patched\"}").expect(201));
        var session = shop.createSession();

        var changed = shop.patch(
                        "/checkout/sessions/" + id(session),
                        "{\"paymentMethodConfigurationId\": \"%s\"}".formatted(configuration))
                .expect(200);

        assertThat(changed.get("paymentMethodConfigurationId").stringValue()).isEqualTo(configuration);
        refused(shop.delete(PATH + "/" + configuration), 409, "configuration_in_use", "");
    }

    @Test
    void one_that_a_link_names_is_in_use_until_the_link_names_another() {
        var configuration = id(shop.post(PATH, "{\"name\": \"Link\"}").expect(201));
        var link = shop.post("/payment-links", link(configuration)).expect(201);

        refused(shop.delete(PATH + "/" + configuration), 409, "configuration_in_use", "");
        var reset = shop.patch("/payment-links/" + id(link), "{\"paymentMethodConfigurationId\": null}")
                .expect(200);

        assertThat(reset.get("paymentMethodConfigurationId").isNull()).isTrue();
        assertThat(shop.delete(PATH + "/" + configuration).status()).isEqualTo(204);
    }

    /// As a row looks that a later version has written.
    @Test
    void a_session_that_nobody_could_pay_is_refused() {
        var configuration = id(shop.post(PATH, "{\"name\": \"Later\"}").expect(201));
        app.update("UPDATE test.payment_method_configurations SET enabled = '{pigeon}' WHERE id = '%s'"
                .formatted(configuration));

        refused(
                shop.post("/checkout/sessions", session(configuration)),
                400,
                "must_have_enabled_method",
                "paymentMethodConfigurationId");
        assertThat(shop.get(PATH + "/" + configuration)
                        .expect(200)
                        .at("/paymentMethods/card/enabled")
                        .booleanValue())
                .isFalse();
    }

    private static JsonNode theDefault(Shop merchant) {
        var configurations = merchant.get(PATH)
                .expect(200)
                .get("data")
                .valueStream()
                .filter(configuration -> configuration.get("isDefault").booleanValue())
                .toList();
        assertThat(configurations).hasSize(1);
        return configurations.getFirst();
    }

    private static String session(String configuration) {
        return Shop.order()
                .strip()
                .replaceFirst("}$", ", \"paymentMethodConfigurationId\": \"" + configuration + "\"}");
    }

    private static String link(String configuration) {
        var product = shop.post("/products", """
                {"name": "Lamp", "defaultPrice": {"currency": "EGP", "unitAmount": 100}}
                """).expect(201);
        return """
                {"afterCompletion": {"type": "hosted_confirmation"}, "paymentMethodConfigurationId": "%s",
                 "lineItems": [{"priceId": "%s", "quantity": 1}]}
                """.formatted(configuration, product.at("/prices/0/id").stringValue());
    }

    private static JsonNode get(JsonNode configuration) {
        return shop.get(PATH + "/" + id(configuration)).expect(200);
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
