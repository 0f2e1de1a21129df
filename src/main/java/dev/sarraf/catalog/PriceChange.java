package dev.sarraf.catalog;

import dev.sarraf.catalog.Price.Cost;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.money.Currency;
import java.time.Instant;
import java.util.Optional;

/// What a PATCH of a price asks for; what is empty stays.
record PriceChange(TermsChange terms, ShelvingChange shelving) {
    record TermsChange(
            Optional<Price.Type> type,
            Optional<Currency> currency,
            Optional<Long> unitAmount,
            Optional<Price.Recurrence> recurrence,
            Optional<CustomAmount> bounds) {}

    record ShelvingChange(
            Edit<String> name,
            Edit<String> description,
            Edit<Long> stock,
            Edit<Instant> startDate,
            Edit<Instant> expirationDate,
            Optional<Boolean> active,
            Edit<Metadata> metadata) {}

    static PriceChange read(Fields body) {
        var change = new PriceChange(
                new TermsChange(
                        body.choice("type", Price.Type.class),
                        Wire.currency(body, "currency"),
                        NewPrice.unitAmount(body),
                        NewPrice.recurrence(body),
                        NewPrice.bounds(body)),
                new ShelvingChange(
                        Edit.read(body, "name", body.text("name", Wire.LONGEST_NAME)),
                        Edit.read(body, "description", body.text("description", Wire.LONGEST_DESCRIPTION)),
                        Edit.read(body, "stock", Wire.whole(body, "stock", 0, Wire.LARGEST_INT)),
                        Edit.read(body, "startDate", body.time("startDate")),
                        Edit.read(body, "expirationDate", body.time("expirationDate")),
                        body.flagOrText("active"),
                        Metadata.edit(body)));
        body.end();
        return change;
    }

    /// @throws Refusal where something is to change that this type of price does not have, or the type itself
    Price.Terms terms(Price.Terms before) {
        var cost = before.cost();
        if (terms.type().isPresent() && terms.type().get() != cost.type()) {
            throw invalid("type", "cannot change. Make another price.");
        }
        terms.recurrence().filter(_ -> cost.type() != Price.Type.RECURRING).ifPresent(_ -> {
            throw invalid("recurring", "goes with the type RECURRING alone.");
        });
        terms.bounds().filter(_ -> cost.type() != Price.Type.CUSTOM).ifPresent(_ -> {
            throw invalid("customUnitAmount", "goes with the type CUSTOM alone.");
        });
        terms.unitAmount().filter(_ -> cost.type() == Price.Type.CUSTOM).ifPresent(_ -> {
            throw invalid("unitAmount", "does not go with the type CUSTOM: the customer chooses.");
        });
        return new Price.Terms(
                terms.currency().orElse(before.currency()),
                switch (cost) {
                    case Cost.OneTime(var amount) ->
                        new Cost.OneTime(terms.unitAmount().orElse(amount));
                    case Cost.Recurring(var amount, var recurrence) ->
                        new Cost.Recurring(
                                terms.unitAmount().orElse(amount),
                                terms.recurrence().orElse(recurrence));
                    case Cost.Custom(var bounds) ->
                        new Cost.Custom(terms.bounds().orElse(bounds));
                });
    }

    /// @throws Refusal where the dates do not go together
    Price.Shelving shelving(Price.Shelving before) {
        var after = new Price.Shelving(
                shelving.name().of(before.name()),
                shelving.description().of(before.description()),
                shelving.stock().of(before.stock()),
                shelving.startDate().of(before.startDate()),
                shelving.expirationDate().of(before.expirationDate()),
                shelving.active().orElse(before.active()),
                before.metadata().after(shelving.metadata()));
        NewPrice.requireDatesInOrder("expirationDate", after);
        return after;
    }

    private static Refusal invalid(String param, String message) {
        return Refusal.invalid(ErrorCode.PARAMETER_INVALID, param, param + " " + message);
    }
}
