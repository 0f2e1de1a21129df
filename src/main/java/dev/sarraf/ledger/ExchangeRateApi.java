package dev.sarraf.ledger;

import dev.sarraf.db.Database;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Json;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// `/exchange-rates`: the rates at which sessions in other currencies are made now.
public final class ExchangeRateApi {
    private final Database database;
    private final ExchangeRates rates;

    public ExchangeRateApi(Database database, ExchangeRates rates) {
        this.database = database;
        this.rates = rates;
    }

    public List<Route> routes() {
        return List.of(Route.get("/exchange-rates", Access.ANY_KEY, this::list));
    }

    private Response list(Call call) {
        var json = Json.object();
        json.put("object", "list");
        json.putArray("data")
                .addAll(database.inOneQuery(rates::current).stream()
                        .map(ExchangeRateApi::show)
                        .toList());
        return Response.ok(json);
    }

    private static ObjectNode show(QuotedRate quoted) {
        return Json.object()
                .put("id", quoted.id())
                .put("object", "exchange_rate")
                .put("currency", quoted.currency().name())
                .put("rate", quoted.rate().orElseThrow())
                .put("example", quoted.example())
                .put("createdAt", Json.time(quoted.setAt()));
    }
}
