package dev.sarraf.checkout;

import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import tools.jackson.databind.node.ObjectNode;

/// What is known of the customer: as the merchant sent it, once its shape is checked, and as the customer typed it.
final class CustomerDetails {
    private static final int LONGEST = 255;

    private CustomerDetails() {}

    /// The details of somebody of whom nothing is known.
    static ObjectNode unknown() {
        var json = Json.object();
        for (var name : new String[] {"name", "email", "phone", "billingDetails", "shipping"}) {
            json.putNull(name);
        }
        return json;
    }

    /// Where bills or goods go, of which nothing is known.
    static ObjectNode unknownPlace(Question.Address.Purpose purpose) {
        var json = Json.object();
        json.putNull("name");
        if (purpose == Question.Address.Purpose.BILLING) {
            json.putNull("email");
        }
        json.putNull("phone");
        json.putNull("address");
        return json;
    }

    static ObjectNode read(Fields fields) {
        var json = person(fields, true);
        fields.object("billingDetails")
                .ifPresentOrElse(
                        billing -> {
                            var details = person(billing, true);
                            address(billing, details);
                            billing.end();
                            json.set("billingDetails", details);
                        },
                        () -> json.putNull("billingDetails"));
        fields.object("shipping")
                .ifPresentOrElse(
                        shipping -> {
                            var details = person(shipping, false);
                            address(shipping, details);
                            shipping.end();
                            json.set("shipping", details);
                        },
                        () -> json.putNull("shipping"));
        fields.end();
        return json;
    }

    private static ObjectNode person(Fields fields, boolean withEmail) {
        var json = Json.object();
        json.put("name", fields.text("name", LONGEST).orElse(null));
        if (withEmail) {
            json.put(
                    "email",
                    fields.text("email", LONGEST)
                            .map(email -> {
                                if (!email.matches("[^@\\s]+@[^@\\s]+")) {
                                    throw fields.invalid("email", "must be an e-mail address.");
                                }
                                return email;
                            })
                            .orElse(null));
        }
        json.put("phone", fields.text("phone", 40).orElse(null));
        return json;
    }

    private static void address(Fields fields, ObjectNode owner) {
        fields.object("address")
                .ifPresentOrElse(
                        address -> {
                            var json = Json.object();
                            for (var part : new String[] {"line1", "line2", "city", "state", "postalCode", "country"}) {
                                json.put(part, address.text(part, LONGEST).orElse(null));
                            }
                            address.end();
                            owner.set("address", json);
                        },
                        () -> owner.putNull("address"));
    }
}
