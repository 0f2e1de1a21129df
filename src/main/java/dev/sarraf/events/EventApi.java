package dev.sarraf.events;

import dev.sarraf.db.Database;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/events`: what happened, in the very bytes that endpoints are sent. The newest come first.
public final class EventApi {
    private final Database database;
    private final EventStore store = new EventStore();

    public EventApi(Database database) {
        this.database = database;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/events", Access.toRead(Subject.EVENTS), this::list),
                Route.get("/events/{id}", Access.toRead(Subject.EVENTS), this::get));
    }

    private Response list(Call call) {
        var page = Page.of(call);
        var search = EventSearch.of(call);
        return Response.json(
                200,
                database.inSearch(tx -> "{\"data\":["
                        + String.join(",", store.list(tx, call.merchant(), search, page))
                        + "],\"totalCount\":"
                        + store.count(tx, call.merchant(), search)
                        + "}"));
    }

    private Response get(Call call) {
        var id = call.path("id");
        if (!EventId.matches(id)) {
            throw missing(id);
        }
        return database.inOneQuery(tx -> store.find(tx, call.merchant(), new EventId(id)))
                .map(payload -> Response.json(200, payload))
                .orElseThrow(() -> missing(id));
    }

    private static Refusal missing(String id) {
        return Refusal.missing("event", id);
    }
}
