package dev.sarraf.openapi;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/// Puts schemas into words, field by field. A schema that has a place of its own is named there, and all others are
/// laid out where they are used.
final class FieldReader {
    private static final Map<String, String> FORMATS =
            Map.of("date-time", "time", "uri", "URL", "uri-template", "URL", "email", "e-mail address");

    private final JsonNode named;

    /// @param named the schemas of the document
    FieldReader(JsonNode named) {
        this.named = named;
    }

    /// The fields of an object that is sent: those that are needed are marked.
    List<Field> ofRequest(JsonNode schema) {
        return read(schema, true);
    }

    /// The fields of an object that is answered: those that are not always there are marked.
    List<Field> ofAnswer(JsonNode schema) {
        return read(schema, false);
    }

    /// One value alone, such as a parameter.
    Field one(String name, JsonNode schema, String note, String meaning) {
        return field(name, schema, note, meaning);
    }

    private List<Field> read(JsonNode schema, boolean isRequest) {
        List<Field> fields = new ArrayList<>();
        if (innerHome(schema).isPresent()) {
            fields.add(field("", schema, "", ""));
        } else {
            gather("", schema, isRequest, fields);
        }
        return fields;
    }

    private void gather(String prefix, JsonNode schema, boolean isRequest, List<Field> fields) {
        var object = objectIn(schema);
        Set<String> required = new HashSet<>();
        object.path("required").forEach(name -> required.add(name.stringValue()));
        object.path("properties").properties().forEach(property -> {
            var name = prefix + property.getKey();
            boolean isRequired = required.contains(property.getKey());
            var note = isRequest ? (isRequired ? "required" : "") : isRequired ? "" : "sometimes";
            fields.add(field(name, property.getValue(), note, ""));
            if (innerHome(property.getValue()).isEmpty()) {
                var isList =
                        plain(property.getValue()).path("type").stringValue("").equals("array");
                gather(name + (isList ? "[]." : "."), property.getValue(), isRequest, fields);
            }
        });
    }

    private Field field(String name, JsonNode schema, String note, String meaning) {
        var plain = plain(schema);
        var said = meaning.isEmpty()
                ? schema.path("description")
                        .stringValue(
                                home(schema).isPresent()
                                        ? ""
                                        : plain.path("description").stringValue(""))
                : meaning;
        return new Field(
                name,
                kind(schema) + (isNullable(schema) ? ", or null" : ""),
                rules(plain),
                note,
                innerHome(schema),
                Prose.of(said));
    }

    private String kind(JsonNode schema) {
        var home = home(schema);
        if (home.isPresent()) {
            return nameOf(schema);
        }
        var plain = plain(schema);
        if (plain.has("const")) {
            return "always " + plain.path("const").stringValue();
        }
        var types = types(plain);
        if (types.equals(List.of("array"))) {
            return "list of " + kind(plain.path("items"));
        }
        return plain.has("format")
                ? Optional.ofNullable(FORMATS.get(plain.path("format").stringValue()))
                        .orElse("string")
                : String.join(" or ", types);
    }

    private List<String> rules(JsonNode schema) {
        List<String> rules = new ArrayList<>();
        if (schema.has("enum")) {
            rules.add("one of "
                    + schema.path("enum")
                            .valueStream()
                            .filter(choice -> !choice.isNull())
                            .map(JsonNode::asString)
                            .distinct()
                            .collect(Collectors.joining(", ")));
        }
        range(schema, "minimum", "maximum", "").ifPresent(rules::add);
        range(schema, "minLength", "maxLength", " characters").ifPresent(rules::add);
        if (schema.path("maxItems").asInt(0) > 0 || schema.has("minItems")) {
            range(schema, "minItems", "maxItems", " items").ifPresent(rules::add);
        }
        range(schema, "none", "maxProperties", " keys").ifPresent(rules::add);
        if (schema.has("pattern")) {
            rules.add("of the form " + schema.path("pattern").stringValue());
        }
        if (schema.has("default")) {
            rules.add(schema.path("default").asString() + " without it");
        }
        return rules;
    }

    private static Optional<String> range(JsonNode schema, String low, String high, String unit) {
        if (schema.has(low) && schema.has(high)) {
            return Optional.of(
                    schema.path(low).asString() + " to " + schema.path(high).asString() + unit);
        }
        return schema.has(high)
                ? Optional.of("at most " + schema.path(high).asString() + unit)
                : schema.has(low) ? Optional.of("at least " + schema.path(low).asString() + unit) : Optional.empty();
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.valueStream()
                        .map(JsonNode::stringValue)
                        .filter(name -> !name.equals("null"))
                        .toList()
                : List.of(type.stringValue("object"));
    }

    private boolean isNullable(JsonNode schema) {
        return schema.path("anyOf").isArray()
                || schema.path("type")
                        .valueStream()
                        .anyMatch(type -> type.stringValue().equals("null"));
    }

    /// The schema behind references, without the possibility of null.
    private JsonNode plain(JsonNode schema) {
        if (schema.has("$ref")) {
            return plain(named.path(nameOf(schema)));
        }
        return schema.path("anyOf").isArray() ? plain(schema.path("anyOf").get(0)) : schema;
    }

    /// The object that the schema is, or that its lists hold.
    private JsonNode objectIn(JsonNode schema) {
        var plain = plain(schema);
        return plain.has("items") ? objectIn(plain.path("items")) : plain;
    }

    private String nameOf(JsonNode schema) {
        var written = schema.path("anyOf").isArray() ? schema.path("anyOf").get(0) : schema;
        return written.path("$ref").stringValue("").replaceFirst(".*/", "");
    }

    /// Where the schema is explained, if that is a place of its own.
    private Optional<String> home(JsonNode schema) {
        var name = nameOf(schema);
        return Optional.of(named.path(name).path("x-page").stringValue(""))
                .filter(page -> !name.isEmpty() && !page.isEmpty())
                .map(page -> "/docs/api/" + page + "#" + name);
    }

    private Optional<String> innerHome(JsonNode schema) {
        var plain = plain(schema);
        return home(schema).or(() -> plain.has("items") ? innerHome(plain.path("items")) : Optional.empty());
    }
}
