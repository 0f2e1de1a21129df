package dev.sarraf.checkout;

import dev.sarraf.customers.Details;
import dev.sarraf.http.Json;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// What `customerDetails` say of a person, as customers are recognised by it.
final class GivenDetails {
    private GivenDetails() {}

    /// What is not said of the person is taken from the bill.
    ///
    /// @param details `customerDetails`, rendered
    static Details of(Optional<String> details) {
        var json = details.map(Json::readOwn);
        var billing = json.map(node -> node.path("billingDetails"));
        return new Details(
                text(json, "name").or(() -> text(billing, "name")),
                text(json, "email").or(() -> text(billing, "email")),
                text(json, "phone").or(() -> text(billing, "phone")),
                object(billing, "address"),
                object(json, "shipping"));
    }

    private static Optional<String> text(Optional<JsonNode> json, String name) {
        return json.map(node -> node.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }

    private static Optional<String> object(Optional<JsonNode> json, String name) {
        return json.map(node -> node.path(name)).filter(JsonNode::isObject).map(Json::write);
    }
}
