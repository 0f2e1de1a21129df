package dev.sarraf.checkout;

import dev.sarraf.http.Json;
import tools.jackson.databind.node.ObjectNode;

/// A custom field as the API shows it, with its answer once there is one.
final class CustomFieldView {
    private CustomFieldView() {}

    static ObjectNode of(CustomField field) {
        var json = Json.object();
        json.put("key", field.key());
        json.put("label", field.label());
        json.put("type", field.type().name());
        json.put("isOptional", field.optional());
        json.put("hasLimits", field.limit().isPresent());
        field.limit().ifPresent(limit -> {
            json.put("limitType", limit.kind().name());
            limit.minimum().ifPresent(minimum -> json.put("minCharacters", minimum));
            limit.maximum().ifPresent(maximum -> json.put("maxCharacters", maximum));
        });
        if (!field.options().isEmpty()) {
            var options = json.putArray("dropdownOptions");
            field.options().forEach(option -> options.addObject().put("label", option));
        }
        field.answer().ifPresent(answer -> json.putObject(holder(field.type())).put("value", answer));
        return json;
    }

    private static String holder(CustomField.Type type) {
        return switch (type) {
            case TEXT -> "text";
            case NUMBER -> "numeric";
            case DROPDOWN -> "dropdown";
            case CHECKBOX -> "checkbox";
        };
    }
}
