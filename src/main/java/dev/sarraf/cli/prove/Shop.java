package dev.sarraf.cli.prove;

import dev.sarraf.ids.Secret;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// A merchant's server: what it can ask of the API.
final class Shop {
    static final String THANKS = "https://shop.example/thanks";

    /// One thing over EGP 1,499.00.
    static final String LINES = """
            "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                                        "productData": {"name": "Canvas weekender"}}}]""";

    private static final int PAGE = 100;

    private final URI api;
    private final Secret key;
    private final Web web;

    Shop(URI api, Secret key, Web web) {
        this.api = api;
        this.key = key;
        this.web = web;
    }

    /// Opens a session over EGP 1,499.00 that lives for so long.
    JsonNode open(Duration life) throws InterruptedException {
        return post("/checkout/sessions", order("\"expiresAfterMinutes\": " + life.toMinutes()))
                .expect(201)
                .json();
    }

    Web.Answer openForOrder(String reference) throws InterruptedException {
        return post("/checkout/sessions", order("\"orderReference\": \"" + reference + "\""));
    }

    /// What is asked for to open a session.
    static String order(String more) {
        return selling(more + ", " + LINES);
    }

    private static String selling(String goods) {
        return """
                {%s, "afterCompletion": {"type": "redirect", "redirect": {"url": "%s"}}}
                """.formatted(goods, THANKS);
    }

    /// Opens a session with these line items, and whatever else.
    JsonNode sell(String goods) throws InterruptedException {
        return post("/checkout/sessions", selling(goods)).expect(201).json();
    }

    /// Puts something else into an open session, at this price.
    Web.Answer reprice(String session, long amount) throws InterruptedException {
        return web.send(request("/checkout/sessions/" + session)
                .header("Content-Type", "application/json")
                .method("PATCH", BodyPublishers.ofString("{" + LINES.replace("149900", Long.toString(amount)) + "}")));
    }

    /// A new price of which there are so many. Returns its id.
    String price(int stock) throws InterruptedException {
        var product = post("/products", """
                {"name": "Lamp", "defaultPrice": {"type": "ONE_TIME", "currency": "EGP", "unitAmount": 25000, "stock": %d}}
                """.formatted(stock)).expect(201).json();
        return product.at("/prices/0/id").asString();
    }

    /// A new coupon that can be used so often. Returns its id.
    String coupon(int redemptions) throws InterruptedException {
        return post("/coupons", """
                {"discountType": "percentage", "percentOff": 10, "duration": "once", "maxRedemptions": %d}
                """.formatted(redemptions))
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /// A new product, which raises an event. Returns its id.
    String product() throws InterruptedException {
        return post("/products", "{\"name\": \"Lamp\"}")
                .expect(201)
                .json()
                .path("id")
                .asString();
    }

    /// The ids of all products.
    Set<String> products() throws InterruptedException {
        var ids = new HashSet<String>();
        long total = 1;
        for (int number = 1; (number - 1L) * PAGE < total; number++) {
            var page = get("/products?limit=" + PAGE + "&page=" + number)
                    .expect(200)
                    .json();
            page.path("data").forEach(product -> ids.add(product.path("id").asString()));
            total = page.path("totalCount").asLong();
        }
        return ids;
    }

    /// Has all be sent again that has failed for good at the one endpoint there is.
    void resendFailed() throws InterruptedException {
        var endpoint =
                get("/webhook-endpoints").expect(200).json().at("/data/0/id").asString();
        post("/webhook-endpoints/" + endpoint + "/resend", "{\"dryRun\": false}")
                .expect(200);
    }

    Web.Answer refund(String charge, long amount) throws InterruptedException {
        return post("/refunds", refundOf(charge, amount));
    }

    /// What is asked for to refund.
    static String refundOf(String charge, long amount) {
        return "{\"chargeId\": \"%s\", \"amount\": %d}".formatted(charge, amount);
    }

    JsonNode session(String id) throws InterruptedException {
        return get("/checkout/sessions/" + id).expect(200).json();
    }

    Web.Answer expire(String id) throws InterruptedException {
        return post("/checkout/sessions/" + id + "/expire", "{}");
    }

    /// Moves the merchant's clock, and the bank's with it.
    void advance(Duration by) throws InterruptedException {
        post("/test-helpers/clock/advance", "{\"seconds\": " + by.toSeconds() + "}")
                .expect(200);
    }

    /// Asks for every event, and returns the secret that they are signed with.
    Secret subscribe(URI url) throws InterruptedException {
        var endpoint = post("/webhook-endpoints", "{\"url\": \"" + url + "\", \"enabledEvents\": [\"*\"]}");
        return new Secret(endpoint.expect(201).json().path("secret").asString());
    }

    Web.Answer get(String path) throws InterruptedException {
        return web.send(request(path).GET());
    }

    Web.Answer post(String path, String json) throws InterruptedException {
        return web.send(request(path).header("Content-Type", "application/json").POST(BodyPublishers.ofString(json)));
    }

    /// Asks as often as it likes for one and the same thing.
    Web.Answer post(String path, String json, String idempotencyKey) throws InterruptedException {
        return web.send(request(path)
                .header("Content-Type", "application/json")
                .header("Idempotency-Key", idempotencyKey)
                .POST(BodyPublishers.ofString(json)));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(api.resolve(path)).header("Authorization", "Bearer " + key.reveal());
    }
}
