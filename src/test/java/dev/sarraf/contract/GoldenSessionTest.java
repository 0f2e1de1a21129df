package dev.sarraf.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A session in which everything is set has one JSON, whoever shows it: the answer to creating it, the answer
/// to reading it, and the event about it. `-Dopenapi.record=true` writes the files anew.
class GoldenSessionTest {
    private static final String ADDRESS = """
            {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo", "postalCode": "11511",
             "country": "EG"}
            """;

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
    void a_new_session_is_shown_alike_by_creating_and_reading() {
        var created = shop.post("/checkout/sessions", everything("ORDER-1"));
        var read = shop.get("/checkout/sessions/" + id(created.expect(201)));

        assertThat(read.text()).isEqualTo(created.text());
        assertGolden("session-open", created.json());
    }

    @Test
    void a_paid_session_is_shown_alike_by_reading_and_in_its_event() {
        try (var inbox = new WebhookInbox()) {
            shop.registerWebhook(inbox.url());
            var session = shop.createSession(everything("ORDER-2"));

            shop.post("/test-helpers/checkout/sessions/" + id(session) + "/complete", """
                            {"card": "5555555555000018", "expiry": "01/39", "securityCode": "100",
                             "customFields": {"gift_note": "For Adel", "wrapping": "Paper"}}
                            """)
                    .expect(200);

            var event = inbox.await("checkout.session.completed", id(session));
            var read = shop.get("/checkout/sessions/" + id(session));
            assertThat(event.body()).contains("\"object\":" + read.text());
            assertGolden("session-paid", read.expect(200));
        }
    }

    @Test
    void an_expired_session_is_shown_alike_by_expiring_and_reading_and_in_its_event() {
        try (var inbox = new WebhookInbox()) {
            shop.registerWebhook(inbox.url());
            var session = shop.createSession(everything("ORDER-3"));

            var expired = shop.post("/checkout/sessions/" + id(session) + "/expire", "{}");

            var event = inbox.await("checkout.session.expired", id(session));
            var read = shop.get("/checkout/sessions/" + id(session));
            assertThat(read.text()).isEqualTo(expired.text());
            assertThat(event.body()).contains("\"object\":" + expired.text());
            assertGolden("session-expired", read.expect(200));
        }
    }

    private static void assertGolden(String name, JsonNode session) {
        var steady = new Steady(app.url().toString()).of(session);
        var file = Path.of("src/test/resources/golden", name + ".json");

        assertThat(new Recording(file).matches(steady))
                .as("%s is %s", file, steady.toPrettyString())
                .isTrue();
    }

    /// Every field that goes together with the others, in another currency than payments, with one price of its own and
    /// one of the catalog.
    private static String everything(String order) {
        var price = shop.post("/products", """
                        {"name": "Rain cover", "description": "Fits the weekender", "unitLabel": "cover",
                         "image": "https://shop.example/cover.jpg",
                         "defaultPrice": {"currency": "USD", "unitAmount": 1500, "stock": 20,
                           "startDate": "2020-01-01T00:00:00.000Z", "expirationDate": "2099-01-01T00:00:00.000Z"}}
                        """).expect(201).path("prices").get(0);
        var coupon = shop.post("/coupons", "{\"percentOff\": 12.5, \"name\": \"Spring\"}")
                .expect(201);
        var code = shop.post("/promotion-codes", "{\"coupon\": \"%s\", \"code\": \"%s\"}".formatted(id(coupon), order))
                .expect(201);
        return """
                {"afterCompletion": {"type": "redirect",
                                     "redirect": {"url": "https://shop.example/orders/{CHECKOUT_SESSION_ID}"}},
                 "mode": "payment", "uiMode": "hosted", "submitType": "BOOK", "currency": "USD",
                 "cancelUrl": "https://shop.example/cart", "orderReference": "%s", "expiresAfterMinutes": 120,
                 "lineItems": [
                   {"quantity": 2, "adjustableQuantity": {"enabled": true, "minimum": 1, "maximum": 5},
                    "priceData": {"currency": "USD", "unitAmount": 11000, "metadata": {"sku": "W-1"},
                      "productData": {"name": "Canvas weekender", "description": "40 liters", "unitLabel": "bag",
                                      "image": "https://shop.example/bag.jpg", "metadata": {"color": "sand"}}}},
                   {"quantity": 1, "price": "%s"}],
                 "customerDetails": {"name": "Mona Adel", "email": "mona@shop.example", "phone": "+201001234567",
                   "billingDetails": {"name": "Mona Adel", "email": "mona@shop.example", "phone": "+201001234567",
                                      "address": %s},
                   "shipping": {"name": "Mona Adel", "phone": "+201001234567", "address": %s}},
                 "customerCreation": "always", "discounts": [{"promotionCode": "%s"}],
                 "nameCollection": true, "billingAddressCollection": true, "shippingAddressCollection": true,
                 "phoneNumberCollection": true, "allowPromotionCodes": true,
                 "customFields": [
                   {"label": "Gift note", "type": "TEXT", "isOptional": true, "hasLimits": true,
                    "limitType": "AT_MOST", "maxCharacters": 100},
                   {"label": "Floor", "type": "NUMBER", "isOptional": true},
                   {"label": "Wrapping", "type": "DROPDOWN", "isOptional": true,
                    "dropdownOptions": [{"label": "Paper"}, {"label": "Cloth"}]},
                   {"label": "Call first", "type": "CHECKBOX", "isOptional": true}],
                 "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
                 "brandingSettings": {"colorMode": "dark", "borderStyle": "pill", "spacing": "spacious",
                   "inputSize": "large", "inputStyle": "filled", "formLayout": "compact", "fontFamily": "Inter",
                   "colors": {"primary": "#635bff"}},
                 "locale": "ar", "paymentMethodTypes": ["card"], "metadata": {"cart": "C-77"}}
                """.formatted(order, id(price), ADDRESS, ADDRESS, id(code));
    }

    private static String id(JsonNode object) {
        return object.path("id").stringValue();
    }
}
