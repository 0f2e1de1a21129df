package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.Verdict;
import dev.sarraf.simulator.web.Json;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// How the gateway tells of an order's transaction. Its parts stand in the order in which they are put together here,
/// always.
final class Answers {
    private static final DateTimeFormatter MONTH_DAY = DateTimeFormatter.ofPattern("MMdd");
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("HHmmss");

    private Answers() {}

    /// What every answer about a transaction has, still without `response`.
    static ObjectNode about(Merchant merchant, OrderHead head, Transaction transaction) {
        var answer = Json.object()
                .put("result", transaction.result())
                .put("merchant", merchant.id())
                .put("version", "100")
                .put("gatewayEntryPoint", "WEB_SERVICES_API")
                .put("timeOfRecord", Times.text(transaction.time()))
                .put("timeOfLastUpdate", Times.text(merchant.now()));
        answer.set("order", head.view());
        answer.set("transaction", transaction(merchant, head, transaction));
        return answer;
    }

    private static ObjectNode transaction(Merchant merchant, OrderHead head, Transaction transaction) {
        var view = Json.object()
                .put("id", transaction.id())
                .put("type", transaction.type())
                .put("amount", transaction.amount())
                .put("currency", head.currency())
                .put("source", "INTERNET")
                .put("frequency", "SINGLE");
        transaction.target().ifPresent(it -> view.put("targetTransactionId", it));
        var number = number(merchant, head, transaction);
        if (transaction.approved()
                && transaction.operation() != Operation.INITIATE_AUTHENTICATION
                && transaction.operation() != Operation.AUTHENTICATE_PAYER) {
            view.put("authorizationCode", number);
        }
        view.put("receipt", Times.text(transaction.time()).substring(2, 10).replace("-", "") + number)
                .put("stan", number)
                .put("terminal", "001");
        var time = transaction.time().atZone(ZoneOffset.UTC);
        view.putObject("acquirer")
                .put("id", "SIMULATOR_S2I")
                .put("merchantId", merchant.id())
                .put(
                        "batch",
                        Integer.parseInt(
                                time.format(DateTimeFormatter.BASIC_ISO_DATE).substring(0, 8)))
                .put("date", time.format(MONTH_DAY))
                .put("settlementDate", time.toLocalDate().toString())
                .put("timeZone", "+0000")
                .put("transactionId", "SIM" + number);
        return view;
    }

    /// What a judgement of the bank looks like.
    static ObjectNode response(Verdict verdict) {
        var response = Json.object().put("gatewayCode", verdict.gatewayCode());
        if (!verdict.acquirerCode().isEmpty()) {
            response.put("acquirerCode", verdict.acquirerCode());
        }
        return response.put("acquirerMessage", verdict.message())
                .put("gatewayRecommendation", verdict.recommendation());
    }

    /// The issuer's side of a judgement, where the issuer was asked.
    static Optional<ObjectNode> authorization(
            Merchant merchant, OrderHead head, Transaction transaction, Verdict verdict) {
        if (verdict.acquirerCode().isEmpty()) {
            return Optional.empty();
        }
        ZonedDateTime time = transaction.time().atZone(ZoneOffset.UTC);
        return Optional.of(Json.object()
                .put("responseCode", verdict.acquirerCode())
                .put("stan", number(merchant, head, transaction))
                .put("transactionIdentifier", "SIM" + number(merchant, head, transaction))
                .put("posEntryMode", "812")
                .put("processingCode", "000000")
                .put("date", time.format(MONTH_DAY))
                .put("time", time.format(TIME)));
    }

    /// Tells of a transaction again, as it is now: the answer that was last given of it, with its order brought up to
    /// date and without what the gateway does not keep.
    static ObjectNode again(ObjectNode told, OrderHead head, Instant now) {
        var again = told.deepCopy();
        again.put("timeOfLastUpdate", Times.text(head.updated().isAfter(now) ? now : head.updated()));
        again.set("order", head.view());
        again.remove("correlationId");
        if (again.path("authentication") instanceof ObjectNode authentication) {
            authentication.remove("redirect");
        }
        return again;
    }

    /// Six digits that look like the bank's own numbering and are the same whenever they are asked for.
    private static String number(Merchant merchant, OrderHead head, Transaction transaction) {
        int hash = (merchant.id() + "/" + head.id() + "/" + transaction.id()).hashCode();
        return "%06d".formatted(Math.floorMod(hash, 1_000_000));
    }
}
