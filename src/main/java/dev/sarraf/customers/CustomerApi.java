package dev.sarraf.customers;

import dev.sarraf.db.Database;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Access;
import dev.sarraf.http.Call;
import dev.sarraf.http.Idempotency;
import dev.sarraf.http.Page;
import dev.sarraf.http.Response;
import dev.sarraf.http.Route;
import dev.sarraf.merchants.Permission.Subject;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// `/customers`
public final class CustomerApi {
    private static final int LONGEST_SEARCH = 500;
    private static final int MOST_TERMS = 10;

    /// Fewer digits stand in nearly every number.
    private static final int FEWEST_DIGITS = 3;

    private final Database database;
    private final Customers customers;
    private final Idempotency idempotency;

    public CustomerApi(Database database, Customers customers, Idempotency idempotency) {
        this.database = database;
        this.customers = customers;
        this.idempotency = idempotency;
    }

    public List<Route> routes() {
        return List.of(
                Route.post("/customers", Access.toWrite(Subject.CUSTOMERS), this::create),
                Route.get("/customers", Access.toRead(Subject.CUSTOMERS), this::list),
                Route.get("/customers/{id}", Access.toRead(Subject.CUSTOMERS), this::get),
                Route.patch("/customers/{id}", Access.toWrite(Subject.CUSTOMERS), this::update),
                Route.delete("/customers/{id}", Access.toWrite(Subject.CUSTOMERS), this::delete),
                Route.get("/customers/{id}/stats", Access.toRead(Subject.CUSTOMERS), this::stats));
    }

    private Response create(Call call) {
        var draft = CustomerReader.draft(call.json());
        return idempotency.inTransaction(call, tx -> Response.json(201, customers.create(tx, call.merchant(), draft)));
    }

    private Response list(Call call) {
        var filter = filter(call);
        var page = Page.of(call);
        var listed = database.inSearch(tx -> customers.list(tx, call.merchant(), filter, page));
        return Response.ok(
                Page.show(listed.customers().stream().map(CustomerView::row).toList(), listed.total()));
    }

    private Response get(Call call) {
        var id = id(call);
        return Response.json(200, database.inSnapshot(tx -> customers.show(tx, call.merchant(), id)));
    }

    private Response update(Call call) {
        var change = CustomerReader.change(call.json());
        return idempotency.inTransaction(
                call, tx -> Response.json(200, customers.update(tx, call.merchant(), id(call), change)));
    }

    private Response delete(Call call) {
        var id = id(call);
        database.inTransaction(tx -> {
            customers.delete(tx, call.merchant(), id);
            return id;
        });
        return Response.noContent();
    }

    private Response stats(Call call) {
        var id = id(call);
        return Response.ok(database.inSnapshot(tx -> customers.stats(tx, call.merchant(), id)));
    }

    private static CustomerId id(Call call) {
        var text = call.path("id");
        if (!CustomerId.matches(text)) {
            throw Refusal.missing("customer", text);
        }
        return new CustomerId(text);
    }

    private static CustomerStore.Filter filter(Call call) {
        var terms = call.filter("search").map(CustomerApi::terms).orElse(List.of());
        return new CustomerStore.Filter(
                terms,
                terms.stream()
                        .map(CustomerApi::digits)
                        .flatMap(Optional::stream)
                        .toList(),
                call.filter("type").map(CustomerApi::type));
    }

    private static List<String> terms(String search) {
        var terms = Arrays.stream(search.split(",", -1))
                .map(String::strip)
                .filter(term -> !term.isEmpty())
                .toList();
        if (search.length() > LONGEST_SEARCH || terms.size() > MOST_TERMS) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    "search",
                    "search can have at most %d characters and %d terms.".formatted(LONGEST_SEARCH, MOST_TERMS));
        }
        return terms;
    }

    /// A number is searched for as people write it, with spaces, or with 0 where it is stored with its country.
    private static Optional<String> digits(String term) {
        return Optional.of(term)
                .filter(text -> text.matches("[+0-9 ().-]+"))
                .map(text -> text.replaceAll("[^0-9]", "").replaceFirst("^0+", ""))
                .filter(digits -> digits.length() >= FEWEST_DIGITS);
    }

    private static Customer.Type type(String text) {
        return Arrays.stream(Customer.Type.values())
                .filter(type -> type.text().equals(text.toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() ->
                        Refusal.invalid(ErrorCode.PARAMETER_INVALID, "type", "type must be registered or guest."));
    }
}
