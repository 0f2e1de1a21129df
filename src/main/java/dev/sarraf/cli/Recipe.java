package dev.sarraf.cli;

import dev.sarraf.events.EventType;
import java.time.Duration;
import java.util.Locale;

/// How an event comes about.
sealed interface Recipe {
    String PRICE = "{\"type\": \"ONE_TIME\", \"unitAmount\": 149900, \"currency\": \"EGP\"}";
    String COUPON = "{\"discountType\": \"percentage\", \"percentOff\": 10, \"duration\": \"once\"}";

    /// What is done, in words.
    String words();

    /// Calls of the API bring it about.
    record Calls(String words, Steps steps) implements Recipe {}

    /// It comes about only after so much time, again and again until it has.
    ///
    /// @param after what is done when it has come
    record Patience(String words, Steps steps, Duration step, int times, Steps after) implements Recipe {}

    /// Nothing brings it about in this version.
    record Never(String words) implements Recipe {}

    /// What is called.
    @FunctionalInterface
    interface Steps {
        void on(Workbench bench) throws InterruptedException;
    }

    /// Every event has one.
    static Recipe of(EventType type) {
        return switch (type) {
            case CHECKOUT_SESSION_COMPLETED, PAYMENT_INTENT_SUCCEEDED, CHARGE_SUCCEEDED ->
                new Calls("a session is paid by card", bench -> bench.pay(bench.session()));
            case CHECKOUT_SESSION_EXPIRED ->
                new Calls(
                        "a session is expired",
                        bench -> bench.post("/checkout/sessions/" + bench.session() + "/expire", "{}"));
            case CHECKOUT_SESSION_ASYNC_PAYMENT_SUCCEEDED -> voucher("a voucher is paid", "pay");
            case CHECKOUT_SESSION_ASYNC_PAYMENT_FAILED -> voucher("a voucher is not paid", "fail");
            case PAYMENT_INTENT_PAYMENT_FAILED, CHARGE_FAILED ->
                new Calls("a card is declined", bench -> bench.tryToPay(bench.session()));
            case PAYMENT_INTENT_CANCELED -> new Never("No payment is canceled in this version.");
            case PAYMENT_INTENT_PROCESSING ->
                new Never("No event is sent while a payment is under way in this version.");
            case CHARGE_PENDING -> new Never("No event is sent while a charge is pending in this version.");
            case CHARGE_REFUNDED ->
                new Calls("a session is paid by card and refunded", bench -> {
                    var session = bench.session();
                    bench.pay(session);
                    bench.post("/refunds", refundOf(bench.intentOf(session)));
                });
            case REFUND_CREATED ->
                new Calls(
                        "a payment by card is refunded", bench -> bench.make("/refunds", refundOf(bench.paidIntent())));
            case REFUND_FAILED ->
                new Calls("the bank declines a refund", bench -> {
                    var intent = bench.paidIntent();
                    bench.post("/test-helpers/bank/decline-next-refund", "{}");
                    bench.make("/refunds", refundOf(intent));
                });
            case CUSTOMER_CREATED -> new Calls("a customer is registered", Recipe::customer);
            case CUSTOMER_UPDATED ->
                new Calls("a customer is renamed", bench -> bench.patch("/customers/" + customer(bench), named()));
            case CUSTOMER_DELETED ->
                new Calls("a customer is deleted", bench -> bench.delete("/customers/" + customer(bench)));
            case PRODUCT_CREATED -> new Calls("a product is created", Recipe::product);
            case PRODUCT_UPDATED ->
                new Calls("a product is renamed", bench -> bench.patch("/products/" + product(bench), named()));
            case PRODUCT_DELETED ->
                new Calls("a product is deleted", bench -> bench.delete("/products/" + product(bench)));
            case PRICE_CREATED -> new Calls("a price is created", Recipe::price);
            case PRICE_UPDATED ->
                new Calls("a price is archived", bench -> bench.patch("/prices/" + price(bench), archived()));
            case PRICE_DELETED -> new Calls("a price is deleted", bench -> bench.delete("/prices/" + price(bench)));
            case COUPON_CREATED -> new Calls("a coupon is created", Recipe::coupon);
            case COUPON_UPDATED ->
                new Calls("a coupon is renamed", bench -> bench.patch("/coupons/" + coupon(bench), named()));
            case COUPON_DELETED -> new Calls("a coupon is deleted", bench -> bench.delete("/coupons/" + coupon(bench)));
            case PROMOTION_CODE_CREATED -> new Calls("a promotion code is created", Recipe::promotionCode);
            case PROMOTION_CODE_UPDATED ->
                new Calls(
                        "a promotion code is switched off",
                        bench -> bench.patch("/promotion-codes/" + promotionCode(bench), archived()));
            case PAYMENT_LINK_CREATED -> new Calls("a payment link is created", Recipe::link);
            case PAYMENT_LINK_UPDATED ->
                new Calls(
                        "a payment link is switched off",
                        bench -> bench.patch("/payment-links/" + link(bench), archived()));
            case ORDER_DUPLICATE_CHARGE_REVERSED ->
                new Calls("a voucher of an order that was paid by card is paid, too", bench -> {
                    var reference = bench.unique("trigger-");
                    var first = bench.sessionOf(reference);
                    bench.askForVoucher(first);
                    bench.pay(bench.otherSession(reference));
                    bench.act(first, "pay");
                });
            case WEBHOOK_ENDPOINT_DELIVERY_FAILED -> deliveryFailed();
        };
    }

    private static Recipe voucher(String words, String act) {
        return new Calls(words, bench -> {
            var session = bench.session();
            bench.askForVoucher(session);
            bench.act(session, act);
        });
    }

    /// The longest wait of the schedule is two hours, and there are four.
    private static Recipe deliveryFailed() {
        var endpoint = new String[1];
        return new Patience(
                "an endpoint that nobody can reach is tried five times",
                bench -> {
                    endpoint[0] = bench.make(
                            "/webhook-endpoints",
                            "{\"url\": \"https://%s.invalid/\", \"enabledEvents\": [\"product.created\"]}"
                                    .formatted(bench.unique("trigger-").toLowerCase(Locale.ROOT)));
                    bench.product();
                },
                Duration.ofHours(2),
                12,
                bench -> bench.delete("/webhook-endpoints/" + endpoint[0]));
    }

    private static String refundOf(String intent) {
        return "{\"paymentIntentId\": \"%s\"}".formatted(intent);
    }

    private static String named() {
        return "{\"name\": \"Another name\"}";
    }

    private static String archived() {
        return "{\"active\": false}";
    }

    private static String customer(Workbench bench) throws InterruptedException {
        return bench.make(
                "/customers",
                "{\"name\": \"Mona Test\", \"email\": \"%s@example.com\"}".formatted(bench.unique("mona-")));
    }

    private static String product(Workbench bench) throws InterruptedException {
        return bench.make("/products", "{\"name\": \"Canvas weekender\"}");
    }

    private static String price(Workbench bench) throws InterruptedException {
        return bench.make("/prices?productId=" + bench.product(), PRICE);
    }

    private static String coupon(Workbench bench) throws InterruptedException {
        return bench.make("/coupons", COUPON);
    }

    private static String promotionCode(Workbench bench) throws InterruptedException {
        return bench.make("/promotion-codes", "{\"coupon\": \"%s\"}".formatted(bench.coupon()));
    }

    private static String link(Workbench bench) throws InterruptedException {
        return bench.make(
                "/payment-links",
                "{\"afterCompletion\": {\"type\": \"hosted_confirmation\"}, \"lineItems\": [{\"priceId\": \"%s\", \"quantity\": 1}]}"
                        .formatted(bench.price()));
    }
}
