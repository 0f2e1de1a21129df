package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
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

/// What the page asks its customer for, from the form to the books, the webhook and the customer.
class CollectFlowTest {
    private static final String ALL = """
            "nameCollection": true, "phoneNumberCollection": true,
            "shippingAddressCollection": true, "billingAddressCollection": true,
            "customFields": [
              {"label": "Engraving", "type": "TEXT", "isOptional": true,
               "limitType": "AT_MOST", "maxCharacters": 12},
              {"label": "Guests", "type": "NUMBER"},
              {"label": "Color", "type": "DROPDOWN",
               "dropdownOptions": [{"label": "Sand"}, {"label": "Nile blue"}]},
              {"label": "Terms", "type": "CHECKBOX"}],""";

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
    void what_the_customer_answers_is_in_the_session_the_charge_the_customer_and_the_webhook() {
        var session = create(ALL);
        var phone = phone();

        var answer = pay(session, answers(phone));

        var led = customer.followed(answer.uri(), Shop.parse(answer.body()));
        assertThat(led.get("next").stringValue()).startsWith("https://shop.example");
        var paid = shop.get("/checkout/sessions/" + id(session));
        var json = paid.expect(200);
        assertThat(json.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(json.at("/customerDetails/name").stringValue()).isEqualTo("منى حسن");
        assertThat(json.at("/customerDetails/phone").stringValue()).isEqualTo("+2" + phone);
        assertThat(json.at("/customerDetails/billingDetails/address/line1").stringValue())
                .isEqualTo("5 Nile St");
        assertThat(json.at("/customerDetails/billingDetails/address/state").isNull())
                .isTrue();
        assertThat(json.at("/customerDetails/shipping/address/country").stringValue())
                .isEqualTo("SA");
        assertThat(json.at("/customFields/0").has("text")).isFalse();
        assertThat(json.at("/customFields/1/numeric/value").stringValue()).isEqualTo("12");
        assertThat(json.at("/customFields/2/dropdown/value").stringValue()).isEqualTo("Nile blue");
        assertThat(json.at("/customFields/3/checkbox/value").stringValue()).isEqualTo("true");
        var billing = json.at("/paymentIntent/charges/0/billingDetails").isMissingNode()
                ? json.at("/paymentIntent/latestCharge/billingDetails")
                : json.at("/paymentIntent/charges/0/billingDetails");
        assertThat(billing.at("/name").stringValue()).isEqualTo("منى حسن");
        assertThat(billing.at("/address/city").stringValue()).isEqualTo("Cairo");
        var bought =
                shop.get("/customers/" + json.get("customerId").stringValue()).expect(200);
        assertThat(bought.get("name").stringValue()).isEqualTo("منى حسن");
        assertThat(bought.get("phone").stringValue()).isEqualTo("+2" + phone);
        assertThat(bought.at("/address/line1").stringValue()).isEqualTo("5 Nile St");
        var delivery = inbox.await("checkout.session.completed", id(session));
        assertThat(delivery.body()).contains("\"data\":{\"object\":" + paid.text() + "}");
    }

    @Test
    void what_is_wrong_is_said_field_by_field_and_nothing_is_kept_of_it() {
        var session = create(ALL);
        var answers = answers("12");
        answers.put("full_name", "");
        answers.put("custom_engraving", "thirteen char");
        answers.put("custom_guests", "many");
        answers.put("custom_color", "Red");
        answers.remove("custom_terms");
        answers.put("billing_country", "XX");

        var refused = pay(session, answers);

        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body())
                .contains("\"full_name\":\"Enter your name.\"")
                .contains("\"phone\":\"Check the phone number.")
                .contains("\"custom_engraving\":\"Enter at most 12 characters.\"")
                .contains("\"custom_guests\":\"Enter a number, in digits.\"")
                .contains("\"custom_color\":\"Choose one of the options.\"")
                .contains("\"custom_terms\":\"Tick this box to go on.\"")
                .contains("\"billing_country\":\"Choose the country.\"")
                .doesNotContain("shipping_");
        assertThat(shop.session(id(session))).isEqualTo(session);
    }

    @Test
    void what_is_known_is_filled_in_and_what_was_typed_survives_a_fault() {
        var known = create("""
                "customerDetails": {"name": "Omar", "phone": "+201001234567", "shipping": {"address":
                  {"line1": "1 Corniche", "city": "Luxor", "country": "EG"}}},
                "nameCollection": true, "phoneNumberCollection": true, "shippingAddressCollection": true,""");
        var page = html(known, "");
        assertThat(page)
                .contains("value=\"Omar\"", "value=\"+201001234567\"", "value=\"1 Corniche\"", "value=\"Luxor\"")
                .contains("<option value=\"EG\" selected>Egypt</option>");

        var form = new LinkedHashMap<>(Map.of("full_name", "Nadia <b>", "phone", "1"));
        form.put("form_token", customer.open(known).formToken());
        var again = post(known, "/pay", form).body();

        assertThat(again)
                .contains("value=\"Nadia &lt;b>\"", "value=\"1\"", "Check the phone number.")
                .doesNotContain("value=\"Omar\"");
    }

    @Test
    void a_registered_customer_is_known_and_changes_only_as_the_session_lets_them() {
        var email = "mona" + ThreadLocalRandom.current().nextLong(1L << 40) + "@example.com";
        var id = shop.post("/customers", """
                {"name": "Mona", "email": "%s", "address": {"line1": "2 Old St", "city": "Giza", "country": "EG"}}
                """.formatted(email))
                .expect(201)
                .get("id")
                .stringValue();
        var session = create("""
                "customerId": "%s", "customerUpdate": {"name": "auto"},
                "nameCollection": true, "billingAddressCollection": true,""".formatted(id));
        assertThat(html(session, "")).contains("value=\"Mona\"", "value=\"2 Old St\"", "value=\"Giza\"");

        pay(
                session,
                Map.of(
                        "full_name",
                        "Mona H.",
                        "billing_line1",
                        "9 New St",
                        "billing_city",
                        "Giza",
                        "billing_country",
                        "EG"));

        var paid = shop.session(id(session));
        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(paid.at("/customerDetails/billingDetails/address/line1").stringValue())
                .isEqualTo("9 New St");
        var after = shop.get("/customers/" + id).expect(200);
        assertThat(after.get("name").stringValue()).isEqualTo("Mona H.");
        assertThat(after.at("/address/line1").stringValue()).isEqualTo("2 Old St");
    }

    @Test
    void an_order_that_costs_nothing_asks_too() {
        var session = shop.createSession(Shop.order(0).replaceFirst("\\{", "{\"phoneNumberCollection\": true, "));

        var refused = send(session, "/complete", Map.of());
        assertThat(refused.statusCode()).isEqualTo(422);
        assertThat(refused.body()).contains("\"phone\":\"Enter your phone number.\"");
        assertThat(shop.session(id(session)).get("status").stringValue()).isEqualTo("open");
        var phone = phone();
        send(session, "/complete", Map.of("phone", phone));

        var complete = shop.session(id(session));
        assertThat(complete.get("status").stringValue()).isEqualTo("complete");
        assertThat(complete.at("/customerDetails/phone").stringValue()).isEqualTo("+2" + phone);
    }

    @Test
    void a_session_that_comes_to_ask_more_is_not_paid_without_an_answer() {
        var session = create("");
        var page = customer.open(session);
        shop.patch("/checkout/sessions/" + id(session), "{\"phoneNumberCollection\": true}")
                .expect(200);

        var answer = customer.pay(page, Customer.FRICTIONLESS);

        assertThat(answer.at("/errors/phone").stringValue()).isEqualTo("Enter your phone number.");
        assertThat(shop.session(id(session)).get("paymentIntent").isNull()).isTrue();
    }

    @Test
    void a_test_customer_answers_over_the_api() {
        var session = create(ALL);
        var path = "/test-helpers/checkout/sessions/" + id(session) + "/complete";
        var card = "\"card\": \"5555555555000018\", \"expiry\": \"01/39\"";

        var missing = shop.post(path, "{" + card + "}");
        assertThat(missing.status()).isEqualTo(400);
        assertThat(missing.json().at("/error/code").stringValue()).isEqualTo("parameter_missing");
        assertThat(missing.json().at("/error/param").stringValue()).isEqualTo("customerDetails.name");
        var address = "{\"address\": {\"line1\": \"5 Nile St\", \"city\": \"Cairo\", \"country\": \"eg\"}}";
        var details = "\"customerDetails\": {\"name\": \"Mona\", \"phone\": \"%s\", \"billingDetails\": " + address
                + ", \"shipping\": " + address + "}";
        var fields = "\"customFields\": {\"guests\": \"2\", \"color\": \"Sand\", \"terms\": true}";
        var wrong = shop.post(path, "{" + card + "," + details.formatted("none") + "," + fields + "}");
        assertThat(wrong.json().at("/error/param").stringValue()).isEqualTo("customerDetails.phone");
        var unknown =
                shop.post(path, "{" + card + "," + details.formatted(phone()) + ", \"customFields\": {\"x\": \"\"}}");
        assertThat(unknown.status()).isEqualTo(400);

        var paid = shop.post(path, "{" + card + "," + details.formatted(phone()) + "," + fields + "}")
                .expect(200);

        assertThat(paid.get("paymentStatus").stringValue()).isEqualTo("paid");
        assertThat(paid.at("/customFields/2/dropdown/value").stringValue()).isEqualTo("Sand");
        assertThat(paid.at("/customerDetails/shipping/address/country").stringValue())
                .isEqualTo("EG");
    }

    static Map<String, String> answers(String phone) {
        Map<String, String> form = new LinkedHashMap<>();
        form.put("full_name", " منى حسن ");
        form.put("phone", phone);
        form.put("shipping_line1", "12 Tahlia St");
        form.put("shipping_city", "Jeddah");
        form.put("shipping_country", "SA");
        form.put("billing_line1", "5 Nile St");
        form.put("billing_city", "Cairo");
        form.put("billing_country", "EG");
        form.put("custom_guests", "١٢");
        form.put("custom_color", "Nile blue");
        form.put("custom_terms", "true");
        return form;
    }

    /// An Egyptian number that nobody else has.
    private static String phone() {
        return "010" + ThreadLocalRandom.current().nextInt(10_000_000, 100_000_000);
    }

    private static JsonNode create(String fields) {
        return shop.createSession(Shop.order(50_000).replaceFirst("\\{", "{" + fields.replace("$", "\\$")));
    }

    private HttpResponse<String> pay(JsonNode session, Map<String, String> answers) {
        Map<String, String> form = new LinkedHashMap<>(answers);
        form.put("form_token", customer.open(session).formToken());
        form.put("number", Customer.FRICTIONLESS.number());
        form.put("expiry", Customer.FRICTIONLESS.expiry());
        form.put("cvc", Customer.FRICTIONLESS.securityCode());
        form.put("name", "Mona Hassan");
        return send(session, "/pay", form);
    }

    private HttpResponse<String> send(JsonNode session, String path, Map<String, String> form) {
        return customer.send(request(session, path, form).header("Accept", "application/json"));
    }

    private HttpResponse<String> post(JsonNode session, String path, Map<String, String> form) {
        return customer.send(request(session, path, form));
    }

    private String html(JsonNode session, String path) {
        return customer.text(HttpRequest.newBuilder(url(session, path)).GET());
    }

    private static HttpRequest.Builder request(JsonNode session, String path, Map<String, String> form) {
        var body = form.entrySet().stream()
                .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return HttpRequest.newBuilder(url(session, path))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body));
    }

    private static URI url(JsonNode session, String path) {
        return URI.create(session.get("url").stringValue() + path);
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
