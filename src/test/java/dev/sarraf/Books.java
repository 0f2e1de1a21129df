package dev.sarraf;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.testing.Eventually;
import dev.sarraf.testing.Shop;
import java.util.List;
import tools.jackson.databind.JsonNode;

/// Compares what the program says of a session with what it wrote down and with the bank's own record.
final class Books {
    private final TestApp app;
    private final Shop shop;

    Books(TestApp app) {
        this.app = app;
        this.shop = app.shop();
    }

    /// The session, once the bank's word on all its charges is certain.
    JsonNode settled(String id) {
        return Eventually.becomes(
                () -> shop.session(id),
                session -> !session.at("/paymentIntent/status").stringValue("").equals("PROCESSING"));
    }

    /// The bank's record, the ledger, the charges and the events tell the same story, and none of it twice.
    void assertAgree(JsonNode session) {
        var id = session.get("id").stringValue();
        boolean paid = session.get("paymentStatus").stringValue().equals("paid");
        assertThat(events(id, "checkout.session.completed")).hasSize(paid ? 1 : 0);
        // Shops cancel orders on that event, and an order whose session was superseded goes on.
        boolean ended = session.get("status").stringValue().equals("expired")
                && session.get("supersededBy").isNull();
        assertThat(events(id, "checkout.session.expired")).hasSize(ended ? 1 : 0);
        if (session.get("paymentIntentId").isNull()) {
            assertThat(paid).isFalse();
            return;
        }
        var intent = session.get("paymentIntentId").stringValue();
        var captures = app.bank().captures(intent);
        assertThat(captures).as("captures of %s", id).hasSize(paid ? 1 : 0);
        assertThat(app.query("SELECT source_id FROM test.balance_transactions WHERE intent_id = '" + intent
                        + "' AND amount = " + session.get("amountTotal").longValue()))
                .isEqualTo(captures);
        for (var charge : session.at("/paymentIntent/charges")) {
            var chargeId = charge.get("id").stringValue();
            assertThat(events(chargeId, "%"))
                    .isEqualTo(List.of(captures.contains(chargeId) ? "charge.succeeded" : "charge.failed"));
        }
        assertThat(events(intent, "%")).hasSameSizeAs(session.at("/paymentIntent/charges"));
        assertThat(events(intent, "payment_intent.succeeded")).hasSize(paid ? 1 : 0);
    }

    private List<String> events(String object, String type) {
        return app.query("SELECT type FROM test.events WHERE object_id = '" + object + "' AND type LIKE '" + type
                + "' ORDER BY sequence");
    }
}
