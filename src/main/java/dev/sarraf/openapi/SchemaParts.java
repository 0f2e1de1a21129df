package dev.sarraf.openapi;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns schemas as the parts write them into schemas as OpenAPI has them.
///
/// A text is read by [SchemaWord]. `with` names schemas whose properties come first. What callers send is closed, and
/// takes null wherever a property is not required; what they get has every property but those that it lists as
/// `sometimes`.
final class SchemaParts {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Keywords whose values are schemas.
    private static final Set<String> SUBSCHEMAS = Set.of("items", "additionalProperties", "propertyNames");

    private final Function<String, Optional<JsonNode>> named;

    /// @param named the schemas of all parts, as they are written
    SchemaParts(Function<String, Optional<JsonNode>> named) {
        this.named = named;
    }

    /// What callers send.
    ObjectNode input(JsonNode written) {
        return expand(written, true);
    }

    /// What callers get.
    ObjectNode answer(JsonNode written) {
        return expand(written, false);
    }

    private ObjectNode expand(JsonNode written, boolean isInput) {
        if (written.isString()) {
            return SchemaWord.read(written.stringValue());
        }
        var schema = NODES.objectNode();
        written.properties().forEach(entry -> put(schema, entry, isInput));
        if (written.has("properties") || written.has("with")) {
            complete(schema, written, isInput);
        }
        return schema;
    }

    private void put(ObjectNode schema, Map.Entry<String, JsonNode> entry, boolean isInput) {
        var value = entry.getValue();
        switch (entry.getKey()) {
            case "is" -> schema.setAll(SchemaWord.read(value.stringValue()));
            case "with", "properties", "required", "sometimes" -> {
                // Read together by #complete.
            }
            case "anyOf", "oneOf", "allOf" -> {
                var choices = schema.putArray(entry.getKey());
                value.forEach(choice -> choices.add(expand(choice, isInput)));
            }
            default -> {
                boolean isSchema = SUBSCHEMAS.contains(entry.getKey()) && !value.isBoolean();
                schema.set(entry.getKey(), isSchema ? expand(value, isInput) : value.deepCopy());
            }
        }
    }

    private void complete(ObjectNode schema, JsonNode written, boolean isInput) {
        if (!schema.has("type")) {
            schema.put("type", "object");
        }
        var whole = NODES.objectNode();
        gather(written, whole);
        var listed = new TreeSet<String>();
        gather(written, isInput ? "required" : "sometimes", listed);
        var properties = schema.putObject("properties");
        var required = NODES.arrayNode();
        whole.properties().forEach(property -> {
            var expanded = expand(property.getValue(), isInput);
            boolean isRequired = listed.contains(property.getKey()) == isInput;
            properties.set(property.getKey(), isInput && !isRequired ? SchemaWord.orNull(expanded) : expanded);
            if (isRequired) {
                required.add(property.getKey());
            }
        });
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        if (isInput && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        requireKnown(listed, whole);
    }

    /// Properties in the order in which they are written, those of `with` first.
    private void gather(JsonNode written, ObjectNode properties) {
        names(written.path("with")).forEach(name -> gather(find(name.stringValue("")), properties));
        written.path("properties").asObjectOpt().ifPresent(properties::setAll);
    }

    private void gather(JsonNode written, String keyword, Set<String> found) {
        names(written.path("with")).forEach(name -> gather(find(name.stringValue("")), keyword, found));
        written.path(keyword).forEach(name -> found.add(name.stringValue("")));
    }

    private static Iterable<JsonNode> names(JsonNode with) {
        return with instanceof ArrayNode several ? several : with.isString() ? List.of(with) : List.of();
    }

    private JsonNode find(String name) {
        return named.apply(name).orElseThrow(() -> new IllegalStateException("bug: no schema " + name));
    }

    private static void requireKnown(Set<String> listed, ObjectNode properties) {
        for (var name : listed) {
            if (!properties.has(name)) {
                throw new IllegalStateException("bug: no property " + name + " among " + properties.propertyNames());
            }
        }
    }
}
