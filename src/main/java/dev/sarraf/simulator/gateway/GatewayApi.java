package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.cards.TestCards;
import dev.sarraf.simulator.faults.Disturbance;
import dev.sarraf.simulator.faults.Fault;
import dev.sarraf.simulator.faults.FaultKind;
import dev.sarraf.simulator.record.Fingerprint;
import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Pause;
import dev.sarraf.simulator.web.Request;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import tools.jackson.databind.node.ObjectNode;

/// `/api/rest/version/100/merchant/{id}/…`
public final class GatewayApi {
    private static final String VERSION = "100";

    private final Merchants merchants;
    private final CardSessions sessions;
    private final Fingerprint fingerprints;
    private final Transactions transactions;
    private final Pause pause;

    public GatewayApi(
            Merchants merchants,
            CardSessions sessions,
            Fingerprint fingerprints,
            AcsAddresses acs,
            MethodVisits methodVisits,
            Pause pause) {
        this.merchants = merchants;
        this.sessions = sessions;
        this.fingerprints = fingerprints;
        this.transactions =
                new Transactions(sessions, new Authentications(new AuthenticationAnswers(acs, methodVisits)), pause);
        this.pause = pause;
    }

    /// Answers a call of this interface.
    ///
    /// @param request one whose path begins with `/api`
    /// @throws GatewayError for everything that is not carried out
    public Answer answer(Request request) {
        var path = request.path();
        if (path.size() < 7
                || !request.startsWith("api", "rest", "version")
                || !path.get(4).equals("merchant")) {
            throw GatewayError.withStatus(404, "There is no such operation");
        }
        var merchant = merchants.authenticate(path.get(5), request.authorization());
        if (!path.get(3).equals(VERSION)) {
            throw GatewayError.request("Version " + VERSION + " is the only one this simulator speaks");
        }
        return route(merchant, request, path.subList(6, path.size()));
    }

    private Answer route(Merchant merchant, Request request, List<String> path) {
        var first = path.getFirst();
        if (first.equals("session") && path.size() == 1) {
            requireMethod(request, "POST");
            return run(merchant, Operation.CREATE_SESSION, _ -> createSession(merchant, request));
        }
        if (first.equals("session") && path.size() == 2) {
            return session(merchant, request, path.get(1));
        }
        if (first.equals("order") && path.size() == 2) {
            requireMethod(request, "GET");
            return run(merchant, Operation.RETRIEVE_ORDER, _ -> retrieveOrder(merchant, path.get(1)));
        }
        if (first.equals("order") && path.size() == 4 && path.get(2).equals("transaction")) {
            return transaction(merchant, request, path.get(1), path.get(3));
        }
        throw GatewayError.withStatus(404, "There is no such operation");
    }

    private Answer transaction(Merchant merchant, Request request, String orderId, String transactionId) {
        if (requireMethod(request, "GET", "PUT").equals("GET")) {
            return run(
                    merchant,
                    Operation.RETRIEVE_TRANSACTION,
                    _ -> retrieveTransaction(merchant, orderId, transactionId));
        }
        requireJson(request);
        var command = Command.read(orderId, transactionId, request.body(), fingerprints);
        var fault = merchant.faults().next(command.operation().name());
        return disturbed(fault, () -> transactions.put(merchant, command, fault));
    }

    private Answer session(Merchant merchant, Request request, String id) {
        if (requireMethod(request, "GET", "PUT").equals("GET")) {
            return run(
                    merchant,
                    Operation.RETRIEVE_SESSION,
                    _ -> view(200, merchant, sessions.get(merchant, id, Optional.empty())));
        }
        requireJson(request);
        return run(
                merchant,
                Operation.UPDATE_SESSION,
                _ -> view(
                        200,
                        merchant,
                        sessions.update(merchant, id, Json.parse(request.body().array()))));
    }

    private Answer.Whole createSession(Merchant merchant, Request request) {
        requireJson(request);
        var body = request.body().length() == 0
                ? Json.object()
                : Json.parse(request.body().array());
        return view(201, merchant, sessions.create(merchant, body));
    }

    private static Answer.Whole view(int status, Merchant merchant, CardSession session) {
        var answer = Json.object()
                .put("result", "SUCCESS")
                .put("merchant", merchant.id())
                .put("version", VERSION);
        answer.set("session", session.view());
        var fields = session.fields().deepCopy();
        session.secrets().number().ifPresent(number -> {
            var card = new Card(
                    number, TestCards.find(number).orElseThrow(), Optional.empty(), Optional.empty(), Optional.empty());
            Fields.merge(fields, Json.object().set("sourceOfFunds", card.view()));
        });
        session.secrets()
                .securityCode()
                .ifPresent(
                        _ -> fields.withObject("/sourceOfFunds/provided/card").put("securityCode", "xxx"));
        fields.properties().forEach(field -> answer.set(field.getKey(), field.getValue()));
        return Answer.json(status, answer);
    }

    private static Answer.Whole retrieveTransaction(Merchant merchant, String orderId, String transactionId) {
        Command.requireId("order.id", orderId);
        Command.requireId("transaction.id", transactionId);
        var order = find(merchant, orderId);
        var step = order.step(transactionId)
                .orElseThrow(() -> GatewayError.request("Unable to find transaction " + transactionId));
        return Answer.json(200, again(merchant, order, step));
    }

    private static Answer.Whole retrieveOrder(Merchant merchant, String orderId) {
        Command.requireId("order.id", orderId);
        var order = find(merchant, orderId);
        var answer = Json.object()
                .put("result", "SUCCESS")
                .put("merchant", merchant.id())
                .put("version", VERSION);
        order.head().view().properties().forEach(field -> answer.set(field.getKey(), field.getValue()));
        var list = answer.putArray("transaction");
        order.steps().forEach(step -> list.add(again(merchant, order, step)));
        return Answer.json(200, answer);
    }

    private static ObjectNode again(Merchant merchant, Order order, Order.Step step) {
        return Answers.again(merchant.orders().tree(step.latest()), order.head(), merchant.now());
    }

    private static Order find(Merchant merchant, String orderId) {
        return merchant.orders()
                .find(orderId)
                .orElseThrow(() -> GatewayError.request("Unable to find order " + orderId));
    }

    /// Runs an operation that no order is locked for, with the trouble that was asked for it.
    private Answer run(Merchant merchant, Operation operation, Function<Fault, Answer.Whole> work) {
        var fault = merchant.faults().next(operation.name());
        return disturbed(fault, () -> {
            fault.before(pause);
            if (fault.kind() == FaultKind.SERVER_BUSY) {
                throw GatewayError.busy();
            }
            return work.apply(fault);
        });
    }

    private Answer disturbed(Fault fault, Supplier<Answer.Whole> work) {
        try {
            return fault.after(work.get(), pause);
        } catch (Disturbance e) {
            return e.answer();
        }
    }

    private static String requireMethod(Request request, String... allowed) {
        if (!List.of(allowed).contains(request.method())) {
            throw GatewayError.withStatus(405, "The operation is asked for by " + String.join(" or ", allowed));
        }
        return request.method();
    }

    private static void requireJson(Request request) {
        var type = request.contentType().map(it -> it.split(";", 2)[0].strip().toLowerCase(Locale.ROOT));
        if (request.body().length() > 0 && !type.equals(Optional.of("application/json"))) {
            throw GatewayError.request("Content-Type must be application/json");
        }
    }
}
