package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import dev.sarraf.testing.WebhookReceiver;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/// A merchant reads what happened, and asks what was not delivered.
class EventFlowTest {
    private TestApp app;
    private Shop shop;

    @BeforeEach
    void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterEach
    void stop() {
        app.close();
    }

    @Test
    void an_event_reads_as_it_was_sent_byte_for_byte() throws Exception {
        try (var receiver = WebhookReceiver.start()) {
            shop.registerWebhook(URI.create(receiver.url()));
            shop.post("/products", "{\"name\": \"Lampe d'été 灯\", \"metadata\": {\"b\": \"1.50\"}}")
                    .expect(201);
            var sent = receiver.next().text();
            var id = Shop.parse(sent).get("id").stringValue();

            assertThat(shop.get("/events/" + id).text()).isEqualTo(sent);
            assertThat(shop.get("/events").text()).isEqualTo("{\"data\":[" + sent + "],\"totalCount\":1}");
        }
    }

    @Test
    void events_are_listed_the_newest_first_by_page() {
        for (var name : List.of("One", "Two", "Three")) {
            shop.post("/products", "{\"name\": \"" + name + "\"}").expect(201);
            shop.advanceClock(Duration.ofMinutes(1));
        }

        var first = shop.get("/events?limit=2").expect(200);
        var second = shop.get("/events?limit=2&page=2").expect(200);

        assertThat(first.get("totalCount").intValue()).isEqualTo(3);
        assertThat(names(first)).containsExactly("Three", "Two");
        assertThat(names(second)).containsExactly("One");
        assertThat(names(shop.get("/events?page=3").expect(200))).isEmpty();
    }

    @Test
    void a_list_is_narrowed_by_type_family_object_and_day() {
        var lamp = shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        shop.patch("/products/" + id(lamp), "{\"name\": \"Lamp 2\"}").expect(200);
        shop.post("/customers", "{\"email\": \"mona@shop.example\"}").expect(201);

        assertThat(types("?type=product.updated")).containsExactly("product.updated");
        assertThat(types("?type=product.*")).containsExactlyInAnyOrder("product.updated", "product.created");
        assertThat(types("?type=customer.created,product.updated"))
                .containsExactlyInAnyOrder("customer.created", "product.updated");
        assertThat(types("?type=*")).hasSize(3);
        assertThat(types("?type=refund.*")).isEmpty();
        assertThat(types("?type=")).hasSize(3);
        assertThat(types("?objectId=" + id(lamp))).hasSize(2);
        assertThat(types("?objectId=prod_test_nobodys")).isEmpty();
        assertThat(types("?date=last:1,hour")).hasSize(3);
        var today = LocalDate.ofInstant(created(shop.get("/events").expect(200)), ZoneOffset.UTC);
        assertThat(types("?date=eq:" + today)).isNotEmpty();
        assertThat(types("?date=bt:2020-01-01,2020-01-31")).isEmpty();
        shop.advanceClock(Duration.ofDays(2));
        assertThat(types("?date=last:1,day")).isEmpty();
        assertThat(types("?date=last:1,week&type=product.*")).hasSize(2);
    }

    @Test
    void a_paid_session_that_no_server_heard_of_is_found() throws Exception {
        try (var receiver = WebhookReceiver.start(WebhookReceiver.status(500))) {
            var endpoint = shop.post("/webhook-endpoints", """
                    {"url": "%s", "enabledEvents": ["checkout.session.completed"]}
                    """.formatted(receiver.url()))
                    .expect(201);
            var session = shop.createSession();
            new Customer().pay(session, Customer.FRICTIONLESS);
            var unheard = receiver.next();

            var missed = shop.get("/events?type=checkout.session.completed&delivered=false")
                    .expect(200);
            assertThat(missed.get("totalCount").intValue()).isEqualTo(1);
            assertThat(missed.at("/data/0/data/object/id").stringValue()).isEqualTo(id(session));
            assertThat(types("?delivered=true")).isEmpty();
            assertThat(types("?delivered=false")).containsExactly("checkout.session.completed");

            receiver.answer(WebhookReceiver.status(200));
            shop.advanceClock(Duration.ofMinutes(1));
            assertThat(receiver.next().text()).isEqualTo(unheard.text());
            Eventually.becomes(() -> types("?delivered=true"), List.of("checkout.session.completed")::equals);
            assertThat(types("?delivered=false")).isEmpty();

            receiver.answer(WebhookReceiver.status(500));
            new Customer().pay(shop.createSession(), Customer.FRICTIONLESS);
            receiver.next();
            shop.delete("/webhook-endpoints/" + id(endpoint));
            assertThat(types("?delivered=false")).containsExactly("checkout.session.completed");
        }
    }

    @Test
    void what_is_not_ones_own_does_not_exist() {
        shop.post("/products", "{\"name\": \"Lamp\"}").expect(201);
        var event = id(shop.get("/events").expect(200).at("/data/0"));

        var foreign = app.neighbor().get("/events/" + event);

        assertThat(foreign.status()).isEqualTo(404);
        assertThat(foreign.json().at("/error/message").stringValue()).isEqualTo("No such event: '" + event + "'");
        assertThat(app.neighbor().get("/events").expect(200).get("totalCount").intValue())
                .isZero();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "type=product.create | type | parameter_invalid",
                "type=product.*,,price.* | type | parameter_invalid",
                "type=%00 | type | parameter_invalid",
                "date=yesterday | date | parameter_invalid",
                "timezone=Mars | timezone | parameter_invalid",
                "delivered=maybe | delivered | parameter_invalid",
                "limit=101 | limit | parameter_out_of_range",
                "page=0 | page | parameter_out_of_range",
            })
    void a_question_that_makes_no_sense_is_refused(String query, String param, String code) {
        var answer = shop.get("/events?" + query);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.json().at("/error/param").stringValue()).isEqualTo(param);
        assertThat(answer.json().at("/error/code").stringValue()).isEqualTo(code);
    }

    private List<String> types(String query) {
        return shop.get("/events" + query)
                .expect(200)
                .get("data")
                .valueStream()
                .map(event -> event.get("type").stringValue())
                .toList();
    }

    private static List<String> names(JsonNode list) {
        return list.get("data")
                .valueStream()
                .map(event -> event.at("/data/object/name").stringValue())
                .toList();
    }

    private static Instant created(JsonNode list) {
        return Instant.parse(list.at("/data/0/created").stringValue());
    }

    private static String id(JsonNode object) {
        return object.get("id").stringValue();
    }
}
