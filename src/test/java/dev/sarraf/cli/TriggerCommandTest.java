package dev.sarraf.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.TestApp;
import dev.sarraf.events.EventType;
import dev.sarraf.testing.Shop;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/// `./sarraf trigger`, once for each event that there is.
class TriggerCommandTest {
    private static TestApp app;

    @BeforeAll
    static void start() {
        app = TestApp.start();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @ParameterizedTest
    @EnumSource(
            mode = EnumSource.Mode.EXCLUDE,
            names = {
                "PAYMENT_INTENT_CANCELED",
                "PAYMENT_INTENT_PROCESSING",
                "CHARGE_PENDING",
                "WEBHOOK_ENDPOINT_DELIVERY_FAILED"
            })
    void an_event_happens_because_what_it_reports_does(EventType type) {
        var run = trigger(type.text());

        assertThat(run.status()).as(run.err()).isZero();
        assertThat(run.out()).matches("\\Q" + type.text() + "\\E  evt_test_\\w{24}  \\S*\n");
        var id = run.out().split("  ", -1)[1];
        assertThat(app.query("SELECT type FROM test.events WHERE id = '" + id + "'"))
                .containsExactly(type.text());
        assertThat(app.query("SELECT count(*) FROM test.listeners")).containsExactly("0");
    }

    @ParameterizedTest
    @EnumSource(names = {"PAYMENT_INTENT_CANCELED", "PAYMENT_INTENT_PROCESSING", "CHARGE_PENDING"})
    void an_event_that_this_version_never_sends_is_called_so(EventType type) {
        var run = trigger(type.text());

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.err()).startsWith("sarraf: " + type.text() + " cannot be made to happen. No ");
    }

    @Test
    void an_event_that_takes_hours_asks_before_it_moves_the_clock() {
        var asked = trigger("webhook_endpoint.delivery_failed");
        assertThat(asked.status()).isEqualTo(1);
        assertThat(asked.err()).contains("--move-clock");

        var run = trigger("webhook_endpoint.delivery_failed", "--move-clock", "--print-json");

        assertThat(run.status()).as(run.err()).isZero();
        var event = Shop.parse(run.out().lines().skip(1).findFirst().orElseThrow());
        assertThat(event.at("/data/object/attemptCount").intValue()).isEqualTo(5);
        assertThat(app.query("SELECT count(*) FROM test.webhook_endpoints")).containsExactly("0");
    }

    @ParameterizedTest
    @CsvSource({
        "checkout.session.completed, data.object.metadata.order=7, /metadata/order, 7",
        "checkout.session.completed, data.object.orderReference=\"A-1\", /orderReference, A-1",
        "checkout.session.expired, data.object.lineItems.0.quantity=3, /amountTotal, 449700",
        "checkout.session.async_payment_failed, data.object.metadata.order=8, /metadata/order, 8",
        "product.updated, data.object.description=blue, /description, blue",
        "refund.created, data.object.amount=500, /amount, 500",
        "customer.deleted, data.object.metadata.tier=gold, /metadata/tier, gold",
    })
    void what_should_be_other_than_usual_is(String type, String override, String at, String expected) {
        var run = trigger(type, "--override", override, "--print-json");

        assertThat(run.status()).as(run.err()).isZero();
        var event = Shop.parse(run.out().lines().skip(1).findFirst().orElseThrow());
        assertThat(event.at("/data/object" + at).asString()).isEqualTo(expected);
    }

    @Test
    void what_cannot_be_set_is_said_by_the_api() {
        var unknown = trigger("product.created", "--override", "data.object.color=red");
        assertThat(unknown.status()).isEqualTo(1);
        assertThat(unknown.err()).startsWith("sarraf: The server says: ").contains("color");
        assertThat(trigger("product.created", "--override", "data.object.name.first=x")
                        .status())
                .isEqualTo(1);
        assertThat(trigger("checkout.session.expired", "--override", "data.object.lineItems.7.quantity=1")
                        .err())
                .contains("\"7\" is no place in a list of 1.");
        assertThat(app.query("SELECT count(*) FROM test.listeners")).containsExactly("0");
        for (var wrong : List.of("metadata.order=7", "data.object=7", "data.object.a", "data.object..a=1")) {
            assertThat(trigger("product.created", "--override", wrong).status())
                    .as(wrong)
                    .isEqualTo(2);
        }
    }

    @Test
    void the_list_has_every_event_and_what_is_none_is_a_wrong_use() {
        var list = trigger("--list");

        assertThat(list.out().lines().map(line -> line.split(" ", 2)[0]))
                .containsExactlyElementsOf(
                        Arrays.stream(EventType.values()).map(EventType::text).toList());
        assertThat(trigger().status()).isEqualTo(2);
        assertThat(trigger("no.such").status()).isEqualTo(2);
        assertThat(trigger("no.such").err()).contains("\"no.such\" is no event.");
    }

    private static CommandRun trigger(String... words) {
        return CommandRun.of(
                Map.of(
                        "SARRAF_API_URL",
                        app.url().toString(),
                        "SARRAF_SECRET_KEY",
                        app.environment().getProperty("XPAY_SECRET_KEY")),
                Stream.concat(Stream.of("trigger"), Stream.of(words)).toArray(String[]::new));
    }
}
