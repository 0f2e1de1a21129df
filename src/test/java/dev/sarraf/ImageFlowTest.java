package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Pictures;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import dev.sarraf.testing.WebhookReceiver;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/// A merchant's pictures, from the merchant's server to the customer's page.
@Timeout(120)
class ImageFlowTest {
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox inbox;

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
    void a_products_picture_is_fetched_and_served_from_here() {
        try (var host = serving(Pictures.jpeg(2_000, 1_000))) {
            var product = shop.post("/products", """
                    {"name": "Canvas weekender", "image": "%s",
                     "defaultPrice": {"currency": "EGP", "unitAmount": 149900}}
                    """.formatted(host.url())).expect(201);

            var address = product.get("image").stringValue();
            assertThat(address).matches(app.url() + "/images/img_test_[0-9a-f]{32}");
            var read = shop.get("/products/" + product.get("id").stringValue()).expect(200);
            assertThat(read.get("image").stringValue()).isEqualTo(address);
            assertThat(inbox.await("product.created", product.get("id").stringValue())
                            .event()
                            .at("/data/object"))
                    .isEqualTo(read);
            var picture = fetched(address);
            assertThat(picture.header("Content-Type")).isEqualTo("image/jpeg");
            assertThat(picture.header("Cache-Control")).isEqualTo("public, max-age=31536000, immutable");
            assertThat(picture.header("X-Content-Type-Options")).isEqualTo("nosniff");
            assertThat(picture.header("Content-Security-Policy")).isEqualTo("default-src 'none'; sandbox");
            assertThat(picture.response().body().length).isLessThan(100_000);
            var again = shop.send(shop.bare(path(address)).header("If-None-Match", picture.header("ETag")));
            assertThat(again.status()).isEqualTo(304);

            var session =
                    shop.createSession("""
                    {"afterCompletion": {"type": "hosted_confirmation"},
                     "lineItems": [{"price": "%s", "quantity": 1}]}
                    """.formatted(product.at("/prices/0/id").stringValue()));
            assertThat(image(session)).isEqualTo(address);
            assertThat(page(session))
                    .contains("<img class=\"tile picture\" src=\"" + path(address) + "\" width=\"48\"");
            assertThat(host.all()).hasSize(1);
            assertThat(host.all().getFirst().headers()).doesNotContainKeys("Cookie", "Authorization", "Referer");
        }
    }

    @Test
    void a_session_is_created_at_once_and_stays_as_it_is_while_its_picture_comes() {
        var free = new CountDownLatch(1);
        try (var host = WebhookReceiver.start(exchange -> {
            free.await();
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(Pictures.png(30, 30));
        })) {
            var session = shop.createSession(order(host.url()));

            var before = shop.session(session.get("id").stringValue());
            assertThat(before).isEqualTo(session);
            assertThat(picture(image(session)).expect(404).at("/error/code").stringValue())
                    .isEqualTo("resource_missing");
            assertThat(page(session)).doesNotContain("<img class=\"tile picture\"");
            free.countDown();
            fetched(image(session));

            assertThat(shop.session(session.get("id").stringValue()).toString()).isEqualTo(session.toString());
            assertThat(page(session)).contains(path(image(session)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"<svg xmlns='http://www.w3.org/2000/svg'/>", "<!doctype html>"})
    void a_picture_that_is_none_costs_the_picture_and_not_the_sale(String body) {
        try (var host = WebhookReceiver.start(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body.getBytes(StandardCharsets.UTF_8));
        })) {
            var session = shop.createSession(order(host.url()));

            var answer = Eventually.becomes(
                    () -> picture(image(session)), found -> found.text().contains("could not be fetched"));

            assertThat(answer.expect(404).at("/error/message").stringValue())
                    .endsWith("could not be fetched. The file is no PNG, JPEG, WebP or GIF.");
            assertThat(page(session)).contains("Canvas weekender").doesNotContain("<img class=\"tile picture\"");
        }
    }

    @Test
    void a_change_of_a_session_or_a_product_brings_its_picture() {
        try (var host = serving(Pictures.png(30, 30))) {
            var session = shop.createSession();
            var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);

            var changed = shop.patch(
                            "/checkout/sessions/" + session.get("id").stringValue(),
                            "{\"lineItems\": [%s]}".formatted(line(host.url() + "?session")))
                    .expect(200);
            var lamp = shop.patch(
                            "/products/" + product.get("id").stringValue(),
                            "{\"image\": \"%s\"}".formatted(host.url() + "?product"))
                    .expect(200);

            fetched(image(changed));
            fetched(lamp.get("image").stringValue());
        }
    }

    @Test
    void the_logo_is_asked_for_in_both_modes_and_shown() {
        var logo = "https://localhost:1/logo.png";
        shop.patch("/account", "{\"logo\": \"%s\"}".formatted(logo)).expect(200);
        try (var host = serving(Pictures.png(30, 30))) {
            fetched(image(shop.createSession(order(host.url()))));
            for (var mode : new String[] {"test", "live"}) {
                Eventually.becomes(
                        () -> app.query("SELECT trouble FROM %s.images WHERE source = '%s' AND trouble IS NOT NULL"
                                .formatted(mode, logo)),
                        found -> found.contains("unreachable"));
            }
            var session = shop.createSession();
            assertThat(session.get("merchantLogo").stringValue()).startsWith(app.url() + "/images/img_test_");
            assertThat(page(session)).contains("<span class=\"tile logo\"").doesNotContain("<img class=\"tile logo\"");

            app.update("""
                    UPDATE test.images
                       SET state = 'STORED', trouble = NULL, locked_until = NULL, fence = fence + 1,
                           picture = (SELECT picture FROM test.images WHERE picture IS NOT NULL LIMIT 1)
                     WHERE source = '%s'
                    """.formatted(logo));

            assertThat(page(session))
                    .contains("<img class=\"tile logo\" src=\""
                            + path(session.get("merchantLogo").stringValue()));
        } finally {
            shop.patch("/account", "{\"logo\": null}").expect(200);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://shop.example/a.png",
                "http://10.0.0.1/a.png",
                "ftp://localhost/a.png",
                "javascript:alert(1)",
                "data:image/png;base64,AAAA",
                "https://user@shop.example/a.png",
                "/a.png",
                "https:///a.png",
            })
    void an_address_that_can_never_be_right_is_refused(String source) {
        var product = shop.post("/products", "{\"name\": \"Lamp\", \"image\": \"%s\"}".formatted(source));
        var session = shop.post("/checkout/sessions", order(source));

        assertThat(product.expect(400).at("/error/param").stringValue()).isEqualTo("image");
        assertThat(session.expect(400).at("/error/param").stringValue())
                .isEqualTo("lineItems[0].priceData.productData.image");
    }

    @ParameterizedTest
    @ValueSource(strings = {"img_test_0", "x", "img_live_00000000000000000000000000000000", "..%2f..%2fetc"})
    void an_image_that_nobody_named_does_not_exist(String id) {
        assertThat(shop.send(shop.bare("/images/" + id).GET()).status()).isEqualTo(404);
    }

    private static WebhookReceiver serving(byte[] file) {
        return WebhookReceiver.start(exchange -> {
            exchange.sendResponseHeaders(200, file.length);
            exchange.getResponseBody().write(file);
        });
    }

    private static String order(String image) {
        return """
                {"afterCompletion": {"type": "hosted_confirmation"}, "lineItems": [%s]}
                """.formatted(line(image));
    }

    private static String line(String image) {
        return """
                {"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                              "productData": {"name": "Canvas weekender", "image": "%s"}}}
                """.formatted(image);
    }

    private static String image(JsonNode session) {
        return session.at("/lineItems/0/price/product/image").stringValue();
    }

    private static Shop.Answer fetched(String address) {
        return Eventually.becomes(() -> picture(address), answer -> answer.status() == 200);
    }

    private static Shop.Answer picture(String address) {
        return shop.send(shop.bare(path(address)).GET());
    }

    private static String path(String address) {
        return URI.create(address).getPath();
    }

    private static String page(JsonNode session) {
        return new Customer()
                .text(HttpRequest.newBuilder(URI.create(session.get("url").stringValue())));
    }
}
