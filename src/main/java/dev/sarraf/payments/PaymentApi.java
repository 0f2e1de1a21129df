package dev.sarraf.payments;

import dev.sarraf.db.Database;
import dev.sarraf.db.Tx;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// `/payment-intents` and `/charges`: payments, readable on their own. Lists show the newest first.
public final class PaymentApi {
    private final Database database;
    private final Statements statements;
    private final IntentStore intents = new IntentStore();
    private final ChargeStore charges = new ChargeStore();

    public PaymentApi(Database database, Statements statements) {
        this.database = database;
        this.statements = statements;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/payment-intents", Access.toRead(Subject.PAYMENT_INTENTS), this::listIntents),
                Route.get("/payment-intents/{id}", Access.toRead(Subject.PAYMENT_INTENTS), this::intent),
                Route.get("/charges", Access.toRead(Subject.CHARGES), this::listCharges),
                Route.get("/charges/{id}", Access.toRead(Subject.CHARGES), this::charge));
    }

    private Response intent(Call call) {
        var id = call.path("id");
        return Response.ok(database.inSnapshot(tx -> Optional.of(id)
                        .filter(IntentId::matches)
                        .flatMap(known -> statements.find(tx, call.merchant(), new IntentId(known))))
                .map(Statements.Statement::showIntent)
                .orElseThrow(() -> Refusal.missing("payment_intent", id)));
    }

    private Response listIntents(Call call) {
        var page = Page.of(call);
        var session = call.filter("checkoutSessionId");
        return Response.ok(database.inSearch(tx -> Page.show(
                intents.list(tx, call.merchant(), session, page).stream()
                        .map(intent ->
                                statements.of(tx, call.merchant(), intent.id()).showIntent())
                        .toList(),
                intents.count(tx, call.merchant(), session))));
    }

    private Response charge(Call call) {
        var id = call.path("id");
        return Response.ok(database.inSnapshot(tx -> Optional.of(id)
                        .filter(ChargeId::matches)
                        .flatMap(known -> charges.find(tx, call.merchant(), new ChargeId(known)))
                        .map(charge -> shown(tx, charge)))
                .orElseThrow(() -> Refusal.missing("charge", id)));
    }

    private Response listCharges(Call call) {
        var page = Page.of(call);
        var intent = call.filter("paymentIntentId");
        return Response.ok(database.inSearch(tx -> Page.show(
                charges.list(tx, call.merchant(), intent, page).stream()
                        .map(charge -> shown(tx, charge))
                        .toList(),
                charges.count(tx, call.merchant(), intent))));
    }

    private JsonNode shown(Tx tx, Charge charge) {
        return statements.of(tx, charge.merchant(), charge.intent()).showCharge(charge.id());
    }
}
