package dev.sarraf;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.TestDatabase;
import dev.sarraf.testing.TestPostgres;
import dev.sarraf.testing.WebhookInbox;
import java.time.Duration;
import java.util.Optional;

/// What a server leaves in its database that has done a bit of everything, and has stopped.
final class BusyDay {
    private BusyDay() {}

    /// A database of the caller's own.
    static TestDatabase copy() {
        return TestPostgres.freshDatabase("busy_day", BusyDay::live);
    }

    private static void live(TestDatabase database) {
        try (var app = TestApp.start(database, TestApp.temporaryFolder(), Optional.empty());
                var inbox = new WebhookInbox()) {
            var shop = app.shop();
            shop.registerWebhook(inbox.url());
            // From here on it can be told that the endpoint wanted every event.
            shop.advanceClock(Duration.ofMinutes(2));
            var customer = new Customer();
            customer.pay(shop.createSession(), Customer.FRICTIONLESS);
            var stubborn = shop.createSession();
            customer.pay(stubborn, Customer.DECLINED);
            customer.pay(stubborn, Customer.FRICTIONLESS);
            customer.pay(shop.createSession(), Customer.DECLINED);
            var left = shop.createSession(Shop.order(50_000)).get("id").stringValue();
            shop.post("/checkout/sessions/" + left + "/expire", "{}").expect(200);
            inbox.await("checkout.session.expired", left);
        }
    }
}
