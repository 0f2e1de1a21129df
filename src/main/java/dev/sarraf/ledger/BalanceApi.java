package dev.sarraf.ledger;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.Permission.Subject;
import dev.sarraf.money.Currency;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ArrayNode;

/// `/balance` and `/balance-transactions`: what a merchant is owed, and each movement that led there.
public final class BalanceApi {
    /// No id is longer.
    private static final String ID = "[0-9A-Za-z_]{1,60}";

    private final Balances balances;
    private final Mode mode;

    public BalanceApi(Balances balances, Mode mode) {
        this.balances = balances;
        this.mode = mode;
    }

    public List<Route> routes() {
        return List.of(
                Route.get("/balance", Access.toRead(Subject.BALANCE), this::balance),
                Route.get("/balance-transactions", Access.toRead(Subject.BALANCE), this::list),
                Route.get("/balance-transactions/{id}", Access.toRead(Subject.BALANCE), this::get));
    }

    private Response balance(Call call) {
        var found = balances.of(call.merchant());
        var json = Json.object();
        json.put("object", "balance");
        json.put("livemode", mode.isLive());
        json.set("available", amounts(found, Balance::available));
        json.set("pending", amounts(found, Balance::pending));
        return Response.ok(json);
    }

    private Response list(Call call) {
        var listed = balances.list(call.merchant(), filter(call), Page.of(call));
        return Response.ok(Page.show(
                listed.movements().stream()
                        .map(movement -> BalanceTransactionView.of(call.merchant(), movement))
                        .toList(),
                listed.total()));
    }

    private Response get(Call call) {
        var id = call.path("id");
        if (!BalanceTransaction.ID.matches(id)) {
            throw Refusal.missing("balance_transaction", id);
        }
        return Response.ok(BalanceTransactionView.of(call.merchant(), balances.get(call.merchant(), id)));
    }

    private static ArrayNode amounts(List<Balance> balances, ToLongFunction<Balance> amount) {
        var json = Json.array();
        for (var balance : balances) {
            json.addObject()
                    .put("amount", amount.applyAsLong(balance))
                    .put("currency", balance.currency().name());
        }
        return json;
    }

    private static Balances.Filter filter(Call call) {
        return new Balances.Filter(
                call.filter("type").map(BalanceApi::type),
                call.filter("source").map(id -> id("source", id)),
                call.filter("paymentIntentId").map(id -> id("paymentIntentId", id)),
                call.filter("currency").map(BalanceApi::currency));
    }

    private static BalanceTransaction.Type type(String text) {
        return Arrays.stream(BalanceTransaction.Type.values())
                .filter(type -> type.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> invalid(
                        "type",
                        "one of "
                                + Arrays.stream(BalanceTransaction.Type.values())
                                        .map(Enum::name)
                                        .collect(Collectors.joining(", "))));
    }

    private static Currency currency(String text) {
        return Currency.find(text)
                .orElseThrow(() -> Refusal.invalid(
                        ErrorCode.UNSUPPORTED_CURRENCY, "currency", "currency must be a currency that exists here."));
    }

    private static String id(String parameter, String text) {
        if (!text.matches(ID)) {
            throw invalid(parameter, "an id");
        }
        return text;
    }

    private static Refusal invalid(String parameter, String rule) {
        return Refusal.invalid(ErrorCode.PARAMETER_INVALID, parameter, parameter + " must be " + rule + ".");
    }
}
