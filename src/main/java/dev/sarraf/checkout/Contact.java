package dev.sarraf.checkout;

import dev.sarraf.http.Json;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// How a customer can be reached, and so told from others.
record Contact(Optional<String> email, Optional<String> phone) {
    /// @param details `customerDetails`, rendered
    static Contact of(Optional<String> details) {
        var json = details.map(Json::readOwn);
        return new Contact(text(json, "email"), text(json, "phone"));
    }

    /// The same for the same person, as far as a payment page can tell.
    Optional<String> key() {
        return email.map(address -> address.strip().toLowerCase(Locale.ROOT))
                .or(() -> phone.map(number -> number.replaceAll("[^0-9+]", "")));
    }

    private static Optional<String> text(Optional<JsonNode> json, String name) {
        return json.map(node -> node.path(name)).filter(JsonNode::isString).map(JsonNode::stringValue);
    }
}
