package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.events.Acknowledgement;
import dev.sarraf.events.Attempt;
import dev.sarraf.events.EventId;
import dev.sarraf.events.EventType;
import dev.sarraf.testing.WebhookReceiver;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(120)
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
    void an_extended_policy_goes_on_for_days_and_only_then_has_the_delivery_failed() throws Exception {
        shop.endpoint(receiver.url(), new Sending(RetryPolicy.EXTENDED, false), "checkout.*");
        receiver.answer(WebhookReceiver.status(500));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();
        var waits = List.of(
                Duration.ofMinutes(1),
                Duration.ofMinutes(5),
                Duration.ofMinutes(30),
                Duration.ofHours(2),
                Duration.ofHours(5),
                Duration.ofHours(10),
                Duration.ofHours(24),
                Duration.ofHours(24));

        assertThat(sender.sendDue()).isEqualTo(1);
        for (var wait : waits) {
            assertThat(shop.states()).isEqualTo("PENDING=1");
            shop.advance(wait.minusSeconds(20));
            assertThat(sender.sendDue()).isZero();
            shop.advance(Duration.ofSeconds(20));
            assertThat(sender.sendDue()).isEqualTo(1);
        }

        assertThat(shop.column("SELECT state || ' ' || attempts FROM deliveries"))
                .containsExactly("FAILED 9");
        assertThat(shop.column("SELECT payload FROM events WHERE type = 'webhook_endpoint.delivery_failed'"))
                .singleElement()
                .asString()
                .contains("\"attemptCount\":9");
    }

    @ParameterizedTest
    @CsvSource({"429, 600, 600", "503, 600, 600", "503, 5, 60", "500, 600, 60", "429, 999999, 86400", "503, soon, 60"})
    void an_endpoint_that_asks_for_rest_is_left_alone_for_longer_than_the_schedule_says(
            int status, String header, long seconds) throws Exception {
        shop.endpoint(receiver.url(), "checkout.*");
        receiver.answer(asking(status, header));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();
        sender.sendDue();

        shop.advance(Duration.ofSeconds(seconds - 20));
        assertThat(sender.sendDue()).isZero();
        shop.advance(Duration.ofSeconds(20));
        assertThat(sender.sendDue()).isEqualTo(1);
    }

    @Test
    void rest_can_be_asked_for_until_a_date() throws Exception {
        shop.endpoint(receiver.url(), "checkout.*");
        var inAnHour = ZonedDateTime.now(ZoneOffset.UTC).plusHours(1);
        receiver.answer(asking(503, DateTimeFormatter.RFC_1123_DATE_TIME.format(inAnHour)));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();
        sender.sendDue();

        shop.advance(Duration.ofMinutes(55));
        assertThat(sender.sendDue()).isZero();
        shop.advance(Duration.ofMinutes(6));
        assertThat(sender.sendDue()).isEqualTo(1);
    }

    @Test
    void who_asks_for_rest_gets_no_attempt_more() throws Exception {
        shop.endpoint(receiver.url(), "checkout.*");
        receiver.answer(asking(503, "86400"));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();

        for (int i = 0; i < 6; i++) {
            sender.sendDue();
            shop.advance(Duration.ofHours(24));
        }

        assertThat(receiver.all()).hasSize(5);
        assertThat(shop.states()).isEqualTo("FAILED=1");
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
    void a_failed_attempt_is_kept_and_the_next_may_succeed() throws Exception {
        var endpoint = shop.endpoint(receiver.url()).endpoint().id();
        receiver.answer(exchange -> {
            var answer = "sold out".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(503, answer.length);
            exchange.getResponseBody().write(answer);
        });
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();
        sender.sendDue();
        receiver.answer(WebhookReceiver.status(200));
        shop.advance(Duration.ofMinutes(1));
        sender.sendDue();

        var event = new EventId(shop.column("SELECT id FROM events").getFirst());
        var attempts = shop.database.inOneStatement(tx -> shop.history.attempts(tx, shop.merchant, event, endpoint));

        assertThat(attempts).hasSize(2);
        assertThat(attempts.getFirst().failure()).contains(Attempt.Failure.STATUS);
        assertThat(attempts.getFirst().status()).hasValue(503);
        assertThat(attempts.getFirst().answer()).isEqualTo("sold out");
        assertThat(attempts.getLast().succeeded()).isTrue();
        assertThat(attempts.getLast().status()).hasValue(200);
    }

    @Test
    void the_failure_of_a_report_of_failure_is_not_reported() throws Exception {
        shop.endpoint(receiver.url(), "webhook_endpoint.delivery_failed");
        receiver.answer(WebhookReceiver.status(500));
        shop.raise(EventType.WEBHOOK_ENDPOINT_DELIVERY_FAILED);
        var sender = shop.sender();

        for (int i = 0; i < 6; i++) {
            sender.sendDue();
            shop.advance(Duration.ofHours(2));
        }

        assertThat(receiver.all()).hasSize(5);
        assertThat(shop.states()).isEqualTo("FAILED=1");
        assertThat(shop.column("SELECT id FROM events")).hasSize(1);
    }

    @Test
    void many_deliveries_that_fail_for_good_at_once_are_all_reported() throws Exception {
        shop.endpoint(receiver.url(), "checkout.*");
        receiver.answer(WebhookReceiver.status(500));
        for (int i = 0; i < 30; i++) {
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        }
        var sender = shop.sender();

        for (int i = 0; i < 5; i++) {
            sender.sendDue();
            shop.advance(Duration.ofHours(2));
        }

        assertThat(shop.states()).isEqualTo("FAILED=30");
        assertThat(
                        shop.column(
                                "SELECT sequence FROM events WHERE type = 'webhook_endpoint.delivery_failed' ORDER BY sequence"))
                .containsExactlyElementsOf(
                        IntStream.rangeClosed(1, 30).mapToObj(String::valueOf).toList());
    }

    @Test
    void while_an_endpoint_is_disabled_what_waits_is_kept_and_nothing_is_added() throws Exception {
        var id = shop.endpoint(receiver.url()).endpoint().id();
        var before = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        shop.change(id, enabled(false));
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();

        assertThat(sender.sendDue()).isZero();
        shop.change(id, enabled(true));
        assertThat(sender.sendDue()).isEqualTo(1);

        assertThat(receiver.next().text()).contains(before);
    }

    @Test
    void what_waits_for_a_deleted_endpoint_is_never_sent() throws Exception {
        var id = shop.endpoint(receiver.url()).endpoint().id();
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        shop.endpoints.delete(shop.merchant, id);
        var sender = shop.sender();

        assertThat(sender.sendDue()).isZero();
        assertThat(sender.sweep()).isEqualTo(1);

        assertThat(receiver.all()).isEmpty();
        assertThat(shop.states()).isEqualTo("CANCELED=1");
    }

    @Test
    void what_waits_follows_its_endpoint_to_another_url() throws Exception {
        var id = shop.endpoint("http://localhost:1/").endpoint().id();
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender();
        sender.sendDue();

        shop.change(
                id,
                new WebhookEndpoints.Change(
                        Optional.of(receiver.url()),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty()));
        shop.advance(Duration.ofMinutes(1));
        sender.sendDue();

        assertThat(receiver.all()).hasSize(1);
    }

    @Test
    void a_sender_that_lost_its_lease_writes_nothing() throws Exception {
        var sending = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        shop.endpoint(receiver.url());
        receiver.answer(exchange -> {
            sending.countDown();
            goOn.await();
            exchange.sendResponseHeaders(500, -1);
        });
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var stale = shop.sender(SenderSettings.standard(Workshop.ANYWHERE));
        var thread = Thread.ofVirtual().start(() -> sendDue(stale));
        sending.await();
        shop.expireLeases();
        receiver.answer(WebhookReceiver.status(200));

        assertThat(shop.sender().sendDue()).isEqualTo(1);
        goOn.countDown();
        thread.join();

        assertThat(shop.states()).isEqualTo("DELIVERED=1");
        assertThat(shop.column("SELECT status FROM delivery_attempts")).containsExactly("200");
        assertThat(receiver.all()).hasSize(2);
    }

    @Test
    void several_nodes_make_each_delivery_once() throws Exception {
        for (int i = 0; i < 5; i++) {
            shop.endpoint(receiver.url() + "/" + i);
        }
        for (int i = 0; i < 60; i++) {
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        }
        var settings = SenderSettings.standard(Workshop.ANYWHERE);
        var nodes =
                List.of(shop.sender(settings), shop.senderOfAnotherNode(settings), shop.senderOfAnotherNode(settings));

        nodes.forEach(Sender::start);
        for (int i = 0; i < 300; i++) {
            receiver.next();
        }
        nodes.forEach(Sender::close);

        assertThat(shop.states()).isEqualTo("DELIVERED=300");
        assertThat(receiver.all()).hasSize(300);
        assertThat(receiver.all().stream()
                        .map(received -> received.path() + received.text())
                        .distinct())
                .hasSize(300);
    }

    @Test
    void several_nodes_together_keep_to_the_limit_of_an_endpoint() throws Exception {
        var now = new AtomicInteger();
        var most = new AtomicInteger();
        receiver.answer(exchange -> {
            most.accumulateAndGet(now.incrementAndGet(), Math::max);
            Thread.sleep(5);
            now.decrementAndGet();
            exchange.sendResponseHeaders(200, -1);
        });
        shop.endpoint(receiver.url());
        for (int i = 0; i < 100; i++) {
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        }
        var settings = SenderSettings.standard(Workshop.ANYWHERE).withInFlight(3, 100);
        var nodes =
                List.of(shop.sender(settings), shop.senderOfAnotherNode(settings), shop.senderOfAnotherNode(settings));

        nodes.forEach(Sender::start);
        for (int i = 0; i < 100; i++) {
            receiver.next();
        }

        assertThat(most.get()).isBetween(1, 3);
    }

    @Test
    void endpoints_that_hang_delay_no_other() throws Exception {
        var over = new CountDownLatch(1);
        try (var hanging = WebhookReceiver.start(_ -> over.await())) {
            for (int i = 0; i < 40; i++) {
                shop.endpoint(hanging.url() + "/" + i, "refund.*");
            }
            for (int i = 0; i < 12; i++) {
                shop.raise(EventType.REFUND_CREATED);
            }
            // The hanging ones alone could fill the 100 places more than three times over.
            var sender = shop.sender(SenderSettings.standard(Workshop.ANYWHERE).withInFlight(8, 100));
            sender.start();
            hanging.next();
            shop.endpoint(receiver.url(), "charge.*");

            for (int i = 0; i < 20; i++) {
                var object = shop.raise(EventType.CHARGE_SUCCEEDED);
                assertThat(receiver.next().text()).contains(object);
            }

            assertThat(receiver.all()).hasSize(20);
            over.countDown();
        }
    }

    @Test
    void one_endpoint_gets_eight_at_a_time() throws Exception {
        var over = new CountDownLatch(1);
        receiver.answer(_ -> over.await());
        shop.endpoint(receiver.url());
        for (int i = 0; i < 20; i++) {
            shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        }
        var sender = shop.sender(SenderSettings.standard(Workshop.ANYWHERE));
        var thread = Thread.ofVirtual().start(() -> sendDue(sender));
        for (int i = 0; i < 8; i++) {
            receiver.next();
        }

        assertThat(shop.senderOfAnotherNode(SenderSettings.standard(Workshop.ANYWHERE))
                        .sendDue())
                .isZero();

        receiver.answer(WebhookReceiver.status(200));
        over.countDown();
        thread.join();
        assertThat(receiver.all()).hasSize(20);
    }

    @Test
    void closing_breaks_off_what_hangs_without_blaming_the_endpoint() throws Exception {
        var over = new CountDownLatch(1);
        receiver.answer(_ -> over.await());
        shop.endpoint(receiver.url());
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        var sender = shop.sender(SenderSettings.standard(Workshop.ANYWHERE));
        sender.start();
        receiver.next();

        sender.close();

        assertThat(shop.column("SELECT state || ' ' || attempts FROM deliveries"))
                .containsExactly("PENDING 0");
        over.countDown();
    }

    @Test
    void a_secret_that_cannot_be_opened_harms_no_other_endpoint() throws Exception {
        var broken = shop.endpoint("http://localhost:1/").endpoint().id();
        shop.endpoint(receiver.url());
        shop.database.inOneStatement(
                tx -> tx.update("UPDATE webhook_secrets SET sealed = sealed || 'x'::bytea WHERE endpoint_id = :id")
                        .bind("id", broken.text())
                        .execute());
        shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);

        shop.sender().sendDue();

        assertThat(receiver.all()).hasSize(1);
        assertThat(shop.column("SELECT failure FROM delivery_attempts WHERE failure IS NOT NULL"))
                .containsExactly("INTERNAL");
    }

    @Test
    void acknowledgement_follows_first_attempts() throws Exception {
        var unheard = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        shop.endpoint(receiver.url(), "checkout.*");
        var object = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        assertThat(acknowledgement(unheard)).isEqualTo(Acknowledgement.NOBODY_SUBSCRIBED);
        assertThat(acknowledgement(object)).isEqualTo(Acknowledgement.PENDING);

        shop.sender().sendDue();
        assertThat(acknowledgement(object)).isEqualTo(Acknowledgement.ACKNOWLEDGED);

        receiver.answer(WebhookReceiver.status(500));
        var failing = shop.raise(EventType.CHECKOUT_SESSION_COMPLETED);
        shop.sender().sendDue();
        assertThat(acknowledgement(failing)).isEqualTo(Acknowledgement.FAILED);
    }

    private Acknowledgement acknowledgement(String object) {
        return shop.database.inOneStatement(
                tx -> shop.history.acknowledgement(tx, shop.merchant, EventType.CHECKOUT_SESSION_COMPLETED, object));
    }

    private static WebhookEndpoints.Change enabled(boolean enabled) {
        return new WebhookEndpoints.Change(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(enabled),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static WebhookReceiver.Answer asking(int status, String retryAfter) {
        return exchange -> {
            exchange.getResponseHeaders().add("Retry-After", retryAfter);
            exchange.sendResponseHeaders(status, -1);
        };
    }

    private static void sendDue(Sender sender) {
        try {
            sender.sendDue();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }
}
