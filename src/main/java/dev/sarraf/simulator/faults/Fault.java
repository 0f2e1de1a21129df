package dev.sarraf.simulator.faults;

import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import dev.sarraf.simulator.web.Pause;
import java.time.Duration;
import tools.jackson.databind.node.ObjectNode;

/// Trouble for the next calls of one operation.
///
/// @param operation    the operation's name, or [#ANY]
/// @param count        how many calls it is still for
/// @param delayBefore  how long such a call waits before anything is done
/// @param delayAfter   how long it waits when everything is done, before the answer
/// @param status       the status of a server error
/// @param resolveAfter how long an unknown answer stays so, by the merchant's clock
public record Fault(
        String operation,
        int count,
        FaultKind kind,
        Duration delayBefore,
        Duration delayAfter,
        int status,
        Duration resolveAfter) {
    /// Matches every operation.
    public static final String ANY = "ANY";

    /// No trouble at all.
    public static final Fault NONE =
            new Fault(ANY, 0, FaultKind.NONE, Duration.ZERO, Duration.ZERO, 500, Duration.ofSeconds(10));

    private static final String HTML = """
            <html><head><title>502 Bad Gateway</title></head>\
            <body><center><h1>502 Bad Gateway</h1></center></body></html>
            """;

    boolean matches(String name) {
        return operation.equals(ANY) || operation.equals(name);
    }

    Fault once() {
        return new Fault(operation, count - 1, kind, delayBefore, delayAfter, status, resolveAfter);
    }

    /// Lets happen what happens before anything is done.
    ///
    /// @throws Disturbance if nothing is to be done at all
    public void before(Pause pause) {
        pause.sleep(delayBefore);
        switch (kind) {
            case DROP_BEFORE -> throw new Disturbance(new Answer.Cut());
            case STATUS_5XX_WITHOUT_EFFECT -> throw new Disturbance(serverError());
            case HTML_502_WITHOUT_EFFECT -> throw new Disturbance(Answer.html(502, HTML));
            default -> {}
        }
    }

    /// What becomes of the answer when everything is done.
    public Answer after(Answer.Whole answer, Pause pause) {
        pause.sleep(delayAfter);
        return switch (kind) {
            case DROP_AFTER -> new Answer.Cut();
            case HALF_ANSWER -> new Answer.Half(answer);
            case STATUS_5XX_WITH_EFFECT -> serverError();
            case HTML_502_WITH_EFFECT -> Answer.html(502, HTML);
            default -> answer;
        };
    }

    private Answer.Whole serverError() {
        var body = Json.object().put("result", "ERROR");
        body.putObject("error")
                .put("cause", "SERVER_FAILED")
                .put("explanation", "The gateway could not process the request")
                .put("supportCode", "SIMULATOR");
        return Answer.json(status, body);
    }

    /// As the admin interface shows it.
    public ObjectNode view() {
        return Json.object()
                .put("operation", operation)
                .put("count", count)
                .put("fault", kind.word())
                .put("delayBeforeMillis", delayBefore.toMillis())
                .put("delayAfterMillis", delayAfter.toMillis())
                .put("status", status)
                .put("resolveAfterSeconds", resolveAfter.toSeconds());
    }
}
