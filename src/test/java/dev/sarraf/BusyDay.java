package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.BentGateway;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import dev.sarraf.testing.WebhookInbox;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a server leaves in its database that has done a bit of everything, and has stopped.
final class BusyDay {
    private BusyDay() {}

    /// A database of the caller's own.
    static TestDatabase copy() {
        return TestPostgres.freshDatabase("busy_day", BusyDay::live);
    }

    private static void live(TestDatabase database) {
        var folder = TestApp.temporaryFolder();
        try (var gateway = BentGateway.start(folder.resolve("simulator"));
                var app = TestApp.start(database, folder, Optional.of(gateway.url()), TestApp.Pace.CALM);
                var inbox = new WebhookInbox()) {
            var shop = app.shop();
            shop.registerWebhook(inbox.url());
            // From here on it can be told that the endpoint wanted every event.
            shop.advanceClock(Duration.ofMinutes(2));
            var customer = new Customer();
            var sold = shop.createSession();
            customer.pay(sold, Customer.FRICTIONLESS);
            refund(shop, sold, "SUCCEEDED");
            gateway.faults("{\"operation\": \"REFUND\", \"fault\": \"decline\"}");
            refund(shop, sold, "FAILED");
            var stubborn = shop.createSession();
            customer.pay(stubborn, Customer.DECLINED);
            customer.pay(stubborn, Customer.FRICTIONLESS);
            customer.pay(shop.createSession(), Customer.DECLINED);
            customer.pay(shop.createSession(offer(shop)), Customer.FRICTIONLESS);
            var left = shop.createSession(Shop.order(50_000)).get("id").stringValue();
            shop.post("/checkout/sessions/" + left + "/expire", "{}").expect(200);
            inbox.await("checkout.session.expired", left);
        }
    }

    /// Something of the catalog, at a discount.
    private static String offer(Shop shop) {
        var product = shop.post("/products", """
                {"name": "Lamp", "defaultPrice": {"type": "ONE_TIME", "currency": "EGP", "unitAmount": 25000, "stock": 9}}
                """).expect(201);
        var coupon = shop.post("/coupons", """
                {"discountType": "percentage", "percentOff": 10, "duration": "once"}
                """).expect(201);
        return """
                {"afterCompletion": {"type": "redirect", "redirect": {"url": "https://shop.example"}},
                 "lineItems": [{"quantity": 2, "price": "%s"}], "discounts": [{"coupon": "%s"}]}
                """.formatted(
                product.at("/prices/0/id").stringValue(), coupon.get("id").stringValue());
    }

    /// Gives 5.00 EGP back, which ends like this.
    private static void refund(Shop shop, JsonNode session, String end) {
        var intent = shop.session(session.get("id").stringValue())
                .get("paymentIntentId")
                .stringValue();
        var refund = shop.post("/refunds", "{\"paymentIntentId\": \"%s\", \"amount\": 500}".formatted(intent))
                .expect(201);
        assertThat(refund.get("status").stringValue()).isEqualTo(end);
    }
}
