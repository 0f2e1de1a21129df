package dev.sarraf.checkout;

import dev.sarraf.db.Tx;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;
import java.util.function.Function;

/// `/checkout/sessions`
public final class SessionApi {
    private final Sessions sessions;
    private final Idempotency idempotency;
    private final SessionReader reader;

    public SessionApi(Sessions sessions, Idempotency idempotency, Mode mode) {
        this.sessions = sessions;
        this.idempotency = idempotency;
        this.reader = new SessionReader(mode);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/checkout/sessions", Access.toWrite(Subject.CHECKOUT_SESSIONS), this::create),
                Route.get("/checkout/sessions/{id}", Access.toRead(Subject.CHECKOUT_SESSIONS), this::get),
                Route.patch("/checkout/sessions/{id}", Access.toWrite(Subject.CHECKOUT_SESSIONS), this::update),
                Route.post("/checkout/sessions/{id}/expire", Access.toWrite(Subject.CHECKOUT_SESSIONS), this::expire));
    }

    private Response create(Call call) {
        sessions.requireBank(call.merchant());
        var request = reader.creation(call.json());
        Function<Tx, Response> work = tx -> Response.json(201, sessions.create(tx, call.merchant(), request));
        return request.isSelfContained()
                ? idempotency.inOneStatement(call, work)
                : idempotency.inTransaction(call, work);
    }

    private Response get(Call call) {
        return Response.json(200, sessions.get(call.merchant(), id(call)));
    }

    /// The body is read twice: before a key is spent on it, and against the session as it is under its lock.
    private Response update(Call call) {
        var id = id(call);
        change(call, sessions.find(call.merchant(), id));
        return idempotency.inTransaction(
                call,
                tx -> Response.json(200, sessions.update(tx, call.merchant(), id, session -> change(call, session))));
    }

    private SessionChange change(Call call, Session session) {
        return reader.change(call.json(), session.terms(), session.cart().currency());
    }

    private Response expire(Call call) {
        call.optionalJson().end();
        return idempotency.inTransaction(
                call, tx -> Response.json(200, sessions.expire(tx, call.merchant(), id(call))));
    }

    /// What cannot be an id does not exist.
    private static SessionId id(Call call) {
        var id = call.path("id");
        if (!SessionId.matches(id)) {
            throw Sessions.missing(id);
        }
        return new SessionId(id);
    }
}
