package dev.sarraf.methods;

import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;

/// `/payment-method-configurations`
public final class MethodConfigurationApi {
    private final MethodConfigurations configurations;
    private final Idempotency idempotency;

    public MethodConfigurationApi(MethodConfigurations configurations, Idempotency idempotency) {
        this.configurations = configurations;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        var path = "/payment-method-configurations";
        return List.of(
                Route.post(path, Access.toWrite(Subject.PAYMENT_METHODS), this::create),
                Route.get(path, Access.toRead(Subject.PAYMENT_METHODS), this::list),
                Route.get(path + "/{id}", Access.toRead(Subject.PAYMENT_METHODS), this::get),
                Route.patch(path + "/{id}", Access.toWrite(Subject.PAYMENT_METHODS), this::update),
                Route.delete(path + "/{id}", Access.toWrite(Subject.PAYMENT_METHODS), this::delete));
    }

    private Response create(Call call) {
        var edit = MethodConfigurationReader.creation(call.json(), configurations.mode());
        return idempotency.inTransaction(
                call,
                tx -> Response.created(MethodConfigurationView.of(configurations.create(tx, call.merchant(), edit))));
    }

    private Response list(Call call) {
        var listed = configurations.list(call.merchant(), Page.of(call));
        var rows = listed.configurations().stream()
                .map(MethodConfigurationView::of)
                .toList();
        return Response.ok(Page.show(rows, listed.total()));
    }

    private Response get(Call call) {
        return Response.ok(MethodConfigurationView.of(configurations.get(call.merchant(), id(call))));
    }

    private Response update(Call call) {
        var edit = MethodConfigurationReader.change(call.json(), configurations.mode());
        return idempotency.inTransaction(
                call,
                tx -> Response.ok(
                        MethodConfigurationView.of(configurations.update(tx, call.merchant(), id(call), edit))));
    }

    private Response delete(Call call) {
        configurations.delete(call.merchant(), id(call));
        return Response.noContent();
    }

    /// What cannot be an id does not exist.
    private static MethodConfigurationId id(Call call) {
        var id = call.path("id");
        if (!MethodConfigurationId.matches(id)) {
            throw MethodConfigurations.missing(id);
        }
        return new MethodConfigurationId(id);
    }
}
