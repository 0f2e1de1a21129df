package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// What merchants say of the page's looks, as their customers see it.
class BrandingFlowTest {
    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
        shop.send(shop.request("/account")
                        .header("Content-Type", "application/json")
                        .method("PATCH", BodyPublishers.ofString("""
                        {"defaultBrandingSettings": {"borderStyle": "sharp",
                         "colors": {"primary": "#635bff", "ring": "#b00020"}}}
                        """)))
                .expect(200);
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void a_page_shows_the_settings_of_its_session_over_those_of_the_account() {
        var plain = html(shop.createSession(session("")));
        var special =
                html(shop.createSession(session("\"brandingSettings\": {\"colors\": {\"primary\": \"#e11d48\"}},")));

        assertThat(plain).contains("--brand: #635bff;", "--ring: #b00020;", "--radius: 0px;");
        assertThat(special).contains("--brand: #e11d48;", "--ring: #b00020;", "--radius: 0px;");
    }

    @Test
    void a_payment_link_has_settings_of_its_own() {
        var link = shop.post("/payment-links", """
                        {"lineItems": [{"quantity": 1, "priceId": "%s"}],
                         "afterCompletion": {"type": "hosted_confirmation"},
                         "brandingSettings": {"colors": {"primary": "#e11d48"}}}
                        """.formatted(price())).expect(201);

        assertThat(html(shop.api().resolve("/p/" + id(link)))).contains("--brand: #e11d48;", "--radius: 0px;");
    }

    @Test
    void vat_names_its_rate() {
        var session = shop.createSession(
                session(
                        "\"feeConfig\": {\"feesPassThrough\": false, \"vatCollectionEnabled\": true, \"vatCollectionRate\": 1450},"));

        assertThat(html(session)).contains("VAT (<bdi>14.5%</bdi>)");
    }

    private static String price() {
        var product = id(shop.post("/products", "{\"name\": \"Scarf\"}").expect(201));
        var price = "{\"currency\": \"EGP\", \"type\": \"ONE_TIME\", \"unitAmount\": 30000}";
        return id(shop.post("/prices?productId=" + product, price).expect(201));
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }

    private static String session(String more) {
        return """
                {%s "afterCompletion": {"type": "hosted_confirmation"},
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 30000,
                                "productData": {"name": "Scarf"}}}]}
                """.formatted(more);
    }

    private String html(JsonNode session) {
        return html(URI.create(session.get("url").stringValue()));
    }

    private String html(URI page) {
        return customer.text(HttpRequest.newBuilder(page).GET());
    }
}
