package dev.sarraf.catalog;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.images.ImageAddresses;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/products`
public final class ProductApi {
    private final Products products;
    private final Idempotency idempotency;
    private final Mode mode;
    private final ProductView view;

    public ProductApi(Products products, Idempotency idempotency, ImageAddresses images) {
        this.products = products;
        this.idempotency = idempotency;
        this.mode = images.mode();
        this.view = new ProductView(images);
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/products", Access.toWrite(Subject.PRODUCTS), this::create),
                Route.get("/products", Access.toRead(Subject.PRODUCTS), this::list),
                Route.get("/products/{id}", Access.toRead(Subject.PRODUCTS), this::get),
                Route.get("/products/{id}/stats", Access.toRead(Subject.PRODUCTS), this::stats),
                Route.patch("/products/{id}", Access.toWrite(Subject.PRODUCTS), this::update),
                Route.delete("/products/{id}", Access.toWrite(Subject.PRODUCTS), this::delete));
    }

    private Response create(Call call) {
        var product = NewProduct.read(call.json(), mode);
        return idempotency.inTransaction(call, tx -> {
            var created = products.create(tx, call.merchant(), product);
            return Response.created(view.row(call.merchant(), created.product(), created.prices()));
        });
    }

    private Response list(Call call) {
        var page = Page.of(call);
        var listed = products.list(
                call.merchant(),
                new Products.Filter(
                        call.flagFilter("active"),
                        call.filter("search"),
                        new Metadata(call.metadataFilter("metadata"))),
                page);
        var rows = listed.products().stream()
                .map(priced -> view.row(call.merchant(), priced.product(), priced.prices()))
                .toList();
        return Response.ok(Page.show(rows, listed.total())
                .put("page", page.number())
                .put("limit", page.limit())
                .put("totalPages", Math.ceilDiv(listed.total(), page.limit())));
    }

    private Response get(Call call) {
        var found = products.get(call.merchant(), id(call));
        return Response.ok(view.of(call.merchant(), found.product(), found.prices()));
    }

    private Response stats(Call call) {
        var found = products.get(call.merchant(), id(call));
        return Response.ok(ProductView.stats(found.product(), found.prices()));
    }

    private Response update(Call call) {
        var change = ProductChange.read(call.json(), mode);
        return idempotency.inTransaction(call, tx -> {
            var updated = products.update(tx, call.merchant(), id(call), change);
            return Response.ok(view.of(call.merchant(), updated.product(), updated.prices()));
        });
    }

    private Response delete(Call call) {
        products.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    private static ProductId id(Call call) {
        var text = call.path("id");
        if (!ProductId.matches(text)) {
            throw Refusal.missing("product", text);
        }
        return new ProductId(text);
    }
}
