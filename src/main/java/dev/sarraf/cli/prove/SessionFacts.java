package dev.sarraf.cli.prove;

import dev.sarraf.money.Currency;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// What follows from a session as the API shows it: which money moved, which events were promised, and what is
/// wrong with it already.
///
/// @param status as the API shows it
/// @param order what the bank knows it by; empty where nobody tried to pay
/// @param movements of money, which the bank must have carried out
/// @param told how many events each fact was promised
/// @param perhaps how many more may have come: whether a charge was called failed before the bank learned
///     better depends on when it was asked
/// @param problems that the session shows by itself
record SessionFacts(
        String status,
        String order,
        Set<Movement> movements,
        Map<Receiver.Told, Integer> told,
        Map<Receiver.Told, Integer> perhaps,
        List<Problem> problems) {

    /// @param bank what the bank has done
    /// @param overturned the charges that the bank called failed before it learned better
    static SessionFacts of(JsonNode session, Set<Movement> bank, Set<String> overturned) {
        return new Reader(session, bank, overturned).read();
    }

    /// Whether nothing can happen to it any more, but that money is given back.
    boolean isFinal() {
        return !status.equals("open");
    }

    /// Whether this is how often a fact may have been told.
    boolean expects(Receiver.Told fact, int times) {
        int atLeast = told.getOrDefault(fact, 0);
        return times >= atLeast && times <= atLeast + perhaps.getOrDefault(fact, 0);
    }

    private static final class Reader {
        private final JsonNode session;
        private final Set<Movement> bank;
        private final Set<String> overturned;
        private final String id;
        private final Set<Movement> movements = new HashSet<>();
        private final Map<Receiver.Told, Integer> told = new HashMap<>();
        private final Map<Receiver.Told, Integer> perhaps = new HashMap<>();
        private final List<Problem> problems = new ArrayList<>();
        private int kept;

        Reader(JsonNode session, Set<Movement> bank, Set<String> overturned) {
            this.session = session;
            this.bank = bank;
            this.overturned = overturned;
            this.id = session.path("id").asString();
        }

        SessionFacts read() {
            var status = session.path("status").asString();
            var intent = session.path("paymentIntent");
            intent.path("charges").forEach(this::charge);
            if (intent.path("status").asString("").equals("PROCESSING")) {
                problem(Invariant.SETTLED, "is still with the bank");
            }
            boolean paid = session.path("paymentStatus").asString().equals("paid");
            if (kept != (paid ? 1 : 0) || paid != status.equals("complete")) {
                problem(
                        Invariant.PAID_ONCE,
                        "is " + status + " and " + (paid ? "paid" : "not paid") + " by " + kept + " charges");
            }
            if (status.equals("complete")) {
                promised("checkout.session.completed", id);
            }
            if (status.equals("expired") && !session.path("supersededBy").isString()) {
                promised("checkout.session.expired", id);
            }
            return new SessionFacts(
                    status, session.path("paymentIntentId").asString(""), movements, told, perhaps, problems);
        }

        private void charge(JsonNode charge) {
            var chargeId = charge.path("id").asString();
            var status = charge.path("status").asString();
            switch (status) {
                case "SUCCEEDED", "PARTIALLY_REFUNDED", "REFUNDED" -> kept(charge);
                case "CANCELED" -> {
                    var taken = taken(charge, chargeId);
                    movements.add(taken);
                    movements.add(givenBack(taken, chargeId));
                }
                case "FAILED" -> {}
                default -> problem(Invariant.SETTLED, "has a charge that is " + status);
            }
            if (status.equals("FAILED") || status.equals("CANCELED")) {
                promised("charge.failed", chargeId);
                promised("payment_intent.payment_failed", intent(charge));
            } else if (overturned.contains(chargeId)) {
                perhaps.merge(new Receiver.Told("charge.failed", chargeId), 1, Integer::sum);
                perhaps.merge(new Receiver.Told("payment_intent.payment_failed", intent(charge)), 1, Integer::sum);
            }
            boolean isCaptured = charge.path("captured").asBoolean();
            if (!isCaptured && charge.path("balanceTransaction").isObject()) {
                problem(Invariant.LEDGER, "has a balance transaction for a charge that is " + status);
            }
        }

        /// A charge that could not be kept took its amount, or the part of it that the bank approved.
        private Movement taken(JsonNode charge, String chargeId) {
            var whole = movement(charge, charge, "PAY", chargeId);
            return bank.stream()
                    .filter(movement -> movement.isPartOf(whole)
                            && charge.at("/outcome/sellerMessage").asString("").startsWith("The bank took only "))
                    .findFirst()
                    .orElse(whole);
        }

        /// It is voided, or refunded where the bank would not void it.
        private Movement givenBack(Movement taken, String chargeId) {
            return bank.stream()
                    .filter(movement -> movement.kind().equals("REFUND")
                            && movement.gaveBack().equals(Optional.of(chargeId)))
                    .map(movement -> taken.undone("REFUND", movement.transaction()))
                    .findFirst()
                    .orElseGet(() -> taken.undone("VOID", "v" + chargeId));
        }

        private void kept(JsonNode charge) {
            var chargeId = charge.path("id").asString();
            kept++;
            movements.add(movement(charge, charge, "PAY", chargeId));
            promised("charge.succeeded", chargeId);
            promised("payment_intent.succeeded", intent(charge));
            long amount = charge.path("amount").asLong();
            var balance = charge.path("balanceTransaction");
            if (!balance.isObject()
                    || balance.path("amount").asLong() != amount
                    || balance.path("net").asLong()
                            != amount - balance.path("fee").asLong()) {
                problem(Invariant.LEDGER, "took " + amount + " and has the balance transaction " + balance);
            }
            long refunded = 0;
            for (var refund : charge.path("refunds")) {
                refunded += refund(charge, refund);
            }
            if (refunded > amount || refunded != charge.path("amountRefunded").asLong()) {
                problem(Invariant.REFUNDS, "took " + amount + " and gave back " + refunded + ": " + charge);
            }
        }

        /// How much it gave back.
        private long refund(JsonNode charge, JsonNode refund) {
            var refundId = refund.path("id").asString();
            promised("refund.created", refundId);
            return switch (refund.path("status").asString()) {
                case "SUCCEEDED" -> {
                    promised("charge.refunded", charge.path("id").asString());
                    movements.add(movement(charge, refund, "REFUND", refundId));
                    yield refund.path("amount").asLong();
                }
                case "FAILED" -> {
                    promised("refund.failed", refundId);
                    yield 0;
                }
                case String status -> {
                    problem(Invariant.SETTLED, "has a refund that is " + status);
                    yield 0;
                }
            };
        }

        private void promised(String type, String object) {
            told.merge(new Receiver.Told(type, object), 1, Integer::sum);
        }

        private void problem(Invariant invariant, String what) {
            problems.add(new Problem(invariant, id + " " + what));
        }
    }

    private static String intent(JsonNode charge) {
        return charge.path("paymentIntentId").asString();
    }

    private static Movement movement(JsonNode charge, JsonNode amount, String kind, String transaction) {
        var currency = amount.path("currency").asString();
        int exponent = Currency.valueOf(currency).exponent();
        return new Movement(
                intent(charge),
                transaction,
                kind,
                BankRecord.plain(BigDecimal.valueOf(amount.path("amount").asLong(), exponent)),
                currency);
    }
}
