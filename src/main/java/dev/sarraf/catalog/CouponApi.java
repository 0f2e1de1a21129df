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

/// `/coupons`
public final class CouponApi {
    private final Coupons coupons;
    private final Idempotency idempotency;

    public CouponApi(Coupons coupons, Idempotency idempotency) {
        this.coupons = coupons;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/coupons", Access.toWrite(Subject.COUPONS), this::create),
                Route.get("/coupons", Access.toRead(Subject.COUPONS), this::list),
                Route.get("/coupons/{id}", Access.toRead(Subject.COUPONS), this::get),
                Route.patch("/coupons/{id}", Access.toWrite(Subject.COUPONS), this::update),
                Route.delete("/coupons/{id}", Access.toWrite(Subject.COUPONS), this::delete));
    }

    private Response create(Call call) {
        var coupon = NewCoupon.read(call.json());
        return idempotency.inTransaction(call, tx -> Response.created(coupons.create(tx, call.merchant(), coupon)));
    }

    private Response list(Call call) {
        var listed = coupons.list(call.merchant(), call.flagFilter("active"), Page.of(call));
        return Response.ok(Page.show(listed.coupons(), listed.total()));
    }

    private Response get(Call call) {
        return Response.ok(coupons.get(call.merchant(), id(call)));
    }

    private Response update(Call call) {
        var change = CouponChange.read(call.json());
        return idempotency.inTransaction(
                call, tx -> Response.ok(coupons.update(tx, call.merchant(), id(call), change)));
    }

    private Response delete(Call call) {
        coupons.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    private static CouponId id(Call call) {
        var text = call.path("id");
        if (!CouponId.matches(text)) {
            throw Refusal.missing("coupon", text);
        }
        return new CouponId(text);
    }
}
