package dev.sarraf.cli;

import dev.sarraf.http.Json;
import dev.sarraf.ids.Random62;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes things happen in test mode by the calls that a shop and its customers make, so that the events about
/// them are true.
final class Workbench {
    private static final String CARD = "5123450000000008";
    private static final String GOOD = "01/39";
    private static final String DECLINED = "05/39";

    private final MerchantApi api;
    private final Overrides overrides;
    private final String mark = Random62.text(10);

    Workbench(MerchantApi api, Overrides overrides) {
        this.api = api;
        this.overrides = overrides;
    }

    /// Something that is the only one of its name.
    String unique(String name) {
        return name + mark;
    }

    /// Creates what the event is about, or is made from, with whatever was to be other than usual.
    String make(String path, String json) throws InterruptedException {
        return id(api.call("POST", path, overrides.in(read(json))));
    }

    /// Creates something that is needed besides, or does something.
    String post(String path, String json) throws InterruptedException {
        return id(api.call("POST", path, read(json)));
    }

    void patch(String path, String json) throws InterruptedException {
        api.call("PATCH", path, read(json));
    }

    void delete(String path) throws InterruptedException {
        api.delete(path);
    }

    /// A session that can be paid by card and by voucher.
    String session() throws InterruptedException {
        return make("/checkout/sessions", order(""));
    }

    /// A session of an order, whichever the second.
    String otherSession(String reference) throws InterruptedException {
        return post("/checkout/sessions", order(", \"orderReference\": \"" + reference + "\""));
    }

    String sessionOf(String reference) throws InterruptedException {
        return make("/checkout/sessions", order(", \"orderReference\": \"" + reference + "\""));
    }

    void pay(String session) throws InterruptedException {
        complete(session, "{\"card\": \"%s\", \"expiry\": \"%s\"}".formatted(CARD, GOOD));
    }

    void tryToPay(String session) throws InterruptedException {
        complete(session, "{\"card\": \"%s\", \"expiry\": \"%s\"}".formatted(CARD, DECLINED));
    }

    void askForVoucher(String session) throws InterruptedException {
        complete(session, "{\"paymentMethodType\": \"fawry\"}");
    }

    void act(String session, String act) throws InterruptedException {
        post("/test-helpers/checkout/sessions/" + session + "/act", "{\"act\": \"%s\"}".formatted(act));
    }

    /// A session that was paid just now, of which nothing is to be other than usual; returns its payment.
    String paidIntent() throws InterruptedException {
        var session = post("/checkout/sessions", order(""));
        pay(session);
        return intentOf(session);
    }

    String intentOf(String session) throws InterruptedException {
        return api.call("GET", "/checkout/sessions/" + session, Json.object())
                .path("paymentIntentId")
                .asString("");
    }

    String product() throws InterruptedException {
        return post("/products", "{\"name\": \"Canvas weekender\"}");
    }

    String price() throws InterruptedException {
        return post("/prices?productId=" + product(), Recipe.PRICE);
    }

    String coupon() throws InterruptedException {
        return post("/coupons", Recipe.COUPON);
    }

    private void complete(String session, String json) throws InterruptedException {
        post("/test-helpers/checkout/sessions/" + session + "/complete", json);
    }

    private static String order(String more) {
        return """
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}},
                 "paymentMethodTypes": ["card", "fawry"],
                 "lineItems": [{"quantity": 1, "priceData": {"currency": "EGP", "unitAmount": 149900,
                                "productData": {"name": "Canvas weekender"}}}]%s}
                """.formatted(more);
    }

    private static String id(JsonNode json) {
        return json.path("id").asString("");
    }

    private static ObjectNode read(String json) {
        return (ObjectNode) Json.readOwn(json);
    }
}
