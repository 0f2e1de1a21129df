package dev.sarraf.page;

import dev.sarraf.checkout.AfterCompletion.Destination;
import dev.sarraf.checkout.SessionId;
import dev.sarraf.checkout.Storefront;
import dev.sarraf.checkout.Till;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.payments.ChargeId;
import dev.sarraf.payments.Progress;
import java.util.Map;
import java.util.Optional;

/// `GET /c/{id}/status`: how a session, or one attempt to pay it, stands, for the script of an open page.
final class StatusApi {
    private final Till till;
    private final SessionFinder sessions;

    StatusApi(Till till) {
        this.till = till;
        this.sessions = new SessionFinder(till);
    }

    /// What the script is told: a word for the state, where to go now, and what to say. A session that stays and has
    /// something to say has changed: the script shows what is so now.
    private record Status(String state, Optional<String> next, Optional<String> message) {
        static Status stay(String state, Optional<String> message) {
            return new Status(state, Optional.empty(), message);
        }

        static Status stay(String state) {
            return new Status(state, Optional.empty(), Optional.empty());
        }

        static Status go(String state, String next) {
            return new Status(state, Optional.of(next), Optional.empty());
        }
    }

    Response get(Call call) {
        var status = call.query("attempt").isPresent() ? ofAttempt(call) : ofSession(call);
        var json = Json.object();
        json.put("state", status.map(Status::state).orElse("missing"));
        status.flatMap(Status::next).ifPresent(next -> json.put("next", next));
        status.flatMap(Status::message).ifPresent(message -> json.put("message", message));
        return Response.json(status.isPresent() ? 200 : 404, Json.write(json));
    }

    /// Where the browser goes from a session that is paid: straight to the merchant, since a script follows it
    /// and no form. Empty while the merchant should hear of it first.
    static Optional<String> afterPayment(Storefront shop, Visitor visitor) {
        return switch (shop.state()) {
            case Storefront.State.Complete(Destination.Redirect _, var _, boolean awaited)
            when awaited -> Optional.empty();
            case Storefront.State.Complete(Destination.Redirect(var url), var _, var _) -> Optional.of(Onward.web(url));
            default -> Optional.of(visitor.link(Paths.session(shop.id())));
        };
    }

    private Optional<Status> ofSession(Call call) {
        return sessions.find(call).map(shop -> {
            var visitor = Visitor.of(call, Optional.of(shop));
            return switch (shop.state()) {
                case Storefront.State.Open _ -> Status.stay("open", changed(call, shop, visitor));
                case Storefront.State.Choosing _ -> Status.stay("choosing", changed(call, shop, visitor));
                case Storefront.State.Free _ -> Status.stay("free", changed(call, shop, visitor));
                case Storefront.State.Empty _ -> Status.stay("empty");
                case Storefront.State.Confirming _ -> Status.go("confirming", visitor.link(Paths.session(shop.id())));
                case Storefront.State.Asked _, Storefront.State.Promised _ ->
                    Status.go("awaiting", visitor.link(Paths.session(shop.id())));
                case Storefront.State.Unpaid _ -> Status.go("unpaid", visitor.link(Paths.session(shop.id())));
                case Storefront.State.Complete _ ->
                    new Status("complete", afterPayment(shop, visitor), Optional.empty());
                case Storefront.State.Expired _, Storefront.State.Exhausted _, Storefront.State.Superseded _ ->
                    Status.go("expired", visitor.link(Paths.session(shop.id())));
            };
        });
    }

    /// What to say where the page shows something that is no longer so.
    private static Optional<String> changed(Call call, Storefront shop, Visitor visitor) {
        return call.query(Paths.SEEN)
                .filter(seen -> !seen.equals(Look.of(shop)))
                .map(_ -> changed(shop, visitor));
    }

    static String changed(Storefront shop, Visitor visitor) {
        return visitor.texts().say("changed", Map.of("amount", visitor.amount(shop.total())));
    }

    private Optional<Status> ofAttempt(Call call) {
        var session = Optional.of(call.path("id")).filter(SessionId::matches).map(SessionId::new);
        var attempt = call.query("attempt").flatMap(SessionFinder::attempt);
        return session.flatMap(id -> attempt.flatMap(charge -> till.follow(id, charge)
                .flatMap(progress -> sessions.find(call)
                        .map(shop -> status(shop, charge, progress, Visitor.of(call, Optional.of(shop)))))));
    }

    /// Where a merchant wants to have customers whose payment failed, as long as another can be tried.
    private static Optional<String> elsewhere(Storefront shop) {
        return shop.state() instanceof Storefront.State.Unpaid
                ? Optional.empty()
                : shop.cancelUrl().map(Onward::web);
    }

    private static Status status(Storefront shop, ChargeId attempt, Progress progress, Visitor visitor) {
        var here = visitor.link(Paths.attempt(shop.id(), attempt));
        return switch (progress) {
            case Progress.Confirming _ -> Status.stay("confirming");
            case Progress.Awaiting(var _, var slip) -> Status.go(AwaitPages.state(slip), here);
            case Progress.Challenge _ -> Status.go("challenge", here);
            case Progress.Paid _ -> new Status("paid", afterPayment(shop, visitor), Optional.empty());
            case Progress.Declined declined ->
                new Status(
                        "declined",
                        Optional.of(elsewhere(shop).orElse(here)),
                        Optional.of(visitor.texts().say(DeclineText.of(declined))));
            case Progress.Replaced _ ->
                new Status(
                        "replaced",
                        Optional.of(here),
                        Optional.of(visitor.texts().say("replaced")));
        };
    }
}
