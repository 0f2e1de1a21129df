package dev.sarraf.events;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// What a merchant can be told of.
///
/// A type is part of the API: types are added, never renamed. A receiver answers 200 to one that it does not know.
public enum EventType {
    CHECKOUT_SESSION_COMPLETED("checkout.session"),
    CHECKOUT_SESSION_EXPIRED("checkout.session"),
    CHECKOUT_SESSION_ASYNC_PAYMENT_SUCCEEDED("checkout.session"),
    CHECKOUT_SESSION_ASYNC_PAYMENT_FAILED("checkout.session"),
    PAYMENT_INTENT_SUCCEEDED("payment_intent"),
    PAYMENT_INTENT_PAYMENT_FAILED("payment_intent"),
    PAYMENT_INTENT_CANCELED("payment_intent"),
    PAYMENT_INTENT_PROCESSING("payment_intent"),
    CHARGE_SUCCEEDED("charge"),
    CHARGE_FAILED("charge"),
    CHARGE_PENDING("charge"),
    CHARGE_REFUNDED("charge"),
    REFUND_CREATED("refund"),
    REFUND_FAILED("refund"),
    CUSTOMER_CREATED("customer"),
    CUSTOMER_UPDATED("customer"),
    CUSTOMER_DELETED("customer"),
    PRODUCT_CREATED("product"),
    PRODUCT_UPDATED("product"),
    PRODUCT_DELETED("product"),
    PRICE_CREATED("price"),
    PRICE_UPDATED("price"),
    PRICE_DELETED("price"),
    COUPON_CREATED("coupon"),
    COUPON_UPDATED("coupon"),
    COUPON_DELETED("coupon"),
    PROMOTION_CODE_CREATED("promotion_code"),
    PROMOTION_CODE_UPDATED("promotion_code"),
    PAYMENT_LINK_CREATED("payment_link"),
    PAYMENT_LINK_UPDATED("payment_link"),
    ORDER_DUPLICATE_CHARGE_REVERSED("order"),
    WEBHOOK_ENDPOINT_DELIVERY_FAILED("webhook_endpoint");

    private final String text;

    /// `subject` is what the event is about; the rest of the constant's name is what happened to it.
    EventType(String subject) {
        this.text = subject + "." + name().substring(subject.length() + 1).toLowerCase(Locale.ROOT);
    }

    /// As it stands in an event: `checkout.session.completed`.
    public String text() {
        return text;
    }

    public static Optional<EventType> parse(String text) {
        return Arrays.stream(values()).filter(type -> type.text.equals(text)).findFirst();
    }

    /// Every way to ask for this type: its name, all types, and each family that it belongs to, such as
    /// `checkout.*` and `checkout.session.*`.
    public List<String> selectors() {
        List<String> selectors = new ArrayList<>(List.of("*", text));
        for (int dot = text.indexOf('.'); dot >= 0; dot = text.indexOf('.', dot + 1)) {
            selectors.add(text.substring(0, dot) + ".*");
        }
        return selectors;
    }
}
