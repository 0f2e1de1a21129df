package dev.sarraf.customers;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import dev.sarraf.money.Currency;
import java.util.List;
import java.util.Optional;

/// Reads what a merchant sends of a customer.
final class CustomerReader {
    private static final List<String> ADDRESS = List.of("line1", "line2", "city", "state", "postalCode", "country");
    private static final int LONGEST_TEXT = 255;
    private static final int LONGEST_PHONE = 40;

    /// Keys of an address that the contract does not name.
    private static final int MOST_EXTRA_KEYS = 20;

    private static final int LONGEST_KEY = 40;

    private CustomerReader() {}

    static Customers.Draft draft(Fields fields) {
        var person = new Person(
                fields.text("name", LONGEST_TEXT), email(fields), phone(fields), address(fields), Optional.empty());
        var metadata = metadata(fields);
        currency(fields);
        fields.end();
        Customers.requireReachable(person);
        return new Customers.Draft(person, metadata);
    }

    static Customers.Change change(Fields fields) {
        var change = new Customers.Change(
                mentioned(fields, "name", fields.text("name", LONGEST_TEXT)),
                mentioned(fields, "email", email(fields)),
                mentioned(fields, "phone", phone(fields)),
                mentioned(fields, "address", address(fields)),
                mentioned(fields, "metadata", metadata(fields)));
        fields.end();
        return change;
    }

    private static <T> Optional<T> mentioned(Fields fields, String name, T value) {
        return fields.mentions(name) ? Optional.of(value) : Optional.empty();
    }

    private static Optional<Email> email(Fields fields) {
        return fields.text("email", LONGEST_TEXT)
                .map(typed -> Email.read(typed)
                        .filter(email -> email.text().matches("[^@\\s]+@[^@\\s]+"))
                        .orElseThrow(() -> fields.invalid("email", "must be an e-mail address.")));
    }

    private static Optional<Phone> phone(Fields fields) {
        return fields.text("phone", LONGEST_PHONE)
                .map(typed -> Phone.read(typed)
                        .orElseThrow(() -> fields.invalid("phone", "must have more than spaces in it.")));
    }

    /// The six keys of the contract come first, always; the merchant's own keep their order.
    private static Optional<String> address(Fields fields) {
        return fields.object("address").map(address -> {
            var json = Json.object();
            ADDRESS.forEach(key -> json.put(key, address.text(key, LONGEST_TEXT).orElse(null)));
            var others = address.others();
            if (others.size() > MOST_EXTRA_KEYS || others.stream().anyMatch(key -> key.length() > LONGEST_KEY)) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_OUT_OF_RANGE,
                        "address",
                        "address can have at most %d further keys of up to %d characters."
                                .formatted(MOST_EXTRA_KEYS, LONGEST_KEY));
            }
            others.forEach(
                    key -> json.put(key, address.text(key, 0, LONGEST_TEXT).orElse(null)));
            return Json.write(json);
        });
    }

    private static String metadata(Fields fields) {
        var json = Json.object();
        fields.metadata("metadata").forEach(json::put);
        return Json.write(json);
    }

    /// Any currency may be named, and none makes a difference: what customers spend is summed in the one that
    /// payments are processed in.
    private static void currency(Fields fields) {
        fields.text("currency", LONGEST_TEXT)
                .filter(code -> Currency.find(code).isEmpty())
                .ifPresent(_ -> {
                    throw Refusal.invalid(
                            ErrorCode.UNSUPPORTED_CURRENCY,
                            "currency",
                            "currency must be a currency that exists here.");
                });
    }
}
