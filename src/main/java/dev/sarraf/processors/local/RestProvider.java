package dev.sarraf.processors.local;

import dev.sarraf.db.Database;
import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.CustomerStep;
import dev.sarraf.processors.LocalOrder;
import dev.sarraf.processors.LocalProvider;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.Outcome.Receipt;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.Repayment;
import dev.sarraf.processors.local.ProviderClient.Reply;
import java.math.BigDecimal;
import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A provider of local methods, by the REST that `docs/simulator.md` describes.
public final class RestProvider implements LocalProvider, AutoCloseable {
    private final ProviderClient client;

    /// `timeout` is how long an answer may take.
    public RestProvider(URI base, Duration timeout) {
        this.client = new ProviderClient(base, timeout);
    }

    @Override
    public Outcome request(ProcessorAccount account, LocalOrder order) {
        Database.requireNoTransaction("a local payment");
        var body = object();
        body.put("order", order.ids().order());
        body.put("type", order.method().name());
        body.put("amount", order.amount().minorUnits());
        body.put("currency", order.amount().currency().name());
        order.phone().ifPresent(phone -> body.put("phone", phone));
        body.put("lifetimeSeconds", order.lifetime().toSeconds());
        body.put("notify", order.notifyAt().toString());
        return told(client.put(account, payment(order), body), answer -> PaymentAnswer.of(order, answer));
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, LocalOrder order) {
        Database.requireNoTransaction("looking up a local payment");
        return found(client.get(account, payment(order)), answer -> PaymentAnswer.of(order, answer));
    }

    @Override
    public Outcome tell(ProcessorAccount account, LocalOrder order, CustomerStep step) {
        Database.requireNoTransaction("a customer's step");
        var reply = switch (step) {
            case CustomerStep.Cancel _ -> client.put(account, payment(order) + "/cancellation", object());
            case CustomerStep.EnterCode(var code) ->
                client.put(account, payment(order) + "/code", object().put("code", code));
            case CustomerStep.ChoosePlan(var months) ->
                client.put(account, payment(order) + "/plan", object().put("months", months));
        };
        return told(reply, answer -> PaymentAnswer.of(order, answer));
    }

    @Override
    public Outcome giveBack(ProcessorAccount account, Repayment repayment) {
        Database.requireNoTransaction("a repayment");
        var body = object().put("amount", repayment.amount().minorUnits())
                .put("currency", repayment.amount().currency().name());
        return told(client.put(account, refund(repayment), body), answer -> repaid(repayment, answer));
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, Repayment repayment) {
        Database.requireNoTransaction("looking up a repayment");
        return found(client.get(account, refund(repayment)), answer -> repaid(repayment, answer));
    }

    @Override
    public Optional<List<BankMovement>> movements(ProcessorAccount account, String order) {
        Database.requireNoTransaction("looking up an order");
        var reply = client.get(account, "orders/" + order);
        if (reply.status() == 404) {
            return Optional.empty();
        }
        if (!reply.isOk() || !reply.body().path("movements").isArray()) {
            throw new ProcessorUnavailable("the provider of local methods: " + reply.why());
        }
        try {
            return Optional.of(reply.body()
                    .path("movements")
                    .valueStream()
                    .map(RestProvider::movement)
                    .toList());
        } catch (DateTimeException e) {
            throw new ProcessorUnavailable("the provider of local methods: an answer that cannot be read");
        }
    }

    @Override
    public void close() {
        client.close();
    }

    private static BankMovement movement(JsonNode json) {
        var type = json.path("type").asString("");
        return new BankMovement(
                json.path("order").asString(""),
                json.path("id").asString(""),
                BankMovement.directionOf(type).orElse(BankMovement.Direction.OTHER),
                type,
                BigDecimal.valueOf(json.path("amount").asLong(0), 2),
                json.path("currency").asString(""),
                switch (json.path("result").asString("")) {
                    case "DONE" -> BankMovement.Result.DONE;
                    case "NOT_DONE" -> BankMovement.Result.NOT_DONE;
                    default -> BankMovement.Result.OPEN;
                },
                Optional.empty(),
                Optional.of(json.path("at").asString(""))
                        .filter(text -> !text.isEmpty())
                        .map(Instant::parse));
    }

    /// A request that was refused is never done by being sent; what an earlier one did is not said by that.
    private static Outcome told(Reply reply, Function<JsonNode, Outcome> read) {
        return switch (reply.status()) {
            case 200 -> read.apply(reply.body());
            case 400, 404, 409, 422 -> new Outcome.Refused(reply.why());
            case 429, 503 -> new Outcome.TryLater(reply.why());
            default -> new Outcome.Unknown(reply.why());
        };
    }

    private static Optional<Outcome> found(Reply reply, Function<JsonNode, Outcome> read) {
        return switch (reply.status()) {
            case 200 -> Optional.of(read.apply(reply.body()));
            case 404 -> Optional.empty();
            default -> Optional.of(new Outcome.Unknown(reply.why()));
        };
    }

    private static Outcome repaid(Repayment repayment, JsonNode answer) {
        boolean same = answer.path("id").asString("").equals(repayment.ids().transaction())
                && answer.path("payment").asString("").equals(repayment.charge())
                && answer.path("amount").asLong(-1) == repayment.amount().minorUnits()
                && answer.path("result").asString("").equals("DONE");
        return same
                ? new Outcome.Approved(new Receipt(
                        "DONE",
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(repayment.ids().transaction()),
                        Optional.empty(),
                        Optional.empty()))
                : new Outcome.Unknown("an answer about another repayment");
    }

    private static String payment(LocalOrder order) {
        return "payments/" + order.ids().transaction();
    }

    private static String refund(Repayment repayment) {
        return "payments/" + repayment.charge() + "/refunds/" + repayment.ids().transaction();
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }
}
