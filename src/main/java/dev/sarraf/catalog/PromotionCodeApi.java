package dev.sarraf.catalog;

import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/promotion-codes`
public final class PromotionCodeApi {
    private final PromotionCodes codes;
    private final Idempotency idempotency;

    public PromotionCodeApi(PromotionCodes codes, Idempotency idempotency) {
        this.codes = codes;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/promotion-codes", Access.toWrite(Subject.COUPONS), this::create),
                Route.get("/promotion-codes", Access.toRead(Subject.COUPONS), this::list),
                Route.get("/promotion-codes/{id}", Access.toRead(Subject.COUPONS), this::get),
                Route.patch("/promotion-codes/{id}", Access.toWrite(Subject.COUPONS), this::update),
                Route.delete("/promotion-codes/{id}", Access.toWrite(Subject.COUPONS), this::delete));
    }

    private Response create(Call call) {
        var code = NewPromotionCode.read(call.json());
        return idempotency.inTransaction(call, tx -> Response.created(codes.create(tx, call.merchant(), code)));
    }

    private Response list(Call call) {
        var listed = codes.list(
                call.merchant(),
                new PromotionCodes.Filter(call.filter("coupon"), call.filter("code"), call.flagFilter("active")),
                Page.of(call));
        return Response.ok(Page.show(listed.codes(), listed.total()));
    }

    private Response get(Call call) {
        return Response.ok(codes.get(call.merchant(), id(call)));
    }

    private Response update(Call call) {
        var change = PromotionCodeChange.read(call.json());
        return idempotency.inTransaction(call, tx -> Response.ok(codes.update(tx, call.merchant(), id(call), change)));
    }

    private Response delete(Call call) {
        codes.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    private static PromotionCodeId id(Call call) {
        var text = call.path("id");
        if (!PromotionCodeId.matches(text)) {
            throw Refusal.missing("promotion_code", text);
        }
        return new PromotionCodeId(text);
    }
}
