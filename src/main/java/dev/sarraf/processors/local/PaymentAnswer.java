package dev.sarraf.processors.local;

import dev.sarraf.processors.Loan;
import dev.sarraf.processors.LocalOrder;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Decline;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.Slip;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What a provider says of a payment. It counts only where it is about the payment that was asked about; anything else
/// is no answer.
final class PaymentAnswer {
    private PaymentAnswer() {}

    static Outcome of(LocalOrder order, JsonNode answer) {
        if (!isAbout(order, answer)) {
            return new Outcome.Unknown("an answer about another payment");
        }
        try {
            return switch (answer.path("status").asString("")) {
                case "WAITING" -> new Outcome.Waiting(slip(answer));
                case "PAID" -> new Outcome.Approved(receipt(answer));
                case "FAILED", "EXPIRED", "CANCELED" -> new Outcome.Declined(decline(order, answer), receipt(answer));
                default -> new Outcome.Unknown("an answer without a status");
            };
        } catch (DateTimeException | IllegalArgumentException e) {
            return new Outcome.Unknown("an answer that cannot be read");
        }
    }

    private static boolean isAbout(LocalOrder order, JsonNode answer) {
        return answer.path("id").asString("").equals(order.ids().transaction())
                && answer.path("order").asString("").equals(order.ids().order())
                && answer.path("type").asString("").equals(order.method().name())
                && answer.path("amount").asLong(-1) == order.amount().minorUnits()
                && answer.path("currency")
                        .asString("")
                        .equals(order.amount().currency().name());
    }

    private static Slip slip(JsonNode answer) {
        List<Slip.Plan> plans = answer.path("plans")
                .valueStream()
                .map(plan -> new Slip.Plan(
                        plan.path("months").asInt(0), plan.path("monthly").asLong(0)))
                .toList();
        return new Slip(
                answer.path("reference").asString(""),
                Instant.parse(answer.path("expiresAt").asString("")),
                Slip.Step.valueOf(answer.path("step").asString("")),
                answer.path("wrongCodes").asInt(0),
                plans);
    }

    private static Receipt receipt(JsonNode answer) {
        return new Receipt(
                answer.path("status").asString(""),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.of(answer.path("receipt").asString("")).filter(text -> !text.isEmpty()),
                Optional.empty(),
                Optional.empty(),
                answer.path("loan").isObject() ? Optional.of(loan(answer.path("loan"))) : Optional.empty());
    }

    private static Loan loan(JsonNode loan) {
        return new Loan(
                loan.path("number").asString(""),
                loan.path("months").asInt(0),
                loan.path("monthly").asLong(0),
                loan.path("downPayment").asLong(0),
                loan.path("financed").asLong(0),
                LocalDate.parse(loan.path("firstDue").asString("")),
                LocalDate.parse(loan.path("lastDue").asString("")));
    }

    private static Decline decline(LocalOrder order, JsonNode answer) {
        boolean voucher = order.method().isPaidLater();
        return switch (answer.path("status").asString("") + " "
                + answer.path("reason").asString("")) {
            case "FAILED REJECTED" -> decline("payment_rejected", "The customer rejected the request.");
            case "FAILED NO_CREDIT" -> decline("credit_refused", "The provider gives this customer no credit.");
            case "FAILED CODE_FAILED" -> decline("verification_failed", "The code was not typed right.");
            case "EXPIRED " ->
                voucher
                        ? decline("voucher_expired", "The voucher was not paid before its deadline.")
                        : decline("payment_timed_out", "The customer did not answer in time.");
            case "CANCELED " -> decline("payment_canceled", "The customer took the request back.");
            default ->
                voucher
                        ? decline("voucher_failed", "The provider called the voucher off.")
                        : decline("payment_rejected", "The provider called the payment off.");
        };
    }

    private static Decline decline(String code, String merchantMessage) {
        return new Decline(code, Optional.empty(), Optional.empty(), merchantMessage);
    }
}
