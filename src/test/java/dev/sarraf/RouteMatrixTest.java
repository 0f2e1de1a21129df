package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.http.Access;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.KeyDraft;
import dev.sarraf.merchants.Permission;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.merchants.Permission.Verb;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Every route that needs a key, as the running program lists them, called by everybody who must not get anywhere.
///
/// A new route is covered by being there. One whose path names an object needs an object of that kind to be
/// called with: see [#samples].
class RouteMatrixTest {
    /// Who calls, in words that are printed with their number.
    private enum Cell {
        NO_KEY,
        WRONG_KEY,
        PUBLISHABLE_KEY,
        KEY_WITHOUT_THE_PERMISSION,
        KEY_WITH_NOTHING_ELSE,
        UNKNOWN_ID,
        ID_OF_ANOTHER_MERCHANT,
        ID_OF_THE_OTHER_MODE,
        NO_ID_AT_ALL,
        MERCHANT_NOT_ACTIVATED,
        LIVE_KEY_ON_A_ROUTE_OF_TEST_MODE,
        LIVE_KEY_WITH_AN_ID_OF_TEST_MODE,
        OTHER_LIVE_MODE,
        NO_LIVE_MODE
    }

    private static final List<Permission> ALL = Arrays.stream(Subject.values())
            .flatMap(subject -> Arrays.stream(Verb.values()).map(verb -> new Permission(subject, verb)))
            .toList();

    private static TestApp app;
    private static TestApp.Office office;
    private static Shop neighbor;
    private static Map<String, String> samples;

    private final Map<Cell, Integer> counts = new TreeMap<>();
    private final List<String> faults = new ArrayList<>();
    private final Map<Permission, Shop> without = new HashMap<>();
    private final Map<Permission, Shop> withOnly = new HashMap<>();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        office = app.office();
        neighbor = app.neighbor();
        samples = samples();
    }

    @AfterAll
    static void stop() {
        office.close();
        app.close();
    }

    /// An object of the demo merchant for each path before `/{id}`.
    private static Map<String, String> samples() {
        var shop = app.shop();
        var session = shop.createSession();
        new Customer().pay(session, Customer.FRICTIONLESS);
        var intent = shop.session(id(session)).get("paymentIntent");
        var refund = shop.post("/refunds", "{\"paymentIntentId\": \"%s\", \"amount\": 100}".formatted(id(intent)))
                .expect(201);
        Map<String, String> samples = new HashMap<>();
        samples.put("/checkout/sessions", id(session));
        samples.put("/test-helpers/checkout/sessions", id(shop.createSession()));
        samples.put("/payment-intents", id(intent));
        samples.put("/charges", intent.at("/latestCharge/id").stringValue());
        samples.put("/refunds", id(refund));
        samples.put(
                "/balance-transactions",
                shop.get("/balance-transactions").expect(200).at("/data/0/id").stringValue());
        var product = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        samples.put("/products", id(product));
        samples.put(
                "/prices",
                id(shop.post(
                                "/prices?productId=" + id(product),
                                "{\"type\": \"ONE_TIME\", \"unitAmount\": 100, \"currency\": \"EGP\"}")
                        .expect(201)));
        var coupon = shop.post(
                        "/coupons", "{\"discountType\": \"percentage\", \"percentOff\": 5, \"duration\": \"once\"}")
                .expect(201);
        samples.put("/coupons", id(coupon));
        samples.put(
                "/promotion-codes",
                id(shop.post("/promotion-codes", "{\"coupon\": \"%s\"}".formatted(id(coupon)))
                        .expect(201)));
        var price = samples.getOrDefault("/prices", "");
        samples.put(
                "/payment-links",
                id(shop.post("/payment-links", """
                        {"afterCompletion": {"type": "hosted_confirmation"},
                         "lineItems": [{"priceId": "%s", "quantity": 1}]}
                        """.formatted(price)).expect(201)));
        samples.put(
                "/payment-method-configurations",
                id(shop.post("/payment-method-configurations", "{\"name\": \"Cards\"}")
                        .expect(201)));
        samples.put(
                "/customers",
                id(shop.post("/customers", "{\"email\": \"mona@example.com\"}").expect(201)));
        samples.put("/events", shop.get("/events").expect(200).at("/data/0/id").stringValue());
        samples.put("/webhook-endpoints", id(shop.registerWebhook(URI.create("http://127.0.0.1:9/hook"))));
        samples.put(
                "/test-helpers/listeners",
                id(shop.post("/test-helpers/listeners", "{\"name\": \"mine\"}").expect(200)));
        return samples;
    }

    @Test
    void nobody_gets_anywhere_who_may_not() {
        var test = app.routes().of(Mode.TEST);
        var live = app.routes().of(Mode.LIVE);
        var secret = app.shop();
        var publishable = new Shop(app.url(), app.environment().getProperty("XPAY_PUBLISHABLE_KEY"));
        var stranger = new Shop(
                app.url(), ApiKey.random(ApiKey.Kind.SECRET, Mode.TEST).text().reveal());
        var liveSecret = app.shop(office.keys().create(office.merchant(), Mode.LIVE, KeyDraft.of(ApiKey.Kind.SECRET)));

        for (var route : test) {
            refused(Cell.NO_KEY, route, 401, "authentication_required", send(route, secret, false, ""));
            refused(Cell.WRONG_KEY, route, 401, "invalid_api_key", send(route, stranger, true, ""));
            refused(Cell.PUBLISHABLE_KEY, route, 403, "permission_denied", send(route, publishable, true, ""));
            if (route.access() instanceof Access.Needs(var permission)) {
                refusedForWantOf(permission, route);
            }
            if (route.path().contains("{")) {
                strangeIds(route, secret);
            }
            var mismatch = send(route, secret, true, "?liveMode=true");
            refused(Cell.OTHER_LIVE_MODE, route, 400, "parameter_invalid", mismatch);
            check(Cell.OTHER_LIVE_MODE, route, mismatch, param(mismatch).equals("liveMode"));
            var nonsense = send(route, secret, true, "?liveMode=yes");
            refused(Cell.NO_LIVE_MODE, route, 400, "parameter_invalid", nonsense);
            check(Cell.NO_LIVE_MODE, route, nonsense, param(nonsense).equals("liveMode"));
        }
        for (var route : live) {
            if (!(route.access() instanceof Access.AnyKey)) {
                refused(
                        Cell.MERCHANT_NOT_ACTIVATED,
                        route,
                        403,
                        "merchant_not_activated",
                        send(route, liveSecret, true, ""));
            }
        }
        var unknown = secret.get("/no/such/route");
        inLiveMode(test, live, liveSecret, unknown, Cell.LIVE_KEY_ON_A_ROUTE_OF_TEST_MODE);
        office.merchants().setActivated(office.merchant(), true);
        var activated = app.shop(office.restricted(Mode.LIVE, ALL.toArray(Permission[]::new)));
        inLiveMode(test, live, activated, unknown, Cell.LIVE_KEY_ON_A_ROUTE_OF_TEST_MODE);
        for (var route : live) {
            if (route.path().contains("{")) {
                var answer = send(route, activated, true, "");
                refused(Cell.LIVE_KEY_WITH_AN_ID_OF_TEST_MODE, route, 404, "resource_missing", answer);
            }
            refused(
                    Cell.OTHER_LIVE_MODE,
                    route,
                    400,
                    "parameter_invalid",
                    send(route, activated, true, "?liveMode=false"));
        }

        System.out.printf(
                "route matrix: %d routes with a key in test mode, %d in live mode, %d calls%n",
                test.size(),
                live.size(),
                counts.values().stream().mapToInt(Integer::intValue).sum());
        counts.forEach((cell, count) -> System.out.printf("  %-34s %d%n", cell, count));
        assertThat(faults).isEmpty();
        assertThat(counts.keySet()).containsExactly(Cell.values());
    }

    /// A restricted key with every permission but the needed one, and one with no other.
    private void refusedForWantOf(Permission needed, Route route) {
        var lacking = without.computeIfAbsent(
                needed,
                permission -> app.shop(office.restricted(
                        Mode.TEST,
                        ALL.stream().filter(other -> !other.covers(permission)).toArray(Permission[]::new))));
        var answer = send(route, lacking, true, "");
        refused(Cell.KEY_WITHOUT_THE_PERMISSION, route, 403, "permission_denied", answer);
        check(
                Cell.KEY_WITHOUT_THE_PERMISSION,
                route,
                answer,
                answer.text().contains("does not have permission to perform this action. It lacks " + needed.text()));

        var minimal =
                withOnly.computeIfAbsent(needed, permission -> app.shop(office.restricted(Mode.TEST, permission)));
        // The object does not exist, so that nothing is done to any; the permission has been granted by then.
        var granted = send(route, minimal, true, "", unknownId(route));
        count(Cell.KEY_WITH_NOTHING_ELSE);
        check(Cell.KEY_WITH_NOTHING_ELSE, route, granted, granted.status() != 401 && granted.status() != 403);
    }

    /// Who asks for what is not theirs learns nothing, not even whether it exists.
    private void strangeIds(Route route, Shop owner) {
        var own = sample(route);
        var nobodys = unknownId(route);
        var unknown = send(route, owner, true, "", nobodys);
        refused(Cell.UNKNOWN_ID, route, 404, "resource_missing", unknown);
        var foreign = send(route, neighbor, true, "", own);
        refused(Cell.ID_OF_ANOTHER_MERCHANT, route, 404, "resource_missing", foreign);
        check(Cell.ID_OF_ANOTHER_MERCHANT, route, foreign, same(unknown, nobodys, foreign, own));
        var live = own.replace("_test_", "_live_");
        var other = send(route, owner, true, "", live);
        refused(Cell.ID_OF_THE_OTHER_MODE, route, 404, "resource_missing", other);
        check(Cell.ID_OF_THE_OTHER_MODE, route, other, same(unknown, nobodys, other, live));
        refused(Cell.NO_ID_AT_ALL, route, 404, "resource_missing", send(route, owner, true, "", "nonsense"));
    }

    private void inLiveMode(List<Route> test, List<Route> live, Shop key, Shop.Answer unknown, Cell cell) {
        test.stream()
                .filter(route -> live.stream().noneMatch(other -> other.path().equals(route.path())))
                .forEach(route -> {
                    var answer = send(route, key, true, "");
                    refused(cell, route, 404, "resource_missing", answer);
                    var said = answer.text().replace("(" + route.method() + ")", "(GET)");
                    check(cell, route, answer, withoutRequest(said).equals(withoutRequest(unknown.text())));
                });
    }

    private void refused(Cell cell, Route route, int status, String code, Shop.Answer answer) {
        count(cell);
        check(
                cell,
                route,
                answer,
                answer.status() == status
                        && answer.json().at("/error/code").asString("").equals(code));
    }

    private void check(Cell cell, Route route, Shop.Answer answer, boolean holds) {
        if (!holds) {
            faults.add(
                    "%s %s, %s: %d %s".formatted(route.method(), route.path(), cell, answer.status(), answer.text()));
        }
    }

    private void count(Cell cell) {
        counts.merge(cell, 1, Integer::sum);
    }

    private static Shop.Answer send(Route route, Shop shop, boolean withKey, String query) {
        return send(route, shop, withKey, query, route.path().contains("{") ? sample(route) : "");
    }

    /// The smallest request that the route can be asked with.
    private static Shop.Answer send(Route route, Shop shop, boolean withKey, String query, String id) {
        var path = route.path().replaceFirst("\\{[^/]*}", id) + query;
        var request = withKey ? shop.request(path) : shop.bare(path);
        return shop.send(
                Stream.of("GET", "DELETE").anyMatch(route.method()::equals)
                        ? request.method(route.method(), BodyPublishers.noBody())
                        : request.header("Content-Type", "application/json")
                                .method(route.method(), BodyPublishers.ofString("{}")));
    }

    private static String sample(Route route) {
        var prefix = route.path().substring(0, route.path().indexOf("/{"));
        if (!samples.containsKey(prefix)) {
            throw new AssertionError("There is no object to call " + route.method() + " " + route.path()
                    + " with: add one for " + prefix + " to RouteMatrixTest.samples.");
        }
        return samples.get(prefix);
    }

    private static String unknownId(Route route) {
        if (!route.path().contains("{")) {
            return "";
        }
        var own = sample(route);
        int random = own.lastIndexOf('_') + 1;
        return own.substring(0, random) + Random62.text(own.length() - random);
    }

    /// Whether two answers differ in nothing but the request's id and the id that was asked for.
    private static boolean same(Shop.Answer one, String oneId, Shop.Answer other, String otherId) {
        return one.status() == other.status()
                && headers(one).equals(headers(other))
                && withoutRequest(one.text().replace(oneId, "id"))
                        .equals(withoutRequest(other.text().replace(otherId, "id")));
    }

    private static String withoutRequest(String text) {
        return text.replaceAll("req_[0-9A-Za-z]{24}", "req");
    }

    private static Map<String, List<String>> headers(Shop.Answer answer) {
        var headers = new LinkedHashMap<>(answer.response().headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date") || name.equalsIgnoreCase("request-id"));
        return headers;
    }

    private static String param(Shop.Answer answer) {
        return answer.json().at("/error/param").asString("");
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
