package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookInbox;
import java.io.IOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// A customer pays a voucher at a kiosk, approves a request on the phone, or buys in instalments.
class LocalMethodFlowTest {
    private static BentGateway gateway;
    private static TestApp app;
    private static Shop shop;
    private static WebhookInbox inbox;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        var dataDir = TestApp.temporaryFolder();
        gateway = BentGateway.start(dataDir.resolve("simulator"));
        app = TestApp.start(dataDir, gateway, TestApp.Pace.CALM);
        shop = app.shop();
        inbox = new WebhookInbox();
        shop.registerWebhook(inbox.url());
    }

    @AfterAll
    static void stop() {
        app.close();
        gateway.close();
        inbox.close();
    }

    @AfterEach
    void straighten() {
        gateway.straighten();
    }

    @Test
    void a_voucher_completes_the_session_unpaid_and_is_paid_later() {
        var session = voucher(open("fawry"));

        assertThat(session.get("status").stringValue()).isEqualTo("complete");
        assertThat(session.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        assertThat(session.at("/paymentIntent/status").stringValue()).isEqualTo("REQUIRES_ACTION");
        assertThat(session.at("/paymentIntent/nextAction/type").stringValue()).isEqualTo("display_voucher_details");
        var reference = session.at("/paymentIntent/nextAction/displayVoucherDetails/reference")
                .stringValue();
        assertThat(reference).matches("\\d{9}");
        assertThat(session.at("/paymentIntent/latestCharge/status").stringValue())
                .isEqualTo("PENDING");
        var completed = inbox.await("checkout.session.completed", id(session));
        assertThat(completed.event().at("/data/object/paymentStatus").stringValue())
                .isEqualTo("unpaid");
        assertThat(page(session)).contains(reference, "Pay with this Fawry code");

        act(session, "pay");

        var paid = paid(session);
        var charge = paid.at("/paymentIntent/latestCharge");
        inbox.await("checkout.session.async_payment_succeeded", id(session));
        inbox.await("payment_intent.succeeded", paid.get("paymentIntentId").stringValue());
        inbox.await("charge.succeeded", charge.get("id").stringValue());
        assertThat(paid.at("/paymentIntent/status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(paid.at("/paymentIntent/nextAction").isNull()).isTrue();
        assertThat(charge.at("/paymentMethodDetails/type").stringValue()).isEqualTo("fawry");
        assertThat(charge.at("/paymentMethodDetails/fawry/fawryRefNumber").stringValue())
                .isEqualTo(reference);
        // 2 % and 2.50 EGP, and 14 % VAT on both.
        assertThat(charge.at("/balanceTransaction/fee").longValue()).isEqualTo(3_703);
        assertThat(inbox.count("checkout.session.completed", id(session))).isOne();
        assertHealthy();
    }

    @Test
    void a_voucher_that_lapses_by_the_clock_leaves_the_session_unpaid_and_lets_the_stock_go() {
        var price = priceWithStock(1);
        var session = voucher(create("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}},
                 "paymentMethodTypes": ["fawry"], "lineItems": [{"quantity": 1, "price": "%s"}]}
                """.formatted(price)));
        assertThat(stock(price)).isEqualTo("1/1");

        shop.advanceClock(Duration.ofHours(25));

        inbox.await("checkout.session.async_payment_failed", id(session));
        var lapsed = shop.session(id(session));
        assertThat(lapsed.get("status").stringValue()).isEqualTo("complete");
        assertThat(lapsed.get("paymentStatus").stringValue()).isEqualTo("unpaid");
        var error = lapsed.at("/paymentIntent/lastPaymentError");
        assertThat(error.get("code").stringValue()).isEqualTo("voucher_expired");
        assertThat(error.get("type").stringValue()).isEqualTo("payment_method_error");
        assertThat(error.get("paymentMethodType").stringValue()).isEqualTo("fawry");
        inbox.await(
                "payment_intent.payment_failed", lapsed.get("paymentIntentId").stringValue());
        inbox.await("charge.failed", lapsed.at("/paymentIntent/latestCharge/id").stringValue());
        assertThat(stock(price)).isEqualTo("1/0");
        assertThat(page(session)).contains("This Fawry code was not paid");
        assertThat(refusedAct(session, "pay")).isEqualTo("resource_invalid_state");
        assertHealthy();
    }

    @Test
    void news_of_a_voucher_that_was_paid_after_its_deadline_is_kept_while_the_order_is_unpaid() {
        var price = priceWithStock(1);
        var session = voucher(create("""
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example/thanks"}},
                 "paymentMethodTypes": ["fawry"], "lineItems": [{"quantity": 1, "price": "%s"}]}
                """.formatted(price)));
        act(session, "lapse");
        inbox.await("checkout.session.async_payment_failed", id(session));

        act(session, "pay_late");

        assertThat(paid(session).get("paymentStatus").stringValue()).isEqualTo("paid");
        inbox.await("checkout.session.async_payment_succeeded", id(session));
        assertThat(stock(price)).isEqualTo("0/0");
        assertHealthy();
    }

    @Test
    void a_voucher_that_is_paid_after_another_session_of_the_order_is_given_back() {
        var first = voucher(create(order("fawry", "order-twice")));
        var second = create(order("card", "order-twice"));
        assertThat(customer.pay(second, Customer.FRICTIONLESS).path("next").asString())
                .contains("shop.example");
        assertThat(shop.post("/checkout/sessions", order("card", "order-twice")).status())
                .isEqualTo(409);

        act(first, "pay");

        var charge = charge(first);
        var reversed = Eventually.becomes(
                () -> shop.get("/charges/" + charge).expect(200),
                json -> json.at("/outcome/networkStatus").asString("").equals("reversed_after_approval")
                        && app.query("SELECT status FROM test.charges WHERE id = '" + charge + "'")
                                .equals(List.of("REVERSED")));
        assertThat(app.query("SELECT type FROM test.events WHERE object_id = '" + charge + "' ORDER BY sequence"))
                .containsExactly("charge.failed", "order.duplicate_charge_reversed");
        assertThat(reversed.get("status").stringValue()).isEqualTo("CANCELED");
        assertThat(shop.session(id(first)).get("paymentStatus").stringValue()).isEqualTo("unpaid");
        // Shops cancel orders on that event, and this one is paid.
        assertThat(inbox.count("checkout.session.async_payment_failed", id(first)))
                .isZero();
        assertHealthy();
    }

    @Test
    void a_voucher_that_is_paid_and_lapses_at_the_same_time_ends_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            var session = voucher(open("fawry"));
            together(
                    () -> shop.post("/test-helpers/checkout/sessions/" + id(session) + "/act", "{\"act\": \"pay\"}"),
                    () -> shop.post("/test-helpers/checkout/sessions/" + id(session) + "/act", "{\"act\": \"lapse\"}"));
            var ended = Eventually.becomes(
                    () -> shop.session(id(session)),
                    json -> !json.at("/paymentIntent/status").stringValue("").equals("REQUIRES_ACTION"));
            boolean paid = ended.get("paymentStatus").stringValue().equals("paid");
            assertThat(ended.at("/paymentIntent/latestCharge/status").stringValue())
                    .isEqualTo(paid ? "SUCCEEDED" : "FAILED");
        }
        assertHealthy();
    }

    @Test
    void a_voucher_is_found_by_asking_where_no_notification_arrives() {
        var session = voucher(open("fawry"));
        // The provider's own call, which nobody here hears of but by asking.
        app.update("UPDATE test.charges SET next_check_at = clock_timestamp() WHERE id = '" + charge(session) + "'");
        provider(session, "pay");

        assertThat(paid(session).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @Test
    void a_request_that_is_lost_before_and_an_answer_that_is_lost_after_make_one_voucher() {
        for (var lost : List.of("before", "after")) {
            var session = open("fawry");
            gateway.bend((request, onward) -> {
                if (request.method().equals("PUT") && request.path().contains("/local/")) {
                    gateway.straighten();
                    if (lost.equals("after")) {
                        onward.send();
                    }
                    throw new IOException("lost " + lost);
                }
                return onward.send();
            });

            shop.post(complete(session), "{\"paymentMethodType\": \"fawry\"}").expect(200);

            var waiting = Eventually.becomes(
                    () -> shop.session(id(session)),
                    json -> json.get("status").stringValue().equals("complete"));
            assertThat(waiting.at("/paymentIntent/charges")).hasSize(1);
            act(session, "pay");
            paid(session);
            assertThat(inbox.count("checkout.session.completed", id(session))).isOne();
        }
        assertHealthy();
    }

    @Test
    void a_wallet_request_is_approved_on_the_phone() {
        var session = request(open("vodafone_cash"));
        assertThat(session.get("status").stringValue()).isEqualTo("open");
        assertThat(session.at("/paymentIntent/status").stringValue()).isEqualTo("PROCESSING");
        assertThat(page(session)).contains("Approve the payment on your phone");
        assertThat(shop.post("/checkout/sessions/" + id(session) + "/expire", "{}")
                        .expect(409)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("payment_still_confirming");

        act(session, "approve");

        var paid = paid(session);
        assertThat(paid.get("status").stringValue()).isEqualTo("complete");
        assertThat(paid.at("/paymentIntent/latestCharge/paymentMethodDetails/type")
                        .stringValue())
                .isEqualTo("vodafone_cash");
        inbox.await("checkout.session.completed", id(session));
        assertHealthy();
    }

    @Test
    void a_wallet_request_that_is_rejected_or_not_answered_leaves_the_session_to_be_paid_in_another_way() {
        var session = request(open("vodafone_cash"));
        act(session, "reject");
        var rejected = shop.session(id(session));
        assertThat(rejected.get("status").stringValue()).isEqualTo("open");
        assertThat(rejected.at("/paymentIntent/lastPaymentError/code").stringValue())
                .isEqualTo("payment_rejected");

        request(rejected);
        shop.advanceClock(Duration.ofMinutes(6));
        var late = Eventually.becomes(
                () -> shop.session(id(session)),
                json -> json.at("/paymentIntent/lastPaymentError/code")
                        .stringValue("")
                        .equals("payment_timed_out"));
        assertThat(late.at("/paymentIntent/charges")).hasSize(2);

        assertThat(customer.pay(late, Customer.FRICTIONLESS).path("next").asString())
                .contains("shop.example");
        assertHealthy();
    }

    @Test
    void a_wallet_request_that_is_approved_and_canceled_at_the_same_time_ends_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            var session = request(open("vodafone_cash"));
            together(
                    () -> shop.post(
                            "/test-helpers/checkout/sessions/" + id(session) + "/act", "{\"act\": \"approve\"}"),
                    () -> customer.send(Customer.post(
                            app.url().resolve("/c/" + id(session) + "/attempts/" + charge(session) + "/cancel"),
                            java.util.Map.of())));
            var ended = Eventually.becomes(
                    () -> shop.session(id(session)),
                    json -> !json.at("/paymentIntent/status").stringValue("").equals("PROCESSING"));
            boolean paid = ended.get("paymentStatus").stringValue().equals("paid");
            assertThat(ended.at("/paymentIntent/latestCharge/status").stringValue())
                    .isEqualTo(paid ? "SUCCEEDED" : "FAILED");
        }
        assertHealthy();
    }

    @Test
    void a_purchase_in_installments_takes_a_code_and_a_plan() {
        var session = open("valu");
        var purchase = shop.post(
                        complete(session),
                        "{\"paymentMethodType\": \"valu\", \"phone\": \"+201012340001\", \"code\": \"123456\"}")
                .expect(200);
        assertThat(page(purchase)).contains("Choose a plan", "6 months", "24 months");
        customer.send(Customer.post(
                app.url().resolve("/c/" + id(session) + "/attempts/" + charge(purchase) + "/plan"),
                java.util.Map.of("months", "12")));

        var valu = paid(session).at("/paymentIntent/latestCharge/paymentMethodDetails/valu");
        assertThat(valu.get("tenure").intValue()).isEqualTo(12);
        assertThat(valu.get("financedAmount").stringValue()).isEqualTo("1499.00");
        assertThat(valu.get("emi").stringValue()).isEqualTo("147.41");
        var refused = shop.post("/refunds", "{\"chargeId\": \"" + charge(session) + "\"}");
        assertThat(refused.expect(400).at("/error/code").stringValue()).isEqualTo("payment_method_mismatch");
        assertHealthy();
    }

    @Test
    void a_phone_without_credit_or_with_a_wrong_code_buys_nothing() {
        var session = open("valu");
        shop.post(complete(session), "{\"paymentMethodType\": \"valu\", \"phone\": \"+201012340002\"}")
                .expect(200);
        assertThat(shop.session(id(session))
                        .at("/paymentIntent/lastPaymentError/code")
                        .stringValue())
                .isEqualTo("credit_refused");
        shop.post(
                        complete(session),
                        "{\"paymentMethodType\": \"valu\", \"phone\": \"+201012340003\", \"code\": \"123456\"}")
                .expect(200);
        assertThat(shop.session(id(session))
                        .at("/paymentIntent/lastPaymentError/code")
                        .stringValue())
                .isEqualTo("verification_failed");
        assertHealthy();
    }

    @Test
    void a_voucher_and_a_wallet_payment_are_refunded_where_they_were_paid() {
        var session = voucher(open("fawry"));
        act(session, "pay");
        paid(session);

        var part = shop.post("/refunds", "{\"chargeId\": \"" + charge(session) + "\", \"amount\": 10000}")
                .expect(201);
        assertThat(part.get("status").stringValue()).isEqualTo("SUCCEEDED");
        assertThat(part.at("/destinationDetails/type").stringValue()).isEqualTo("kiosk");
        var wallet = request(open("vodafone_cash"));
        act(wallet, "approve");
        paid(wallet);
        var whole = shop.post("/refunds", "{\"chargeId\": \"" + charge(wallet) + "\"}")
                .expect(201);
        assertThat(whole.at("/destinationDetails/wallet/provider").stringValue())
                .isEqualTo("vodafone_cash");
        assertHealthy();
    }

    @Test
    void local_methods_are_off_until_a_merchant_switches_them_on_and_take_egp_alone() {
        var usual = shop.createSession();
        assertThat(usual.get("paymentMethodTypes").toString()).doesNotContain("fawry");
        var offered = open("fawry").get("paymentMethodTypes").get(0);
        assertThat(offered.get("type").stringValue()).isEqualTo("fawry");
        assertThat(offered.get("paymentConfirmation").stringValue()).isEqualTo("async");
        assertThat(open("valu").at("/paymentMethodTypes/0/supportsRefund").booleanValue())
                .isFalse();
        assertThat(shop.post(
                                "/checkout/sessions",
                                Shop.order()
                                        .replace("EGP", "USD")
                                        .replaceFirst(
                                                "\\{", "{\"currency\": \"USD\", \"paymentMethodTypes\": [\"fawry\"], "))
                        .expect(400)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("payment_method_mismatch");
        assertThat(shop.post(complete(usual), "{\"paymentMethodType\": \"fawry\"}")
                        .expect(400)
                        .at("/error/code")
                        .stringValue())
                .isEqualTo("payment_method_mismatch");
    }

    // ------------------------------------------------------------------------------------------------- the people

    private static JsonNode open(String method) {
        return create(Shop.order()
                .replaceFirst("\\{", "{\"paymentMethodTypes\": [\"" + method + "\", \"card\"], ")
                .replace(", \"card\"]", method.equals("vodafone_cash") ? ", \"card\"]" : "]"));
    }

    private static String order(String method, String reference) {
        return Shop.order()
                .replaceFirst(
                        "\\{",
                        "{\"paymentMethodTypes\": [\"" + method + "\"], \"orderReference\": \"" + reference + "\", ");
    }

    private static JsonNode create(String body) {
        return shop.createSession(body);
    }

    private static JsonNode voucher(JsonNode session) {
        return shop.post(complete(session), "{\"paymentMethodType\": \"fawry\"}")
                .expect(200);
    }

    private static JsonNode request(JsonNode session) {
        return shop.post(complete(session), "{\"paymentMethodType\": \"vodafone_cash\", \"phone\": \"01012345678\"}")
                .expect(200);
    }

    private static void act(JsonNode session, String act) {
        shop.post("/test-helpers/checkout/sessions/" + id(session) + "/act", "{\"act\": \"" + act + "\"}")
                .expect(200);
    }

    private static String refusedAct(JsonNode session, String act) {
        return shop.post("/test-helpers/checkout/sessions/" + id(session) + "/act", "{\"act\": \"" + act + "\"}")
                .expect(409)
                .at("/error/code")
                .stringValue();
    }

    /// At the provider itself, past this program.
    private static void provider(JsonNode session, String act) {
        gateway.postLocally("payments/" + charge(session) + "/acts/" + act);
    }

    private static JsonNode paid(JsonNode session) {
        return Eventually.becomes(
                () -> shop.session(id(session)),
                json -> json.get("paymentStatus").stringValue().equals("paid"));
    }

    private String page(JsonNode session) {
        return customer.text(java.net.http.HttpRequest.newBuilder(app.url().resolve("/c/" + id(session)))
                .GET());
    }

    private static String complete(JsonNode session) {
        return "/test-helpers/checkout/sessions/" + id(session) + "/complete";
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }

    private static String charge(JsonNode session) {
        return shop.session(id(session)).at("/paymentIntent/latestCharge/id").stringValue();
    }

    private static String priceWithStock(int stock) {
        var product = shop.post("/products", "{\"name\": \"Lamp\"}")
                .expect(201)
                .get("id")
                .stringValue();
        return shop.post(
                        "/prices?productId=" + product,
                        "{\"currency\": \"EGP\", \"unitAmount\": 149900, \"stock\": " + stock + "}")
                .expect(201)
                .get("id")
                .stringValue();
    }

    private static String stock(String price) {
        return app.query("SELECT stock || '/' || reserved FROM test.prices WHERE id = '" + price + "'")
                .getFirst();
    }

    private static void together(Callable<?>... calls) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (var done : Arrays.stream(calls).map(threads::submit).toList()) {
                done.get();
            }
        }
    }

    private static void assertHealthy() {
        assertThat(app.selfcheck()).isEmpty();
    }
}
