package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Customer;
import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.net.URI;
import java.net.http.HttpRequest;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/// Attempts whose process died in the middle of 3-D Secure. The row that it leaves is made by SQL.
class ForsakenAttemptTest {
    /// Thrice the five seconds for which tests wait for the bank, and half a minute.
    private static final int LIMIT = 45;

    private static TestApp app;
    private static Shop shop;

    private final Customer customer = new Customer();

    @BeforeAll
    static void start() {
        app = TestApp.start();
        shop = app.shop();
    }

    @AfterAll
    static void stop() {
        app.close();
    }

    @Test
    void the_form_is_offered_again_and_another_card_pays() {
        var session = shop.createSession();
        var attempt = attempt(session);
        leave(session, LIMIT + 1);

        Eventually.becomes(() -> status(attempt), status -> status.contains("\"state\":\"declined\""));

        assertThat(html(attempt)).contains("Nothing was charged", "cc-number");
        customer.pay(session, Customer.FRICTIONLESS);
        assertThat(shop.session(id(session)).get("paymentStatus").stringValue()).isEqualTo("paid");
    }

    @Test
    void one_that_may_still_be_worked_on_is_waited_for() {
        var session = shop.createSession();
        var attempt = attempt(session);
        leave(session, LIMIT - 20);

        assertThat(status(attempt)).isEqualTo("{\"state\":\"confirming\"}");
        assertThat(html(attempt)).contains("Confirming your payment");
        assertThat(state(session)).isEqualTo("AUTHENTICATING");
    }

    @Test
    void a_customer_may_take_longer_over_a_challenge() {
        var session = shop.createSession();
        var attempt = attempt(session);
        assertThat(app.update("UPDATE test.payment_attempts SET updated_at = clock_timestamp() - interval '1 hour'"
                        + " WHERE session_id = '" + id(session) + "'"))
                .isEqualTo(1);

        assertThat(status(attempt)).contains("\"state\":\"challenge\"");
        assertThat(state(session)).isEqualTo("CHALLENGED");
    }

    /// The page of an attempt that the issuer has to confirm.
    private URI attempt(JsonNode session) {
        var next = customer.pay(session, Customer.CHALLENGED).get("next").stringValue();
        return URI.create(session.get("url").stringValue()).resolve(next);
    }

    private static void leave(JsonNode session, int secondsAgo) {
        assertThat(app.update("""
                        UPDATE test.payment_attempts
                           SET state = 'AUTHENTICATING', acs_url = NULL, creq = NULL,
                               updated_at = clock_timestamp() - make_interval(secs => %d)
                         WHERE session_id = '%s'
                        """.formatted(secondsAgo, id(session)))).isEqualTo(1);
    }

    private String status(URI attempt) {
        var path = attempt.getPath();
        var query = path.replaceFirst("/attempts/", "/status?attempt=");
        return customer.text(HttpRequest.newBuilder(attempt.resolve(query)).GET());
    }

    private String html(URI page) {
        return customer.text(HttpRequest.newBuilder(page).GET());
    }

    private static String state(JsonNode session) {
        return app.query("SELECT state FROM test.payment_attempts WHERE session_id = '" + id(session)
                        + "' ORDER BY created_at")
                .getFirst();
    }

    private static String id(JsonNode session) {
        return session.get("id").stringValue();
    }
}
