package dev.sarraf.checkout;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import java.util.Optional;

/// Reads who pays: `customerId` or `customerDetails`, `customerCreation`, `customerUpdate`.
final class BuyerReader {
    private enum Change {
        AUTO,
        NEVER
    }

    private BuyerReader() {}

    /// What is not sent stays as it was before; naming a customer takes the place of details.
    static Buyer read(Fields body, Buyer before) {
        var customer = body.text("customerId", 100);
        var details = body.object("customerDetails").map(CustomerDetails::read).map(Json::write);
        var creation = body.choice("customerCreation", Buyer.Creation.class);
        var update = body.object("customerUpdate").map(BuyerReader::update);
        boolean named = customer.isPresent() || before.customer().isPresent();
        if (named && details.isPresent()) {
            throw exclusive("customerDetails");
        }
        if (named && creation.isPresent()) {
            throw exclusive("customerCreation");
        }
        if (!named && update.isPresent()) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_REQUIRES_ANOTHER, "customerUpdate", "customerUpdate needs customerId.");
        }
        return new Buyer(
                customer.or(before::customer),
                customer.isPresent() ? Optional.empty() : details.or(before::details),
                named ? Buyer.Creation.IF_REQUIRED : creation.orElse(before.creation()),
                update.or(before::update));
    }

    private static Buyer.Update update(Fields fields) {
        var update = new Buyer.Update(isAuto(fields, "address"), isAuto(fields, "name"), isAuto(fields, "shipping"));
        fields.end();
        return update;
    }

    private static boolean isAuto(Fields fields, String name) {
        return fields.choice(name, Change.class).orElse(Change.NEVER) == Change.AUTO;
    }

    private static Refusal exclusive(String name) {
        return Refusal.invalid(
                ErrorCode.PARAMETERS_EXCLUSIVE, name, "Send either customerId or " + name + ", not both.");
    }
}
