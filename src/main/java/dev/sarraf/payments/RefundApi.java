package dev.sarraf.payments;

import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;
import java.util.Optional;

/// `/refunds`
public final class RefundApi {
    private static final int MOST = 100;
    private static final int USUAL = 20;
    private static final int FARTHEST = 1_000_000;

    private final Refunds refunds;
    private final Idempotency idempotency;

    public RefundApi(Refunds refunds, Idempotency idempotency) {
        this.refunds = refunds;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/refunds", Access.toWrite(Subject.REFUNDS), this::create),
                Route.get("/refunds", Access.toRead(Subject.REFUNDS), this::list),
                Route.get("/refunds/{id}", Access.toRead(Subject.REFUNDS), this::get));
    }

    private Response create(Call call) {
        var request = NewRefund.read(call.merchant(), call.json());
        return refunds.inTurn(() -> idempotency.inSteps(call, new Creation(request)));
    }

    private Response get(Call call) {
        var id = call.path("id");
        if (!RefundId.matches(id)) {
            throw Refusal.missing("refund", id);
        }
        return Response.json(200, refunds.get(call.merchant(), new RefundId(id)));
    }

    /// A bare array, as the contract has it for refunds alone.
    private Response list(Call call) {
        var found = refunds.list(
                call.merchant(),
                call.filter("chargeId"),
                Page.whole(call, "limit", 1, MOST, USUAL),
                Page.whole(call, "offset", 0, FARTHEST, 0));
        return Response.ok(
                Json.array().addAll(found.stream().map(RefundView::of).toList()));
    }

    /// One request for a refund, from its first step to its answer.
    private final class Creation implements Idempotency.Steps {
        private final NewRefund request;
        private boolean isNew;

        private Creation(NewRefund request) {
            this.request = request;
        }

        @Override
        public String intend(Tx tx) {
            var id = refunds.intend(tx, request).text();
            isNew = true;
            return id;
        }

        @Override
        public Response carryOn(String id) {
            return Response.json(201, refunds.carryOut(request.merchant(), new RefundId(id), isNew));
        }

        @Override
        public Optional<Response> finished(String id) {
            return refunds.finished(request.merchant(), new RefundId(id)).map(json -> Response.json(201, json));
        }
    }
}
