package dev.sarraf.checkout;

import dev.sarraf.http.Access;
import dev.sarraf.http.AmountFilter;
import dev.sarraf.http.Call;
import dev.sarraf.http.DateFilter;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/payment-links`
public final class PaymentLinkApi {
    private final PaymentLinks links;
    private final Idempotency idempotency;
    private final PaymentLinkReader reader;

    public PaymentLinkApi(PaymentLinks links, Idempotency idempotency, Mode mode) {
        this.links = links;
        this.idempotency = idempotency;
        this.reader = new PaymentLinkReader(mode);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/payment-links", Access.toWrite(Subject.PAYMENT_LINKS), this::create),
                Route.get("/payment-links", Access.toRead(Subject.PAYMENT_LINKS), this::list),
                Route.get("/payment-links/{id}", Access.toRead(Subject.PAYMENT_LINKS), this::get),
                Route.patch("/payment-links/{id}", Access.toWrite(Subject.PAYMENT_LINKS), this::update));
    }

    private Response create(Call call) {
        links.requireBank(call.merchant());
        var draft = reader.creation(call.json());
        return idempotency.inTransaction(call, tx -> Response.json(201, links.create(tx, call.merchant(), draft)));
    }

    private Response list(Call call) {
        var page = Page.of(call);
        var filter = new PaymentLinkStore.Filter(
                call.flagFilter("active"),
                call.filter("search"),
                AmountFilter.of(call, "amount"),
                DateFilter.of(call, "date"));
        return Response.ok(links.list(call.merchant(), filter, page));
    }

    private Response get(Call call) {
        return Response.json(200, links.get(call.merchant(), id(call)));
    }

    /// The body is read twice: before a key is spent on it, and against the link as it is under its lock.
    private Response update(Call call) {
        var id = id(call);
        reader.change(call.json(), links.find(call.merchant(), id));
        return idempotency.inTransaction(
                call,
                tx -> Response.json(
                        200, links.update(tx, call.merchant(), id, link -> reader.change(call.json(), link))));
    }

    /// What cannot be an id does not exist.
    private static PaymentLinkId id(Call call) {
        var id = call.path("id");
        if (!PaymentLinkId.matches(id)) {
            throw PaymentLinks.missing(id);
        }
        return new PaymentLinkId(id);
    }
}
