package dev.sarraf.events;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class EventTypeTest {
    @Test
    void the_catalogue() {
        assertThat(Arrays.stream(EventType.values()).map(EventType::text))
                .containsExactly(
                        "checkout.session.completed",
                        "checkout.session.expired",
                        "checkout.session.async_payment_succeeded",
                        "checkout.session.async_payment_failed",
                        "payment_intent.succeeded",
                        "payment_intent.payment_failed",
                        "payment_intent.canceled",
                        "payment_intent.processing",
                        "charge.succeeded",
                        "charge.failed",
                        "charge.pending",
                        "charge.refunded",
                        "refund.created",
                        "refund.failed",
                        "customer.created",
                        "customer.updated",
                        "customer.deleted",
                        "product.created",
                        "product.updated",
                        "product.deleted",
                        "price.created",
                        "price.updated",
                        "price.deleted",
                        "coupon.created",
                        "coupon.updated",
                        "coupon.deleted",
                        "promotion_code.created",
                        "promotion_code.updated",
                        "payment_link.created",
                        "payment_link.updated",
                        "order.duplicate_charge_reversed",
                        "webhook_endpoint.delivery_failed");
    }

    @Test
    void a_type_can_be_asked_for_by_name_by_family_and_by_star() {
        assertThat(EventType.CHECKOUT_SESSION_COMPLETED.selectors())
                .containsExactlyInAnyOrder("*", "checkout.session.completed", "checkout.*", "checkout.session.*");
    }

    @Test
    void a_filter_matches_what_it_names() {
        var completed = EventType.CHECKOUT_SESSION_COMPLETED;

        assertThat(EventFilter.everything().matches(completed)).isTrue();
        assertThat(filter("*").matches(completed)).isTrue();
        assertThat(filter("checkout.*").matches(completed)).isTrue();
        assertThat(filter("charge.failed", "checkout.session.completed").matches(completed))
                .isTrue();
        assertThat(filter("checkout.session.expired").matches(completed)).isFalse();
        assertThat(filter("payment_intent.*").matches(completed)).isFalse();
    }

    @Test
    void selectors_that_can_never_match_are_unknown() {
        assertThat(List.of("*", "price.*", "checkout.session.*", "refund.failed"))
                .allMatch(EventFilter::knows);
        assertThat(List.of(
                        "", "**", "checkout", "checkout.", "checkout.sess*", "*.created", "order.created", "PRICE.*"))
                .noneMatch(EventFilter::knows);
    }

    private static EventFilter filter(String... selectors) {
        return new EventFilter(List.of(selectors));
    }
}
