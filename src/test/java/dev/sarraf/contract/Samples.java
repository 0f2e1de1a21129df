package dev.sarraf.contract;

import static java.util.Map.entry;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;

/// Valid calls of every operation, each with the objects that it needs.
///
/// The bodies of an operation have between them every field that it takes. A new operation needs an entry here.
final class Samples {
    /// A call that has to succeed.
    ///
    /// @param path with its query
    record Sample(String path, Optional<JsonNode> body) {
        static Sample of(String path) {
            return new Sample(path, Optional.empty());
        }

        static Sample of(String path, String body) {
            return new Sample(path, Optional.of(Shop.parse(body)));
        }

        Sample with(JsonNode other) {
            return new Sample(path, Optional.of(other));
        }

        /// With a query parameter of this value, or without it.
        Sample with(String name, Optional<String> value) {
            var bare = path.replaceFirst("([?&])" + name + "=[^&]*(&|$)", "$1").replaceFirst("[?&]$", "");
            return new Sample(
                    value.map(text -> bare + (bare.contains("?") ? "&" : "?") + name + "="
                                    + URLEncoder.encode(text, StandardCharsets.UTF_8))
                            .orElse(bare),
                    body);
        }
    }

    private final Shop shop;
    private final Map<String, Supplier<List<Sample>>> samples = Map.ofEntries(
            entry("createCheckoutSession", this::newSessions),
            entry("getCheckoutSession", () -> List.of(Sample.of("/checkout/sessions/" + paid()))),
            entry("updateCheckoutSession", this::sessionChanges),
            entry("expireCheckoutSession", () -> List.of(Sample.of("/checkout/sessions/" + open() + "/expire", "{}"))),
            entry("createPaymentLink", () -> one("/payment-links", newLink(), plainLink())),
            entry("listPaymentLinks", () -> {
                link();
                return one("/payment-links?limit=1&active=true&search=weekender&amount=bt:1,999999999"
                        + "&date=last:7,days&timezone=Africa/Cairo");
            }),
            entry("getPaymentLink", () -> one("/payment-links/" + link())),
            entry("updatePaymentLink", () -> one("/payment-links/" + link(), linkChange(), plainLink())),
            entry("createPaymentMethodConfiguration", () -> one(METHODS, CARDS_ONLY)),
            entry("listPaymentMethodConfigurations", () -> one(METHODS + "?limit=1")),
            entry("getPaymentMethodConfiguration", () -> one(METHODS + "/" + methods())),
            entry("updatePaymentMethodConfiguration", () -> one(METHODS + "/" + methods(), CARDS_ONLY)),
            entry("deletePaymentMethodConfiguration", () -> one(METHODS + "/" + methods())),
            entry("listPaymentIntents", () -> one("/payment-intents?limit=1&checkoutSessionId=" + paid())),
            entry("getPaymentIntent", () -> one("/payment-intents/" + intentOf(paid()))),
            entry("listCharges", () -> one("/charges?limit=1&paymentIntentId=" + intentOf(refused()))),
            entry("getCharge", () -> one("/charges/" + chargeOf(paid()))),
            entry("createRefund", this::newRefunds),
            entry(
                    "listRefunds",
                    () -> one("/refunds?limit=1&offset=0&chargeId="
                            + refunded().path("chargeId").stringValue())),
            entry("getRefund", () -> one("/refunds/" + id(refunded()))),
            entry("getBalance", () -> one("/balance")),
            entry(
                    "listBalanceTransactions",
                    () -> one("/balance-transactions?limit=1&type=CHARGE&currency=EGP&source=" + chargeOf(paid()))),
            entry(
                    "getBalanceTransaction",
                    () -> one("/balance-transactions/"
                            + refunded().path("balanceTransactionId").stringValue())),
            entry("createCustomer", () -> one("/customers", CUSTOMER.formatted(next(), ", \"currency\": \"EGP\""))),
            entry("listCustomers", () -> one("/customers?limit=1&type=registered&search=" + customer())),
            entry("getCustomer", () -> one("/customers/" + customer())),
            entry("updateCustomer", () -> one("/customers/" + customer(), CUSTOMER.formatted(next(), ""))),
            entry("deleteCustomer", () -> one("/customers/" + customer())),
            entry("getCustomerStats", () -> one("/customers/" + customer() + "/stats")),
            entry(
                    "createProduct",
                    () -> one(
                            "/products",
                            PRODUCT.formatted("{\"currency\": \"EGP\", \"unitAmount\": 149900, " + PRICE + "}"),
                            PRODUCT.formatted(CUSTOM),
                            PRODUCT.formatted(RECURRING))),
            entry("listProducts", () -> {
                product();
                return one("/products?limit=1&active=true&search=weekender&metadata=%7B%22tier%22%3A%22premium%22%7D");
            }),
            entry("getProduct", () -> one("/products/" + id(product()))),
            entry("updateProduct", () -> {
                var product = product();
                return one(
                        "/products/" + id(product),
                        PRODUCT.formatted("\"" + id(product.path("prices").get(0)) + "\""));
            }),
            entry("deleteProduct", () -> one("/products/" + id(product()))),
            entry("getProductStats", () -> one("/products/" + id(product()) + "/stats")),
            entry("createPrice", () -> {
                var path = "/prices?productId=" + id(product());
                return one(
                        path,
                        "{\"currency\": \"EGP\", \"unitAmount\": 99900, \"type\": \"ONE_TIME\", " + PRICE + "}",
                        CUSTOM,
                        RECURRING);
            }),
            entry("listPrices", () -> one("/prices?limit=1&active=true&productId=" + id(product()))),
            entry("getPrice", () -> one("/prices/" + price())),
            entry("updatePrice", this::priceChanges),
            entry("deletePrice", () -> one("/prices/" + price())),
            entry("createCoupon", () -> one("/coupons", PERCENTAGE.formatted(id(product())), FIXED)),
            entry("listCoupons", () -> {
                coupon();
                return one("/coupons?limit=1&active=true");
            }),
            entry("getCoupon", () -> one("/coupons/" + coupon())),
            entry("updateCoupon", () -> one("/coupons/" + coupon(), COUPON_CHANGE)),
            entry("deleteCoupon", () -> one("/coupons/" + coupon())),
            entry("createPromotionCode", () -> one("/promotion-codes", CODE.formatted(coupon(), next(), customer()))),
            entry("listPromotionCodes", () -> {
                var code = code();
                return one("/promotion-codes?limit=1&active=true&coupon=%s&code=%s"
                        .formatted(id(code.path("coupon")), code.path("code").stringValue()));
            }),
            entry("getPromotionCode", () -> one("/promotion-codes/" + id(code()))),
            entry("updatePromotionCode", () -> one("/promotion-codes/" + id(code()), CODE_CHANGE)),
            entry("deletePromotionCode", () -> one("/promotion-codes/" + id(code()))),
            entry("listExchangeRates", () -> one("/exchange-rates")),
            entry("createWebhookEndpoint", () -> one("/webhook-endpoints", ENDPOINT.formatted(next(), ""))),
            entry("listWebhookEndpoints", () -> one("/webhook-endpoints")),
            entry("getWebhookEndpoint", () -> one("/webhook-endpoints/" + endpoint())),
            entry(
                    "updateWebhookEndpoint",
                    () -> one(
                            "/webhook-endpoints/" + endpoint(),
                            ENDPOINT.formatted(next(), ", \"status\": \"enabled\""))),
            entry(
                    "rollWebhookSecret",
                    () -> one("/webhook-endpoints/" + endpoint() + "/roll-secret", "{\"overlapSeconds\": 86400}")),
            entry("endWebhookSecretOverlap", () -> one("/webhook-endpoints/" + rolled() + "/end-secret-overlap", "{}")),
            entry("deleteWebhookEndpoint", () -> one("/webhook-endpoints/" + endpoint())),
            entry(
                    "listEvents",
                    () -> one("/events?limit=1&type=refund.created,charge.*&objectId=" + chargeOf(paid())
                            + "&date=last:7,days&timezone=Africa/Cairo")),
            entry("getEvent", () -> one("/events/" + event())),
            entry("listEventDeliveries", () -> one("/events/" + waiting() + "/deliveries?limit=1")),
            entry(
                    "resendEvent",
                    () -> one(
                            "/events/" + event() + "/resend", "{\"webhookEndpointId\": \"%s\"}".formatted(endpoint()))),
            entry("resendFailedEvents", () -> one("/webhook-endpoints/" + endpoint() + "/resend", """
                            {"since": "2020-01-01T00:00:00.000Z", "eventTypes": ["charge.*"], "dryRun": true}
                            """)),
            entry("getAccount", () -> one("/account")),
            entry("updateAccount", () -> one("/account", ACCOUNT)),
            entry("advanceTestClock", () -> one("/test-helpers/clock/advance", "{\"seconds\": 0}")),
            entry(
                    "completeCheckoutSession",
                    () -> List.of(
                            Sample.of("/test-helpers/checkout/sessions/" + asking() + "/complete", CARD),
                            Sample.of("/test-helpers/checkout/sessions/" + payableBy("valu") + "/complete", VALU))),
            entry("actOnCheckoutSession", this::acts),
            entry("declineNextRefund", () -> one("/test-helpers/bank/decline-next-refund", "{}")),
            entry("attachListener", () -> one("/test-helpers/listeners", LISTENER)),
            entry("deleteListener", () -> one("/test-helpers/listeners/" + listener())),
            entry("fetchEvents", () -> one("/test-helpers/listeners/" + listener() + "/events?seconds=0")),
            entry(
                    "reportAttempt",
                    () -> one(
                            "/test-helpers/listeners/" + listener() + "/attempts",
                            REPORT.formatted("\"status\": 200, \"answer\": \"ok\""),
                            REPORT.formatted("\"failure\": \"timeout\""))));

    private static final String METHODS = "/payment-method-configurations";

    private static final String CARDS_ONLY = """
            {"name": "Cards only", "paymentMethods": {"card": {"enabled": true}, "fawry": {"enabled": false},
             "vodafone_cash": {"enabled": false}, "valu": {"enabled": false}}}
            """;

    private static final String VALU = """
            {"paymentMethodType": "valu", "phone": "+201001230001", "code": "123456", "months": 12}
            """;

    private static final String CARD = """
            {"card": "5123450000000008", "expiry": "01/39", "securityCode": "100", "threeDSecure": "success",
             "customerDetails": {"name": "Mona Adel", "phone": "+201001234567",
               "billingDetails": {"address": {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo",
                           "postalCode": "11511", "country": "EG"}},
               "shipping": {"address": {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo",
                           "postalCode": "11511", "country": "EG"}}},
             "customFields": {"gift_note": "For Adel", "wrapping": "Paper"}}
            """;

    private static final String CUSTOMER = """
            {"name": "Mona Adel", "email": "mona%d@shop.example", "phone": "+201001234567",
             "address": {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo",
                         "postalCode": "11511", "country": "EG", "floor": "3"},
             "metadata": {"crm": "C-1042"}%s}
            """;

    private static final String PRICE = """
            "name": "Launch", "description": "For the first weeks", "stock": 20, "active": true,
            "startDate": "2020-01-01T00:00:00.000Z", "expirationDate": "2099-01-01T00:00:00.000Z",
            "metadata": {"tier": "launch"}
            """;

    private static final String CUSTOM = """
            {"currency": "EGP", "type": "CUSTOM",
             "customUnitAmount": {"minimum": 1000, "maximum": 500000, "preset": 5000}}
            """;

    private static final String RECURRING = """
            {"currency": "USD", "type": "RECURRING", "unitAmount": 1500,
             "recurring": {"interval": "MONTH", "intervalCount": 1}}
            """;

    private static final String PRODUCT = """
            {"name": "Canvas weekender", "description": "40 liters", "image": "https://shop.example/bag.jpg",
             "unitLabel": "bag", "active": true, "metadata": {"tier": "premium"}, "defaultPrice": %s}
            """;

    private static final String PERCENTAGE = """
            {"name": "Spring", "discountType": "percentage", "percentOff": 12.5, "currency": "EGP",
             "maxDiscountAmount": 50000, "minValue": 10000, "duration": "once", "maxRedemptions": 100,
             "customerMaxRedemptions": 1, "redeemBy": "2099-01-01T00:00:00.000Z", "appliesToProductIds": ["%s"],
             "active": true, "metadata": {"campaign": "spring"}}
            """;

    private static final String FIXED = """
            {"amountOff": 5000, "currency": "EGP", "duration": "repeating", "durationInMonths": 3}
            """;

    private static final String COUPON_CHANGE = """
            {"name": "Spring sale", "maxRedemptions": 200, "redeemBy": "2099-02-01T00:00:00.000Z", "active": true,
             "metadata": {"campaign": "spring"}}
            """;

    private static final String CODE = """
            {"coupon": "%s", "code": "SPRING%d", "customerId": "%s", "maxRedemptions": 10,
             "expiresAt": "2099-01-01T00:00:00.000Z", "active": true, "metadata": {"campaign": "spring"},
             "restrictions": {"firstTimeTransaction": true, "minimumAmount": 10000, "minimumAmountCurrency": "EGP"}}
            """;

    private static final String CODE_CHANGE = """
            {"maxRedemptions": 20, "expiresAt": "2099-02-01T00:00:00.000Z", "active": true,
             "metadata": {"campaign": "spring"}}
            """;

    private static final String ENDPOINT = """
            {"url": "https://shop.example/hooks/%d", "enabledEvents": ["checkout.session.completed", "charge.*"],
             "description": "Orders", "metadata": {"team": "orders"}, "retryPolicy": "extended",
             "standardWebhooksHeaders": true%s}
            """;

    private static final String LISTENER = """
            {"name": "http://localhost:3000/webhooks", "enabledEvents": ["checkout.session.completed", "charge.*"]}
            """;

    private static final String REPORT = """
            {"event": "evt_test_000000000000000000000000", "fence": 1, "durationMs": 12, %s}
            """;

    private static final String BRANDING = """
            {"colorMode": "system", "borderStyle": "rounded", "spacing": "normal",
               "inputSize": "medium", "inputStyle": "outlined", "formLayout": "spacious", "fontFamily": "Inter",
               "colors": {"primary": "#635bff", "primaryForeground": "#ffffff", "background": "#ffffff",
                 "foreground": "#111111", "border": "#dddddd", "input": "#ffffff", "ring": "#635bff",
                 "muted": "#f5f5f5", "mutedForeground": "#555555", "accent": "#eeeeee",
                 "accentForeground": "#111111", "destructive": "#cc0000"}}
            """;

    private static final String ACCOUNT = """
            {"displayName": "Nile Books", "defaultLocale": "en", "logo": "https://shop.example/logo.png",
             "defaultFeeConfig": {"feesPassThrough": false, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
             "defaultBrandingSettings": %s}
            """.formatted(BRANDING);

    private static final String SESSION_TERMS = """
            "cancelUrl": "https://shop.example/cart",
            "nameCollection": true, "billingAddressCollection": true, "shippingAddressCollection": true,
            "phoneNumberCollection": true, "allowPromotionCodes": true, "locale": "en", "brandingSettings": %s,
            "customFields": [
              {"label": "Gift note", "type": "TEXT", "isOptional": true, "hasLimits": true, "limitType": "BETWEEN",
               "minCharacters": 1, "maxCharacters": 100},
              {"label": "Wrapping", "type": "DROPDOWN", "dropdownOptions": [{"label": "Paper"}, {"label": "Cloth"}]}],
            "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
            "metadata": {"cart": "C-77"}
            """.formatted(BRANDING);

    private static final String INLINE_LINE = """
            {"quantity": 2, "adjustableQuantity": {"enabled": true, "minimum": 1, "maximum": 5},
             "priceData": {"currency": "EGP", "unitAmount": 149900, "metadata": {"sku": "W-1"},
               "productData": {"name": "Canvas weekender", "description": "40 liters",
                 "image": "https://shop.example/bag.jpg", "unitLabel": "bag", "metadata": {"color": "sand"}}}}
            """;

    private static final String DETAILS = """
            {"name": "Mona Adel", "email": "mona@shop.example", "phone": "+201001234567",
             "billingDetails": {"name": "Mona Adel", "email": "mona@shop.example", "phone": "+201001234567",
               "address": {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo",
                           "postalCode": "11511", "country": "EG"}},
             "shipping": {"name": "Mona Adel", "phone": "+201001234567",
               "address": {"line1": "12 Nile St", "line2": "Flat 3", "city": "Cairo", "state": "Cairo",
                           "postalCode": "11511", "country": "EG"}}}
            """;

    private static final String REDIRECT = """
            "afterCompletion": {"type": "redirect",
                                "redirect": {"url": "https://shop.example/orders/{CHECKOUT_SESSION_ID}"}}
            """;

    private static final String LINK_TERMS = """
            "submitType": "BOOK", "expiresAt": "2099-01-01T00:00:00.000Z", "customerCreation": "always",
            "allowPromotionCodes": true, "nameCollection": true, "billingAddressCollection": true,
            "shippingAddressCollection": true, "phoneNumberCollection": true,
            "customFields": [
              {"label": "Gift note", "type": "TEXT", "isOptional": true, "hasLimits": true, "limitType": "BETWEEN",
               "minCharacters": 1, "maxCharacters": 100},
              {"label": "Wrapping", "type": "DROPDOWN", "isOptional": false,
               "dropdownOptions": [{"label": "Paper"}, {"label": "Cloth"}]}],
            "feeConfig": {"feesPassThrough": true, "vatCollectionEnabled": true, "vatCollectionRate": 1400},
            "brandingSettings": %s, "metadata": {"campaign": "spring"}
            """.formatted(BRANDING);

    private static final String CONFIRMATION = """
            "afterCompletion": {"type": "hosted_confirmation",
              "hostedConfirmation": {"customMessage": "It is on its way.", "returnUrl": "https://shop.example"}}
            """;

    private int number = 1_000;

    Samples(Shop shop) {
        this.shop = shop;
    }

    /// Valid calls of this operation, the first of which is its example.
    List<Sample> of(String operation) {
        return Optional.ofNullable(samples.get(operation))
                .orElseThrow(() -> new AssertionError("Samples needs a valid call of " + operation))
                .get();
    }

    boolean knows(String operation) {
        return samples.containsKey(operation);
    }

    /// Sends it as it is.
    Shop.Answer send(String method, Sample sample) {
        return send(method, sample, shop.request(sample.path()));
    }

    /// Sends it with a header more.
    Shop.Answer send(String method, Sample sample, String header, String value) {
        return send(method, sample, shop.request(sample.path()).header(header, value));
    }

    private Shop.Answer send(String method, Sample sample, HttpRequest.Builder request) {
        return shop.send(sample.body()
                .map(body -> request.header("Content-Type", "application/json")
                        .method(method, BodyPublishers.ofString(body.toString())))
                .orElseGet(() -> request.method(method, BodyPublishers.noBody())));
    }

    private List<Sample> newSessions() {
        var coupon =
                shop.post("/coupons", "{\"percentOff\": 10, \"name\": \"Ten\"}").expect(201);
        var known = customer();
        var code = shop.post(
                        "/promotion-codes", "{\"coupon\": \"%s\", \"code\": \"TEN%d\"}".formatted(id(coupon), next()))
                .expect(201);
        return one(
                "/checkout/sessions",
                """
                {%s, %s, "lineItems": [%s], "mode": "payment", "uiMode": "hosted", "submitType": "PAY",
                 "currency": "EGP", "orderReference": "ORDER-%d", "expiresAfterMinutes": 60,
                 "customerDetails": %s, "customerCreation": "always", "discounts": [{"coupon": "%s"}],
                 "paymentMethodTypes": ["card"]}
                """.formatted(REDIRECT, SESSION_TERMS, INLINE_LINE, next(), DETAILS, id(coupon)),
                """
                {%s, "lineItems": [{"price": "%s", "quantity": 1}], "customerId": "%s",
                 "customerUpdate": {"address": "auto", "name": "never", "shipping": "auto"},
                 "discounts": [{"promotionCode": "%s"}]%s}
                """.formatted(CONFIRMATION, price(), known, id(code), methodConfiguration()));
    }

    private List<Sample> sessionChanges() {
        var coupon =
                shop.post("/coupons", "{\"percentOff\": 10, \"name\": \"Ten\"}").expect(201);
        var code = shop.post(
                        "/promotion-codes", "{\"coupon\": \"%s\", \"code\": \"TEN%d\"}".formatted(id(coupon), next()))
                .expect(201);
        return List.of(
                Sample.of("/checkout/sessions/" + open(), """
                        {%s, %s, "lineItems": [%s], "customerDetails": %s, "customerCreation": "always",
                         "discounts": [{"coupon": "%s"}], "paymentMethodTypes": ["card"]}
                        """.formatted(
                                REDIRECT, SESSION_TERMS, INLINE_LINE, DETAILS, id(coupon))),
                Sample.of("/checkout/sessions/" + open(), """
                        {%s, "lineItems": [{"price": "%s", "quantity": 1}], "customerId": "%s",
                         "customerUpdate": {"address": "auto", "name": "never", "shipping": "auto"},
                         "discounts": [{"promotionCode": "%s"}]%s}
                        """.formatted(
                                CONFIRMATION, price(), customer(), id(code), methodConfiguration())));
    }

    private String methodConfiguration() {
        return ", \"paymentMethodConfigurationId\": \"%s\"".formatted(methods());
    }

    private String methods() {
        return id(shop.post(METHODS, CARDS_ONLY).expect(201));
    }

    /// Everything that can be said of a link.
    private String newLink() {
        return "{%s}".formatted(linkFields());
    }

    private String linkChange() {
        return "{\"active\": true, %s}".formatted(linkFields());
    }

    private String linkFields() {
        return """
                "lineItems": [{"priceId": "%s", "quantity": 2,
                               "adjustableQuantity": {"enabled": true, "minimum": 1, "maximum": 5}}],
                %s, %s%s
                """.formatted(price(), REDIRECT, LINK_TERMS, methodConfiguration());
    }

    /// A link whose customer chooses the amount.
    private String plainLink() {
        var price = id(shop.post("/prices?productId=" + id(product()), CUSTOM).expect(201));
        return "{\"lineItems\": [{\"priceId\": \"%s\", \"quantity\": 1}], %s}".formatted(price, CONFIRMATION);
    }

    private String link() {
        return id(shop.post("/payment-links", newLink()).expect(201));
    }

    private List<Sample> newRefunds() {
        var session = paid();
        return one(
                "/refunds",
                """
                {"chargeId": "%s", "amount": 5000, "reason": "REQUESTED_BY_CUSTOMER", "description": "One came broken",
                 "instructionsEmail": "mona@shop.example", "metadata": {"ticket": "T-9"}}
                """.formatted(chargeOf(session)),
                "{\"paymentIntentId\": \"%s\", \"amount\": 5000}".formatted(intentOf(session)));
    }

    private List<Sample> priceChanges() {
        var path = "/prices?productId=" + id(product());
        var custom = id(shop.post(path, CUSTOM).expect(201));
        var recurring = id(shop.post(path, RECURRING).expect(201));
        return List.of(
                Sample.of(
                        "/prices/" + price(),
                        "{\"currency\": \"EGP\", \"unitAmount\": 89900, \"type\": \"ONE_TIME\", " + PRICE + "}"),
                Sample.of("/prices/" + custom, CUSTOM),
                Sample.of("/prices/" + recurring, RECURRING));
    }

    private String open() {
        return id(shop.createSession());
    }

    /// A session that asks its customer for everything that can be asked.
    private String asking() {
        return id(shop.createSession(
                "{%s, %s, \"lineItems\": [%s]}".formatted(CONFIRMATION, SESSION_TERMS, INLINE_LINE)));
    }

    private List<Sample> acts() {
        var session = "/test-helpers/checkout/sessions/" + payableBy("fawry");
        shop.post(session + "/complete", "{\"paymentMethodType\": \"fawry\"}").expect(200);
        return one(session + "/act", "{\"act\": \"pay\"}");
    }

    private String payableBy(String method) {
        return id(shop.createSession(
                Shop.order().replaceFirst("\\{", "{\"paymentMethodTypes\": [\"" + method + "\"], ")));
    }

    private String paid() {
        var session = shop.createSession();
        new Customer().pay(session, Customer.FRICTIONLESS);
        return id(session);
    }

    private String refused() {
        var session = shop.createSession();
        new Customer().pay(session, Customer.DECLINED);
        return id(session);
    }

    private String intentOf(String session) {
        return shop.session(session).path("paymentIntentId").stringValue();
    }

    private String chargeOf(String session) {
        return shop.session(session).at("/paymentIntent/latestCharge/id").stringValue();
    }

    private JsonNode refunded() {
        return shop.post("/refunds", "{\"chargeId\": \"%s\", \"amount\": 5000}".formatted(chargeOf(paid())))
                .expect(201);
    }

    private String customer() {
        return id(shop.post("/customers", CUSTOMER.formatted(next(), "")).expect(201));
    }

    private JsonNode product() {
        return shop.post(
                        "/products",
                        PRODUCT.formatted("{\"currency\": \"EGP\", \"unitAmount\": 149900, " + PRICE + "}"))
                .expect(201);
    }

    private String price() {
        return id(product().path("prices").get(0));
    }

    private String coupon() {
        return id(shop.post("/coupons", PERCENTAGE.formatted(id(product()))).expect(201));
    }

    private JsonNode code() {
        return shop.post("/promotion-codes", CODE.formatted(coupon(), next(), customer()))
                .expect(201);
    }

    private String listener() {
        return id(shop.post("/test-helpers/listeners", LISTENER).expect(200));
    }

    private String endpoint() {
        return id(
                shop.post("/webhook-endpoints", ENDPOINT.formatted(next(), "")).expect(201));
    }

    /// The latest event about a new product.
    private String event() {
        return id(shop.get("/events?objectId=" + id(product())).expect(200).at("/data/0"));
    }

    /// An endpoint with two secrets.
    private String rolled() {
        var endpoint = endpoint();
        shop.post("/webhook-endpoints/" + endpoint + "/roll-secret", "{}").expect(200);
        return endpoint;
    }

    /// An event that waits for an endpoint which is switched off.
    private String waiting() {
        var event = event();
        var endpoint = endpoint();
        shop.patch("/webhook-endpoints/" + endpoint, "{\"status\": \"disabled\"}")
                .expect(200);
        shop.post("/events/" + event + "/resend", "{\"webhookEndpointId\": \"%s\"}".formatted(endpoint))
                .expect(200);
        return event;
    }

    private int next() {
        return ++number;
    }

    private static String id(JsonNode object) {
        return object.path("id").stringValue();
    }

    private static List<Sample> one(String path, String... bodies) {
        return bodies.length == 0
                ? List.of(Sample.of(path))
                : List.of(bodies).stream().map(body -> Sample.of(path, body)).toList();
    }
}
