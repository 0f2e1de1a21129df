package dev.sarraf.methods;

import dev.sarraf.http.Json;
import tools.jackson.databind.node.ObjectNode;

/// A payment method configuration as the API shows it.
final class MethodConfigurationView {
    private MethodConfigurationView() {}

    static ObjectNode of(MethodConfiguration configuration) {
        var json = Json.object();
        json.put("id", configuration.id().text());
        json.put("object", "payment_method_configuration");
        json.put("name", configuration.name());
        json.put("isDefault", configuration.isDefault());
        json.put("livemode", configuration.id().mode().isLive());
        var methods = json.putObject("paymentMethods");
        for (var method : PaymentMethod.values()) {
            if (method.isIn(configuration.id().mode())) {
                methods.putObject(method.text())
                        .put("enabled", configuration.enabled().contains(method))
                        .put("displayName", method.displayName());
            }
        }
        json.put("createdAt", Json.time(configuration.createdAt()));
        json.put("updatedAt", Json.time(configuration.updatedAt()));
        return json;
    }
}
