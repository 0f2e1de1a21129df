package dev.sarraf.cli.prove;

import dev.sarraf.money.Currency;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What follows from a session as the API shows it: which money moved, which events were promised, and what is
/// wrong
/// with it already.
///
/// @param status as the API shows it
/// @param order what the bank knows it by; empty where nobody tried to pay
/// @param movements of money, which the bank must have carried out
/// @param told how many events each fact was promised
/// @param problems that the session shows by itself
record SessionFacts(
        String status,
        String order,
        Set<Movement> movements,
        Map<Receiver.Told, Integer> told,
        List<Problem> problems) {

    static SessionFacts of(JsonNode session) {
        return new Reader(session).read();
    }

    /// Whether nothing can happen to it any more.
    boolean isFinal() {
        return !status.equals("open");
    }

    private static final class Reader {
        private final JsonNode session;
        private final String id;
        private final Set<Movement> movements = new HashSet<>();
        private final Map<Receiver.Told, Integer> told = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();

        Reader(JsonNode session) {
            this.session = session;
            this.id = session.path("id").asString();
        }

        SessionFacts read() {
            var status = session.path("status").asString();
            var intent = session.path("paymentIntent");
            for (var charge : intent.path("charges")) {
                charge(charge);
            }
            if (intent.path("status").asString("").equals("PROCESSING")) {
                problem(Invariant.SETTLED, "is still with the bank");
            }
            boolean paid = session.path("paymentStatus").asString().equals("paid");
            if (paid != (movements.size() == 1)) {
                problem(Invariant.PAID_ONCE, "is " + (paid ? "paid" : "not paid") + " by " + movements);
            }
            if (paid != status.equals("complete")) {
                problem(Invariant.PAID_ONCE, "is " + status + (paid ? " and paid" : " and not paid"));
            }
            if (!status.equals("open")) {
                promised(status.equals("complete") ? "checkout.session.completed" : "checkout.session.expired", id);
            }
            return new SessionFacts(status, session.path("paymentIntentId").asString(""), movements, told, problems);
        }

        private void charge(JsonNode charge) {
            var chargeId = charge.path("id").asString();
            var intent = charge.path("paymentIntentId").asString();
            var balance = charge.path("balanceTransaction");
            var status = charge.path("status").asString();
            switch (status) {
                case "SUCCEEDED" -> {
                    movements.add(movement(charge));
                    promised("charge.succeeded", chargeId);
                    promised("payment_intent.succeeded", intent);
                    balanced(charge, balance);
                }
                case "FAILED" -> {
                    promised("charge.failed", chargeId);
                    promised("payment_intent.payment_failed", intent);
                }
                default -> problem(Invariant.SETTLED, "has a charge that is " + status);
            }
            if (!status.equals("SUCCEEDED") && balance.isObject()) {
                problem(Invariant.LEDGER, "has a balance transaction for a charge that is " + status);
            }
        }

        private void balanced(JsonNode charge, JsonNode balance) {
            long amount = charge.path("amount").asLong();
            if (!balance.isObject()
                    || balance.path("amount").asLong() != amount
                    || balance.path("net").asLong()
                            != amount - balance.path("fee").asLong()) {
                problem(Invariant.LEDGER, "took " + amount + " and has the balance transaction " + balance);
            }
        }

        private void promised(String type, String object) {
            told.merge(new Receiver.Told(type, object), 1, Integer::sum);
        }

        private void problem(Invariant invariant, String what) {
            problems.add(new Problem(invariant, id + " " + what));
        }
    }

    private static Movement movement(JsonNode charge) {
        var currency = charge.path("currency").asString();
        int exponent = Currency.valueOf(currency).exponent();
        return new Movement(
                charge.path("paymentIntentId").asString(),
                charge.path("id").asString(),
                "PAY",
                BankRecord.plain(BigDecimal.valueOf(charge.path("amount").asLong(), exponent)),
                currency);
    }
}
