package dev.sarraf.catalog;

import dev.sarraf.catalog.Price.Cost;
import dev.sarraf.catalog.Price.Interval;
import dev.sarraf.catalog.Price.Recurrence;
import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import java.time.Instant;
import java.util.Optional;

/// A price as a merchant asks for it.
record NewPrice(Price.Terms terms, Price.Shelving shelving) {
    static NewPrice read(Fields body) {
        var price = new NewPrice(
                new Price.Terms(body.required("currency", Wire.currency(body, "currency")), cost(body)),
                new Price.Shelving(
                        body.text("name", Wire.LONGEST_NAME),
                        body.text("description", Wire.LONGEST_DESCRIPTION),
                        Wire.whole(body, "stock", 0, Wire.LARGEST_INT),
                        body.time("startDate"),
                        body.time("expirationDate"),
                        body.flagOrText("active").orElse(true),
                        Metadata.read(body)));
        requireDatesInOrder(body.pathOf("expirationDate"), price.shelving);
        body.end();
        return price;
    }

    static void requireDatesInOrder(String param, Price.Shelving shelving) {
        if (shelving.startDate().isPresent()
                && shelving.expirationDate().isPresent()
                && !isBefore(
                        shelving.startDate().get(), shelving.expirationDate().get())) {
            throw Refusal.invalid(
                    ErrorCode.PRICE_DATE_RANGE_INVALID, param, param + " must come after the start date.");
        }
    }

    private static boolean isBefore(Instant start, Instant end) {
        return start.isBefore(end);
    }

    private static Cost cost(Fields body) {
        var type = body.choice("type", Price.Type.class).orElse(Price.Type.ONE_TIME);
        var unitAmount = unitAmount(body);
        var recurrence = recurrence(body);
        var bounds = bounds(body);
        if (recurrence.isPresent() && type != Price.Type.RECURRING) {
            throw body.invalid("recurring", "goes with the type RECURRING alone.");
        }
        if (bounds.isPresent() && type != Price.Type.CUSTOM) {
            throw body.invalid("customUnitAmount", "goes with the type CUSTOM alone.");
        }
        return switch (type) {
            case ONE_TIME -> new Cost.OneTime(body.required("unitAmount", unitAmount));
            case RECURRING ->
                new Cost.Recurring(body.required("unitAmount", unitAmount), body.required("recurring", recurrence));
            case CUSTOM -> {
                unitAmount.ifPresent(_ -> {
                    throw body.invalid("unitAmount", "does not go with the type CUSTOM: the customer chooses.");
                });
                yield new Cost.Custom(
                        bounds.orElseGet(() -> new CustomAmount(Optional.empty(), Optional.empty(), Optional.empty())));
            }
        };
    }

    static Optional<Long> unitAmount(Fields body) {
        return Wire.whole(body, "unitAmount", 0, Wire.LARGEST_INT);
    }

    static Optional<Recurrence> recurrence(Fields body) {
        return body.object("recurring").map(fields -> {
            var recurrence = new Recurrence(
                    fields.required("interval", fields.choice("interval", Interval.class)),
                    fields.whole("intervalCount", 1, Wire.LARGEST_INT).orElse(1));
            fields.end();
            return recurrence;
        });
    }

    static Optional<CustomAmount> bounds(Fields body) {
        return body.object("customUnitAmount").map(fields -> {
            var bounds = new CustomAmount(
                    Wire.whole(fields, "minimum", 1, Wire.LARGEST_INT),
                    Wire.whole(fields, "maximum", 1, Wire.LARGEST_INT),
                    Wire.whole(fields, "preset", 1, Wire.LARGEST_INT));
            fields.end();
            if (!bounds.isInOrder()) {
                throw body.invalid("customUnitAmount", "must have minimum, preset and maximum in this order.");
            }
            return bounds;
        });
    }
}
