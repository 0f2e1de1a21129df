package dev.sarraf.simulator.local;

import dev.sarraf.simulator.gateway.GatewayError;
import dev.sarraf.simulator.gateway.Merchant;
import dev.sarraf.simulator.gateway.Merchants;
import dev.sarraf.simulator.gateway.Times;
import dev.sarraf.simulator.local.Payment.Refund;
import dev.sarraf.simulator.local.Payment.Status;
import dev.sarraf.simulator.local.Payment.Step;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Request;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import tools.jackson.databind.node.ObjectNode;

/// `/local/v1/merchants/{merchant}/…`, with the credentials of the merchant it is about.
public final class LocalApi {
    private static final int WRONG_CODES = 3;

    private final Merchants merchants;
    private final LocalBook book;
    private final Notifier notifier;

    public LocalApi(Merchants merchants, LocalBook book, Notifier notifier) {
        this.merchants = merchants;
        this.book = book;
        this.notifier = notifier;
    }

    /// Answers a call of this interface.
    ///
    /// @param request one whose path begins with `/local`
    /// @throws GatewayError for everything that is not carried out
    public Answer answer(Request request) {
        var path = request.path();
        if (path.size() < 6 || !path.get(1).equals("v1") || !path.get(2).equals("merchants")) {
            throw GatewayError.withStatus(404, "There is no such operation");
        }
        var merchant = merchants.authenticate(path.get(3), request.authorization());
        var id = path.get(5);
        var rest = path.subList(6, path.size());
        return switch (request.method() + " " + path.get(4) + (rest.isEmpty() ? "" : "/" + rest.getFirst())) {
            case "PUT payments" -> shown(book.open(merchant, PaymentRequest.read(merchant, id, body(request))));
            case "GET payments" -> shown(book.find(merchant, id).orElseThrow(LocalBook::unknown));
            case "PUT payments/cancellation" -> shown(cancel(merchant, id));
            case "PUT payments/code" -> shown(enter(merchant, id, body(request)));
            case "PUT payments/plan" -> shown(choose(merchant, id, body(request)));
            case "PUT payments/refunds" -> refund(merchant, id, last(rest), body(request));
            case "GET payments/refunds" -> refund(merchant, id, last(rest));
            case "GET orders" -> order(merchant, id);
            case "POST payments/acts" -> shown(act(merchant, id, last(rest)));
            default -> throw GatewayError.withStatus(404, "There is no such operation");
        };
    }

    private static String last(List<String> rest) {
        if (rest.size() != 2) {
            throw GatewayError.withStatus(404, "There is no such operation");
        }
        return rest.get(1);
    }

    private static ObjectNode body(Request request) {
        return Json.parse(request.body().array());
    }

    private Payment act(Merchant merchant, String id, String name) {
        var act = Act.find(name).orElseThrow(() -> GatewayError.withStatus(404, "There is no such act"));
        var after = book.change(merchant, id, payment -> act.on(payment, merchant.now()));
        notifier.tell(after);
        return after;
    }

    /// What is over stays as it is: the answer tells how it ended.
    private Payment cancel(Merchant merchant, String id) {
        return book.change(
                merchant,
                id,
                payment -> payment.isWaiting() ? payment.ended(Status.CANCELED, "", merchant.now()) : payment);
    }

    private Payment enter(Merchant merchant, String id, ObjectNode body) {
        var code = body.path("code").stringValue("");
        return book.change(merchant, id, payment -> {
            if (!payment.isWaiting() || payment.step() != Step.ENTER_CODE) {
                return payment;
            }
            if (code.equals(TestPhones.CODE) && TestPhones.passes(payment.phone())) {
                return payment.at(Step.CHOOSE_PLAN, payment.tries(), 0);
            }
            int wrong = payment.tries() + 1;
            return wrong >= WRONG_CODES || TestPhones.failsCode(payment.phone())
                    ? payment.ended(Status.FAILED, "CODE_FAILED", merchant.now())
                    : payment.at(Step.ENTER_CODE, wrong, 0);
        });
    }

    private Payment choose(Merchant merchant, String id, ObjectNode body) {
        int months = body.path("months").intValue(0);
        if (!Plans.offers(months)) {
            throw GatewayError.invalid("months", "Value must be 6, 12, 18 or 24");
        }
        return book.change(
                merchant,
                id,
                payment -> payment.isWaiting() && payment.step() == Step.CHOOSE_PLAN
                        ? payment.at(Step.CHOOSE_PLAN, payment.tries(), months).ended(Status.PAID, "", merchant.now())
                        : payment);
    }

    private Answer refund(Merchant merchant, String id, String refund, ObjectNode body) {
        long amount = body.path("amount").longValue(0);
        if (amount <= 0) {
            throw GatewayError.invalid("amount", "Value must be a number of minor units, 1 at least");
        }
        PaymentRequest.requireId(refund);
        book.refund(merchant, id, new Refund(refund, amount, merchant.now().toEpochMilli()));
        return refund(merchant, id, refund);
    }

    private Answer refund(Merchant merchant, String id, String wanted) {
        var payment = book.find(merchant, id).orElseThrow(LocalBook::unknown);
        var refund = payment.refunds().stream()
                .filter(known -> known.id().equals(wanted))
                .findFirst()
                .orElseThrow(() -> GatewayError.withStatus(404, "There is no such refund"));
        return Answer.json(200, movement(payment, refund));
    }

    private Answer order(Merchant merchant, String order) {
        var movements = Json.array();
        book.ofOrder(merchant, order).stream()
                .flatMap(payment -> Stream.concat(
                        Stream.of(movement(payment)),
                        payment.refunds().stream().map(refund -> movement(payment, refund))))
                .forEach(movements::add);
        if (movements.isEmpty()) {
            throw GatewayError.withStatus(404, "There is no such order");
        }
        return Answer.json(200, Json.object().put("order", order).set("movements", movements));
    }

    private static ObjectNode movement(Payment payment) {
        return Json.object()
                .put("id", payment.id())
                .put("order", payment.order())
                .put("type", "PAYMENT")
                .put("amount", payment.amount())
                .put("currency", payment.currency())
                .put(
                        "result",
                        switch (payment.status()) {
                            case WAITING -> "OPEN";
                            case PAID -> "DONE";
                            case FAILED, EXPIRED, CANCELED -> "NOT_DONE";
                        })
                .put("at", time(payment.endedAt()));
    }

    private static ObjectNode movement(Payment payment, Refund refund) {
        return Json.object()
                .put("id", refund.id())
                .put("payment", payment.id())
                .put("order", payment.order())
                .put("type", "REFUND")
                .put("amount", refund.amount())
                .put("currency", payment.currency())
                .put("result", "DONE")
                .put("at", time(refund.at()));
    }

    private static String time(long at) {
        return at == 0 ? "" : Times.text(Instant.ofEpochMilli(at));
    }

    private static Answer shown(Payment payment) {
        var json = Json.object()
                .put("id", payment.id())
                .put("order", payment.order())
                .put("type", payment.type().name())
                .put("status", payment.status().name())
                .put("amount", payment.amount())
                .put("currency", payment.currency())
                .put("reference", payment.reference())
                .put("expiresAt", time(payment.expiresAt()));
        switch (payment.status()) {
            case WAITING -> {
                json.put("step", payment.step().name()).put("wrongCodes", payment.tries());
                if (payment.step() == Step.CHOOSE_PLAN) {
                    json.set("plans", Plans.of(payment.amount()));
                }
            }
            case PAID -> {
                json.put("paidAt", time(payment.endedAt())).put("receipt", "R" + payment.reference());
                if (payment.type() == Payment.Type.VALU) {
                    json.set("loan", Plans.loan(payment));
                }
            }
            case FAILED, EXPIRED, CANCELED -> json.put("reason", payment.reason());
        }
        return Answer.json(200, json);
    }
}
