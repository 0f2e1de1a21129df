package dev.sarraf.cli.prove;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sarraf.http.Json;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// What the proof reads out of a session, and what it calls wrong.
class SessionFactsTest {
    private static final String PAID = """
            {"id": "cs_1", "status": "complete", "paymentStatus": "paid", "supersededBy": null, "paymentIntentId": "pi_1",
             "paymentIntent": {"status": "SUCCEEDED", "charges": [
               {"id": "ch_1", "status": "SUCCEEDED", "captured": true, "amount": 149900, "amountRefunded": 0,
                "currency": "EGP", "paymentIntentId": "pi_1", "refunds": [],
                "balanceTransaction": {"amount": 149900, "fee": 4000, "net": 145900}}]}}
            """;

    @Test
    void a_paid_session_promises_one_movement_and_three_events() {
        var facts = facts(PAID);

        assertThat(facts.problems()).isEmpty();
        assertThat(facts.movements()).containsExactly(new Movement("pi_1", "ch_1", "PAY", "1499", "EGP"));
        assertThat(facts.told().keySet())
                .containsExactlyInAnyOrder(
                        new Receiver.Told("checkout.session.completed", "cs_1"),
                        new Receiver.Told("payment_intent.succeeded", "pi_1"),
                        new Receiver.Told("charge.succeeded", "ch_1"));
    }

    @Test
    void a_success_without_its_balance_transaction_is_wrong() {
        assertThat(invariants(PAID.replaceAll("\"balanceTransaction\": \\{.*?\\}", "\"balanceTransaction\": null")))
                .containsExactly(Invariant.LEDGER);
    }

    @Test
    void a_paid_session_that_expired_is_wrong() {
        assertThat(invariants(PAID.replace("complete", "expired"))).containsExactly(Invariant.PAID_ONCE);
    }

    @Test
    void a_charge_without_an_outcome_is_wrong() {
        assertThat(invariants(PAID.replace("SUCCEEDED", "PENDING"))).contains(Invariant.SETTLED);
    }

    @Test
    void refunds_of_more_than_was_taken_are_wrong() {
        var refund = """
                {"id": "re_1", "status": "SUCCEEDED", "amount": 150000, "currency": "EGP"}""";

        assertThat(invariants(PAID.replace("\"refunds\": []", "\"refunds\": [" + refund + "]")
                        .replace("\"amountRefunded\": 0", "\"amountRefunded\": 150000")))
                .containsExactly(Invariant.REFUNDS);
    }

    @Test
    void a_charge_that_was_called_failed_at_first_may_have_been_told_of_as_failed() {
        var failed = new Receiver.Told("charge.failed", "ch_1");

        assertThat(facts(PAID).expects(failed, 1)).isFalse();
        assertThat(SessionFacts.of(Json.readOwn(PAID), Set.of("ch_1")).expects(failed, 1))
                .isTrue();
    }

    private static List<Invariant> invariants(String session) {
        return facts(session).problems().stream().map(Problem::invariant).toList();
    }

    private static SessionFacts facts(String session) {
        return SessionFacts.of(Json.readOwn(session), Set.of());
    }
}
