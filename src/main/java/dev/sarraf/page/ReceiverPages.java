package dev.sarraf.page;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Random62;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import java.util.stream.Stream;

/// `/dev/receiver`: a receiver of webhooks that a developer can watch, which tells why a signature is wrong.
///
/// Everybody who opens it gets an address of their own, which nobody can guess and which an endpoint is registered
/// with. Nothing is kept until something comes.
final class ReceiverPages {
    /// Larger than any event.
    private static final int MAX_BODY = 1024 * 1024;

    private static final int TOKEN = 24;

    private final Pages pages;
    private final WebhookExaminer examiner;
    private final String base;
    private final InstantSource clock;
    private final Arrivals arrivals = new Arrivals();

    ReceiverPages(Pages pages, WebhookExaminer examiner, URI base, InstantSource clock) {
        this.pages = pages;
        this.examiner = examiner;
        this.base = SameOrigin.origin(base);
        this.clock = clock;
    }

    Stream<Route> routes() {
        return Stream.of(
                Route.get("/dev/receiver", Access.PUBLIC, _ -> open()),
                Route.get("/dev/receiver/{token}", Access.PUBLIC, this::show),
                Route.get("/dev/receiver/{token}/status", Access.PUBLIC, this::status),
                Route.post("/dev/receiver/{token}", Access.PUBLIC, this::receive)
                        .withMaxBody(MAX_BODY));
    }

    private Response open() {
        return Response.seeOther(URI.create("/dev/receiver/" + Random62.text(TOKEN)));
    }

    private Response show(Call call) {
        var path = path(call);
        var inbox = arrivals.at(path);
        return pages.developers(
                "receiver",
                new ReceiverView(
                        pages.frame(Visitor.developer(), "Webhook receiver", "", Optional.empty()),
                        base + path,
                        base,
                        path + "/status",
                        inbox.count(),
                        examiner.signatureHeader(),
                        inbox.latest()));
    }

    private Response status(Call call) {
        return Response.ok(Json.object().put("count", arrivals.at(path(call)).count()));
    }

    private Response receive(Call call) {
        var path = path(call);
        var signature = call.header(examiner.signatureHeader());
        var body = call.bytes();
        var finding = examiner.examine(path, body, signature);
        arrivals.add(path, Arrival.read(clock.instant(), body, signature, finding));
        return Response.text(finding.genuine() ? 200 : 400, finding.heading() + " " + finding.advice() + "\n");
    }

    private static String path(Call call) {
        var token = call.path("token");
        if (!token.matches("[0-9A-Za-z]{" + TOKEN + "}")) {
            throw Refusal.missing("receiver", token);
        }
        return "/dev/receiver/" + token;
    }
}
