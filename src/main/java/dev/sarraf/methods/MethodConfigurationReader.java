package dev.sarraf.methods;

import dev.sarraf.http.Fields;
import dev.sarraf.ids.Mode;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Reads the bodies of `POST /payment-method-configurations` and `PATCH /payment-method-configurations/{id}`.
final class MethodConfigurationReader {
    private static final int LONGEST_NAME = 100;

    private MethodConfigurationReader() {}

    /// What was sent of a configuration.
    ///
    /// @param switches the methods that were switched on or off
    record Edit(Optional<String> name, Map<PaymentMethod, Boolean> switches) {
        /// The methods that are on after this, where these were on before.
        Set<PaymentMethod> on(Set<PaymentMethod> before) {
            var enabled = EnumSet.noneOf(PaymentMethod.class);
            enabled.addAll(before);
            switches.forEach((method, on) -> {
                if (on) {
                    enabled.add(method);
                } else {
                    enabled.remove(method);
                }
            });
            return enabled;
        }
    }

    static Edit creation(Fields body, Mode mode) {
        var edit = read(body, mode);
        body.required("name", edit.name());
        return edit;
    }

    static Edit change(Fields body, Mode mode) {
        return read(body, mode);
    }

    private static Edit read(Fields body, Mode mode) {
        var edit = new Edit(
                body.text("name", LONGEST_NAME),
                body.object("paymentMethods")
                        .map(methods -> switches(methods, mode))
                        .orElse(Map.of()));
        body.end();
        return edit;
    }

    private static Map<PaymentMethod, Boolean> switches(Fields methods, Mode mode) {
        Map<PaymentMethod, Boolean> switches = new EnumMap<>(PaymentMethod.class);
        for (var method : PaymentMethod.values()) {
            if (method.isIn(mode)) {
                methods.object(method.text()).ifPresent(fields -> {
                    switches.put(method, fields.required("enabled", fields.flag("enabled")));
                    fields.end();
                });
            }
        }
        methods.end();
        return switches;
    }
}
