package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.audit.Patrol;
import dev.sarraf.audit.Unsettled;
import dev.sarraf.db.Database;
import dev.sarraf.ids.Mode;
import dev.sarraf.metrics.Metrics;
import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.WebhookInbox;
import java.sql.SQLException;
import java.time.Instant;
import java.time.InstantSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MetricsTest {
    @Test
    void requests_and_payments_are_counted_and_nothing_names_anybody() {
        try (var app = TestApp.start()) {
            var shop = app.shop();
            var customer = new Customer();
            var inbox = new WebhookInbox();
            shop.registerWebhook(inbox.url());
            var session = shop.createSession();
            customer.pay(session, Customer.DECLINED);
            customer.pay(session, Customer.FRICTIONLESS);
            var id = session.get("id").stringValue();
            shop.session(id);
            shop.get("/made/up/" + id);

            inbox.await("checkout.session.completed", id);
            var metrics = Eventually.becomes(
                    () -> shop.send(shop.bare("/metrics").GET()),
                    answer -> answer.text().contains("sarraf_deliveries_total{outcome=\"delivered\"} 6.0"));
            inbox.close();

            assertThat(metrics.status()).isEqualTo(200);
            assertThat(metrics.header("content-type")).startsWith("text/plain; version=0.0.4");
            assertThat(metrics.text())
                    .contains("sarraf_events_total{type=\"charge.failed\"} 1.0")
                    .contains("sarraf_events_total{type=\"charge.succeeded\"} 1.0")
                    .contains(
                            "sarraf_requests_seconds_count{method=\"POST\",route=\"/checkout/sessions\",status=\"201\"} 1")
                    .contains("sarraf_requests_seconds_count{method=\"-\",route=\"-\",status=\"404\"} 1")
                    .contains("route=\"/checkout/sessions/{id}\"")
                    .contains("sarraf_unsettled_charges{mode=\"live\"} ")
                    .contains("sarraf_unsettled_oldest_seconds{instruction=\"reversal\",mode=\"test\"} ")
                    .contains("sarraf_selfcheck_violations{invariant=\"L10\",mode=\"test\"} NaN")
                    .contains("jvm_memory_used_bytes")
                    .doesNotContain("cs_test_", "made", "sk_test");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Forwarded-For", "Forwarded", "Via", "X-Real-IP"})
    void a_proxy_on_this_machine_does_not_hand_them_out(String header) {
        try (var app = TestApp.start()) {
            var shop = app.shop();

            assertThat(shop.send(shop.bare("/metrics")
                                    .header(header, "198.51.100.1")
                                    .GET())
                            .status())
                    .isEqualTo(404);
        }
    }

    @Test
    void how_long_the_bank_has_not_decided_is_told_of_the_oldest() throws SQLException {
        var books = BusyDay.copy();
        try (var connection = books.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = test; SET session_replication_role = replica;"
                    + " UPDATE charges SET created_at = business_now(merchant_id) - interval '3 hours',"
                    + " status = 'PENDING', captured_at = NULL, next_check_at = now()"
                    + " WHERE id = (SELECT min(id) FROM charges WHERE status = 'SUCCEEDED' AND amount_refunded = 0)");
        }
        var metrics = new Metrics();
        try (var database = Database.connect(books.jdbcUrl(), books.user(), books.password(), "test")) {
            new Unsettled(database, Mode.TEST, metrics).measure();
        }

        assertThat(metrics.text())
                .containsPattern(
                        "sarraf_unsettled_oldest_seconds\\{instruction=\"charge\",mode=\"test\"} 10[89][0-9]{2}\\.0");
    }

    @Test
    void the_servers_own_check_tells_by_the_metrics_what_it_found() throws SQLException {
        var books = BusyDay.copy();
        try (var connection = books.connect();
                var statement = connection.createStatement()) {
            statement.execute("SET search_path = test; SET session_replication_role = replica;"
                    + " UPDATE payment_attempts SET state = 'REPLACED' WHERE state = 'SUCCEEDED'");
        }
        var metrics = new Metrics();
        try (var database = Database.connect(books.jdbcUrl(), books.user(), books.password(), "test")) {
            new Patrol(database, Mode.TEST, metrics, InstantSource.fixed(Instant.ofEpochSecond(1_790_000_000)))
                    .runOnce();
        }

        assertThat(metrics.text())
                .contains("sarraf_selfcheck_violations{invariant=\"L6\",mode=\"test\"} 3.0")
                .contains("sarraf_selfcheck_violations{invariant=\"L1\",mode=\"test\"} 0.0")
                .contains("sarraf_selfcheck_last_time_seconds{mode=\"test\"} 1.79E9")
                .contains("sarraf_selfcheck_seconds_count{mode=\"test\"} 1");
    }
}
