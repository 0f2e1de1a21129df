package dev.sarraf.processors.mpgs;

import static java.lang.System.Logger.Level.DEBUG;

import dev.sarraf.cards.Card;
import dev.sarraf.db.Database;
import dev.sarraf.money.Money;
import dev.sarraf.processors.Authentication;
import dev.sarraf.processors.AuthenticationOrder;
import dev.sarraf.processors.BankIds;
import dev.sarraf.processors.BankMovement;
import dev.sarraf.processors.CardSession;
import dev.sarraf.processors.Outcome;
import dev.sarraf.processors.PaymentOrder;
import dev.sarraf.processors.Processor;
import dev.sarraf.processors.ProcessorAccount;
import dev.sarraf.processors.ProcessorUnavailable;
import dev.sarraf.processors.Repayment;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/// A bank on the Mastercard Gateway, spoken to over its REST API.
///
/// One object serves every merchant of one gateway, from any number of threads.
public final class MpgsProcessor implements Processor, AutoCloseable {
    private static final System.Logger LOG = System.getLogger(MpgsProcessor.class.getName());
    private static final byte[] NO_BODY = {};

    /// How long each repeat of a request waits for which the gateway had no time. Tabs of one customer that pay at the
    /// same moment get into each other's way there, each for less than a second.
    private static final List<Duration> REPEATS =
            List.of(Duration.ofMillis(100), Duration.ofMillis(300), Duration.ofMillis(600), Duration.ofMillis(1_000));

    /// What may become part of a path. The gateway's own ids and ours are far inside it.
    private static final Pattern SEGMENT = Pattern.compile("[0-9A-Za-z_\\-]{1,40}");

    private final MpgsSettings settings;
    private final GatewayClient client;

    public MpgsProcessor(MpgsSettings settings) {
        this.settings = settings;
        this.client = new GatewayClient(settings);
    }

    @Override
    public CardSession hold(ProcessorAccount account, Card card) {
        Database.requireNoTransaction("giving a card to the bank");
        var created = sessionCall("CREATE_SESSION", "POST", account, "/session", Requests.createSession());
        var id = created.text("session", "id")
                .filter(text -> SEGMENT.matcher(text).matches())
                .orElseThrow(() -> new ProcessorUnavailable("the gateway made no session"));
        var updated = sessionCall("UPDATE_SESSION", "PUT", account, "/session/" + id, Requests.updateSession(card));
        if (!updated.says("SUCCESS", "session", "updateStatus")) {
            throw new ProcessorUnavailable("the gateway did not take the card into its session");
        }
        return new CardSession(id);
    }

    @Override
    public Authentication authenticate(ProcessorAccount account, AuthenticationOrder order) {
        Database.requireNoTransaction("a 3-D Secure check");
        var reading = new AuthenticationAnswer(
                new Asked(account.merchant(), order.ids(), order.amount()), settings.isLocal());
        var initiated = step("INITIATE_AUTHENTICATION", account, order.ids(), Requests.initiateAuthentication(order));
        return switch (reading.toStart(initiated)) {
            case AuthenticationAnswer.Start.Over(var authentication) -> authentication;
            case AuthenticationAnswer.Start.GoOn _ ->
                reading.toCheck(step("AUTHENTICATE_PAYER", account, order.ids(), Requests.authenticatePayer(order)));
        };
    }

    @Override
    public Authentication authentication(ProcessorAccount account, BankIds ids, Money amount) {
        Database.requireNoTransaction("looking up a 3-D Secure check");
        var reading = new AuthenticationAnswer(new Asked(account.merchant(), ids, amount), settings.isLocal());
        return reading.toLookUp(call("RETRIEVE_TRANSACTION", "GET", account, ids, NO_BODY));
    }

    @Override
    public Outcome pay(ProcessorAccount account, PaymentOrder order) {
        Database.requireNoTransaction("a charge");
        return reading(account, order).toRequest(call("PAY", "PUT", account, order.ids(), Requests.pay(order)));
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, PaymentOrder order) {
        Database.requireNoTransaction("looking up a charge");
        return reading(account, order).toLookUp(call("RETRIEVE_TRANSACTION", "GET", account, order.ids(), NO_BODY));
    }

    @Override
    public Outcome giveBack(ProcessorAccount account, Repayment repayment) {
        Database.requireNoTransaction("a repayment");
        var operation = switch (repayment) {
            case Repayment.Refund _ -> "REFUND";
            case Repayment.Cancellation _ -> "VOID";
        };
        return reading(account, repayment)
                .toRequest(call(operation, "PUT", account, repayment.ids(), Requests.giveBack(repayment)));
    }

    @Override
    public Optional<Outcome> lookUp(ProcessorAccount account, Repayment repayment) {
        Database.requireNoTransaction("looking up a repayment");
        return reading(account, repayment)
                .toLookUp(call("RETRIEVE_TRANSACTION", "GET", account, repayment.ids(), NO_BODY));
    }

    @Override
    public Optional<List<BankMovement>> movements(ProcessorAccount account, String order) {
        Database.requireNoTransaction("looking up an order");
        var answer = exchange("RETRIEVE_ORDER", "GET", account, "/order/" + segment(order), NO_BODY, Optional.empty());
        return new OrderAnswer(account.merchant(), order).read(answer);
    }

    /// Breaks off whatever is under way: its outcome is unknown then.
    @Override
    public void close() {
        client.close();
    }

    private Document sessionCall(String operation, String method, ProcessorAccount account, String path, byte[] body) {
        return switch (patiently(() -> exchange(operation, method, account, path, body, Optional.empty()))) {
            case Answer.Processed(var document) -> document;
            case Answer.Unusable(var detail) -> throw new ProcessorUnavailable(operation + ": " + detail);
            case Answer.Problem problem -> throw new ProcessorUnavailable(operation + ": " + problem);
        };
    }

    /// For what moves no money, so that it can be repeated at once where a charge is looked at first.
    private static Answer patiently(Supplier<Answer> request) {
        for (var wait : REPEATS) {
            var answer = request.get();
            if (!answer.isBusy()) {
                return answer;
            }
            LockSupport.parkNanos(wait.toNanos());
        }
        return request.get();
    }

    private Answer step(String operation, ProcessorAccount account, BankIds ids, byte[] body) {
        return patiently(() -> call(operation, "PUT", account, ids, body));
    }

    private Answer call(String operation, String method, ProcessorAccount account, BankIds ids, byte[] body) {
        var path = "/order/" + segment(ids.order()) + "/transaction/" + segment(ids.transaction());
        return exchange(operation, method, account, path, body, Optional.of(ids));
    }

    private Answer exchange(
            String operation,
            String method,
            ProcessorAccount account,
            String path,
            byte[] body,
            Optional<BankIds> ids) {
        var start = System.nanoTime();
        var fullPath = "/api/rest/version/" + settings.version() + "/merchant/" + segment(account.merchant()) + path;
        var reply = client.exchange(method, fullPath, account, body);
        var answer = Answer.read(reply);
        var millis = (System.nanoTime() - start) / 1_000_000;
        LOG.log(DEBUG, () -> line(operation, ids, reply, answer) + " millis=" + millis);
        return answer;
    }

    /// Everything about a call but what was said in it.
    private static String line(String operation, Optional<BankIds> ids, Reply reply, Answer answer) {
        var status = reply instanceof Reply.Received(var code, var _) ? String.valueOf(code) : "none";
        var says = switch (answer) {
            case Answer.Processed(var document) ->
                document.text("response", "gatewayCode")
                        .flatMap(GatewayCode::find)
                        .map(GatewayCode::name)
                        .orElse("none");
            case Answer.Problem problem -> problem.cause().name();
            case Answer.Unusable _ -> "unusable";
        };
        return "bank operation=" + operation
                + ids.map(named -> " order=" + named.order() + " transaction=" + named.transaction())
                        .orElse("")
                + " status=" + status
                + " says=" + says;
    }

    private static MoneyAnswer reading(ProcessorAccount account, PaymentOrder order) {
        return new MoneyAnswer(new Asked(account.merchant(), order.ids(), order.amount()), Movement.CHARGE);
    }

    private static MoneyAnswer reading(ProcessorAccount account, Repayment repayment) {
        var movement = switch (repayment) {
            case Repayment.Refund _ -> Movement.REFUND;
            case Repayment.Cancellation _ -> Movement.VOID;
        };
        return new MoneyAnswer(new Asked(account.merchant(), repayment.ids(), repayment.amount()), movement);
    }

    private static String segment(String id) {
        if (!SEGMENT.matcher(id).matches()) {
            throw new IllegalArgumentException("bug: not an id that a path can hold");
        }
        return id;
    }
}
