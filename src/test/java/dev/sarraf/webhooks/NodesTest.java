package dev.sarraf.webhooks;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.db.Signals;
import dev.sarraf.events.Bell;
import dev.sarraf.events.EventType;
import dev.sarraf.events.Outbox;
import dev.sarraf.events.Relay;
import dev.sarraf.ids.Mode;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.WebhookReceiver;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Two processes on one database: what one commits, the other one sends without having looked for it.
@Timeout(120)
class NodesTest {
    private static final String CHANNEL = "sarraf_test";

    private final Workshop shop = new Workshop();
    private final WebhookReceiver receiver = WebhookReceiver.start();
    private final Signals here = signals();
    private final Signals there = signals();
    private final Relay relay = new Relay(() -> here.send(shop.database, CHANNEL));
    private final Outbox outbox = new Outbox(Mode.TEST, new Bell(relay::ring), new Metrics());

    @BeforeEach
    void start() {
        shop.endpoint(receiver.url());
        var bell = new Bell();
        there.listen(CHANNEL, bell::ring);
        // It would look by itself when the test is long over.
        shop.senderOfAnotherNode(SenderSettings.standard(Workshop.ANYWHERE).withPoll(Duration.ofHours(1)), bell)
                .start();
        there.start();
        relay.start();
        Eventually.becomes(this::listening, pids -> pids.size() == 1);
    }

    @AfterEach
    void close() {
        relay.close();
        there.close();
        here.close();
        receiver.close();
        shop.close();
    }

    @Test
    void a_commit_on_one_wakes_the_sender_of_the_other() throws Exception {
        for (int i = 0; i < 5; i++) {
            var object = raise();
            assertThat(receiver.next().text()).contains(object);
        }
    }

    @Test
    void what_was_committed_while_the_connection_was_lost_is_sent_once_there_is_another() throws Exception {
        assertThat(raise()).isNotEmpty();
        receiver.next();
        var before = listening();

        shop.column("SELECT CAST(pg_terminate_backend(pid) AS text) FROM pg_stat_activity WHERE pid = "
                + before.getFirst());
        var missed = raise();

        assertThat(receiver.next().text()).contains(missed);
        Eventually.becomes(this::listening, pids -> pids.size() == 1 && !pids.equals(before));
        assertThat(raise()).isNotEmpty();
        receiver.next();
    }

    @Test
    void a_process_does_not_hear_itself() throws Exception {
        var heard = new Bell();
        var own = new Bell();
        try (var third = signals()) {
            third.listen(CHANNEL, heard::ring);
            third.listen("sarraf_other", own::ring);
            third.start();
            Eventually.becomes(this::listening, pids -> pids.size() == 2);
            assertThat(heard.await(Duration.ofSeconds(20))).isTrue();
            assertThat(own.await(Duration.ofSeconds(20))).isTrue();

            third.send(shop.database, "sarraf_other");
            here.send(shop.database, CHANNEL);

            assertThat(heard.await(Duration.ofSeconds(20))).isTrue();
            assertThat(own.await(Duration.ZERO)).isFalse();
        }
    }

    private String raise() {
        var object = "obj_" + System.nanoTime();
        shop.database.inTransaction(tx -> {
            outbox.add(tx, shop.merchant, EventType.CHARGE_SUCCEEDED, object, "{\"id\":\"" + object + "\"}");
            return object;
        });
        return object;
    }

    private List<String> listening() {
        return shop.column("SELECT pid FROM pg_stat_activity WHERE datname = current_database()"
                + " AND application_name = 'sarraf signals' AND query LIKE 'LISTEN%'");
    }

    private Signals signals() {
        var server = shop.mode.server();
        return new Signals(server.jdbcUrl(), server.user(), server.password());
    }
}
