package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.Acknowledgement;
import dev.sarraf.events.EventType;
import dev.sarraf.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SenderTest {
    private final Workshop shop = new Workshop();
    private final WebhookReceiver receiver = WebhookReceiver.start();

    @AfterEach
    void close() {
        receiver.close();
        shop.close();
    }

    @Test
    void an_event_arrives_with_its_object_byte_for_byte() throws Exception {
        shop.endpoint(receiver.url());
        var json = "{\"b\": 1, \"a\":\"ق\\u0000é %s \\\"'\",\"b2\":[1.50,  null]}";
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED, "cs_test_1", json);

        assertThat(shop.sender().sendDue()).isEqualTo(1);

        var received = receiver.next();
        assertThat(received.text())
                .matches("\\{\"id\":\"evt_test_[0-9A-Za-z]{24}\",\"object\":\"event\",\"api_version\":\"3.1.0\","
                        + "\"created\":\"20\\d\\d-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d.\\d{3}Z\","
                        + "\"type\":\"checkout.session.completed\",\"livemode\":false,\"sequence\":1,"
                        + "\"data\":\\{\"object\":.*}}")
                .endsWith("\"data\":{\"object\":" + json + "}}");
        assertThat(received.method()).isEqualTo("POST");
        assertThat(received.header("Content-Type")).isEqualTo("application/json");
        assertThat(received.header("User-Agent")).isEqualTo("Sarraf-Webhooks/1.0");
        assertThat(shop.states()).isEqualTo("DELIVERED=1");
    }

    @Test
    void five_attempts_follow_the_schedule_and_then_the_delivery_has_failed() throws Exception {
        shop.endpoint(receiver.url());
        receiver.answer(WebhookReceiver.status(500));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();

        assertThat(sender.sendDue()).isEqualTo(1);
        for (var wait :
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(5), Duration.ofMinutes(30), Duration.ofHours(2))) {
            shop.advance(wait.minusSeconds(20));
            assertThat(sender.sendDue()).isZero();
            shop.advance(Duration.ofSeconds(20));
            receiver.answer(WebhookReceiver.status(wait.toHours() == 2 ? 404 : 503));
            // The fifth failure raises an event of its own, which is sent at once.
            assertThat(sender.sendDue()).isEqualTo(wait.toHours() == 2 ? 2 : 1);
        }

        assertThat(shop.column("SELECT state || ' ' || attempts FROM deliveries ORDER BY attempts DESC"))
                .containsExactly("FAILED 5", "PENDING 1");
        var bodies = receiver.all().stream().map(WebhookReceiver.Received::text).toList();
        assertThat(bodies.subList(0, 5)).hasSize(5).containsOnly(bodies.getFirst());
        assertThat(bodies.getLast())
                .contains("\"type\":\"webhook_endpoint.delivery_failed\"")
                .contains("\"url\":\"" + receiver.url() + "\"")
                .contains("\"eventType\":\"checkout.session.completed\"")
                .contains("\"attemptCount\":5")
                .contains("\"lastError\":{\"code\":\"status\"")
                .contains("\"status\":404");
    }

    @Test
    void a_running_sender_is_woken_by_a_commit() throws Exception {
        shop.endpoint(receiver.url());
        shop.sender().start();
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        receiver.next();

        var object = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);

        assertThat(receiver.next().text()).contains(object);
    }

    @Test
    void acknowledgement() throws Exception {
        var unheard = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        shop.endpoint(receiver.url(), "checkout.*");
        var object = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        assertThat(acknowledgement(unheard)).isEqualTo(Acknowledgement.NOBODY_SUBSCRIBED);
        assertThat(acknowledgement(object)).isEqualTo(Acknowledgement.PENDING);

        shop.sender().sendDue();

        assertThat(acknowledgement(object)).isEqualTo(Acknowledgement.ACKNOWLEDGED);
    }

    private Acknowledgement acknowledgement(String object) {
        return shop.database.inOneStatement(
                tx -> shop.history.acknowledgement(tx, shop.merchant, EventType.CHECKOUT_SESSION_COMPLETED, object));
    }
}
