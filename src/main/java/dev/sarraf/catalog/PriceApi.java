package dev.sarraf.catalog;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;
import java.util.Optional;

/// `/prices`
public final class PriceApi {
    private final Prices prices;
    private final Idempotency idempotency;

    public PriceApi(Prices prices, Idempotency idempotency) {
        this.prices = prices;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/prices", Access.toWrite(Subject.PRODUCTS), this::create),
                Route.get("/prices", Access.toRead(Subject.PRODUCTS), this::list),
                Route.get("/prices/{id}", Access.toRead(Subject.PRODUCTS), this::get),
                Route.patch("/prices/{id}", Access.toWrite(Subject.PRODUCTS), this::update),
                Route.delete("/prices/{id}", Access.toWrite(Subject.PRODUCTS), this::delete));
    }

    private Response create(Call call) {
        var product = product(call);
        var price = NewPrice.read(call.json());
        return idempotency.inTransaction(
                call, tx -> Response.created(PriceView.of(prices.create(tx, call.merchant(), product, price))));
    }

    private Response list(Call call) {
        var listed = prices.list(
                call.merchant(), new Prices.Filter(call.filter("productId"), call.flagFilter("active")), Page.of(call));
        return Response.ok(Page.show(listed.prices().stream().map(PriceView::of).toList(), listed.total()));
    }

    private Response get(Call call) {
        return Response.ok(PriceView.of(prices.get(call.merchant(), id(call))));
    }

    private Response update(Call call) {
        var change = PriceChange.read(call.json());
        return idempotency.inTransaction(
                call, tx -> Response.ok(PriceView.of(prices.update(tx, call.merchant(), id(call), change))));
    }

    private Response delete(Call call) {
        prices.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    private static ProductId product(Call call) {
        var text = call.filter("productId")
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.PARAMETER_MISSING, "productId", "Missing required parameter: productId"));
        if (!ProductId.matches(text)) {
            throw Refusal.missing("product", text, Optional.of("productId"));
        }
        return new ProductId(text);
    }

    private static PriceId id(Call call) {
        var text = call.path("id");
        if (!PriceId.matches(text)) {
            throw Refusal.missing("price", text);
        }
        return new PriceId(text);
    }
}
