package dev.sarraf.events;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.ModeDatabase;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class OutboxTest {
    private final ModeDatabase mode = ModeDatabase.fresh();
    private final Subscriptions subscriptions = new Subscriptions();
    private final Outbox outbox = new Outbox(Mode.TEST, new Bell(), new Metrics());
    private final MerchantId merchant = MerchantId.random();
    private final MerchantId neighbor = MerchantId.random();

    @AfterEach
    void close() {
        mode.close();
    }

    @Test
    void an_event_of_a_change_that_is_rolled_back_does_not_exist() {
        subscribe(merchant, true);

        assertThatThrownBy(() -> mode.database().inTransaction(tx -> {
                    outbox.add(tx, merchant, EventType.CHARGE_SUCCEEDED, "ch_1", "{}");
                    throw new IllegalStateException("no");
                }))
                .hasMessage("no");

        assertThat(rows("SELECT id FROM events")).isEmpty();
        assertThat(rows("SELECT event_id FROM deliveries")).isEmpty();
    }

    @Test
    void the_sequence_rises_for_each_object_on_its_own() {
        add(merchant, EventType.CHARGE_PENDING, "ch_1");
        add(merchant, EventType.CHARGE_SUCCEEDED, "ch_1");
        add(merchant, EventType.CHARGE_SUCCEEDED, "ch_2");
        add(neighbor, EventType.CHARGE_SUCCEEDED, "ch_1");

        assertThat(rows("SELECT object_id || ' ' || sequence FROM events ORDER BY merchant_id = '" + merchant
                        + "' DESC, object_id, sequence"))
                .containsExactly("ch_1 1", "ch_1 2", "ch_2 1", "ch_1 1");
    }

    @Test
    void every_type_reaches_exactly_those_who_asked_for_it() {
        var everything = subscribe(merchant, true);
        var star = subscribe(merchant, true, "*");
        var checkout = subscribe(merchant, true, "checkout.*", "refund.failed");
        var sessions = subscribe(merchant, true, "checkout.session.*");
        subscribe(merchant, false, "*");
        subscribe(neighbor, true, "*");

        for (var type : EventType.values()) {
            add(merchant, type, type.name());
        }

        int all = EventType.values().length;
        assertThat(received(everything)).hasSize(all);
        assertThat(received(star)).hasSize(all);
        assertThat(received(sessions)).hasSize(4).allMatch(type -> type.startsWith("checkout.session."));
        assertThat(received(checkout)).hasSize(5).contains("refund.failed");
        assertThat(rows("SELECT event_id FROM deliveries")).hasSize(2 * all + 9);
    }

    @Test
    void the_database_and_the_filter_agree_on_what_matches() {
        var selectors = Arrays.stream(EventType.values())
                .flatMap(type -> type.selectors().stream())
                .distinct()
                .toList();
        var endpoints = selectors.stream()
                .map(selector -> subscribe(merchant, true, selector))
                .toList();

        for (var type : EventType.values()) {
            add(merchant, type, type.name());
        }

        for (int i = 0; i < selectors.size(); i++) {
            var filter = new EventFilter(List.of(selectors.get(i)));
            assertThat(received(endpoints.get(i)))
                    .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventType.values())
                            .filter(filter::matches)
                            .map(EventType::text)
                            .toList());
        }
    }

    @Test
    void the_payload_is_json_whose_time_is_the_merchants_business_time() {
        mode.advance(merchant, Duration.ofDays(400));

        add(merchant, EventType.CHARGE_SUCCEEDED, "ch_1");

        var payload =
                JsonMapper.shared().readTree(rows("SELECT payload FROM events").getFirst());
        assertThat(payload.get("created").stringValue())
                .isEqualTo(rows("SELECT to_char(created_at, 'YYYY-MM-DD\"T\"HH24:MI:SS.MS\"Z\"') FROM events")
                        .getFirst());
        assertThat(rows("SELECT created_at > now() + interval '399 days' FROM events"))
                .containsExactly("t");
        assertThat(payload.get("data").get("object").get("id").stringValue()).isEqualTo("ch_1");
    }

    private EndpointId subscribe(MerchantId who, boolean enabled, String... selectors) {
        var endpoint = EndpointId.random(Mode.TEST);
        mode.database().inTransaction(tx -> {
            subscriptions.put(tx, who, new Subscription(endpoint, enabled, new EventFilter(List.of(selectors))));
            return endpoint;
        });
        return endpoint;
    }

    private void add(MerchantId who, EventType type, String object) {
        mode.database().inTransaction(tx -> {
            outbox.add(tx, who, type, object, "{\"id\":\"" + object + "\"}");
            return object;
        });
    }

    private List<String> received(EndpointId endpoint) {
        return rows("SELECT e.type FROM deliveries AS d JOIN events AS e ON e.id = d.event_id WHERE d.endpoint_id = '"
                + endpoint + "'");
    }

    private List<String> rows(String sql) {
        return mode.database()
                .inOneStatement(tx -> tx.query(sql).mapTo(String.class).list());
    }
}
