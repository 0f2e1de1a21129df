package dev.sarraf.openapi;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// A schema that the parts write as one line: `integer 0..100?, in minor units`.
///
/// First its kind: a type, a name of [#FORMATS], a schema by its name, choices between bars, or `=` and the only value.
/// Then what bounds it, `[..9]` for a list of so many, `?` where null is possible, and what it means.
final class SchemaWord {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Kinds of text that have a name of their own here.
    private static final Map<String, String> FORMATS = Map.of("time", "date-time", "url", "uri", "email", "email");

    private static final Set<String> TYPES = Set.of("string", "integer", "number", "boolean", "object");

    private static final Pattern LINE = Pattern.compile(
            "(?<kind>=?[\\w.|-]+?)(?: (?<low>[\\d.]*?)\\.\\.(?<high>[\\d.]*))?(?<list>\\[(?:(?<least>\\d*)\\.\\.(?<most>\\d*))?])?"
                    + "(?<null>\\?)?(?:, (?<means>.*))?",
            Pattern.DOTALL);

    private SchemaWord() {}

    /// @throws IllegalStateException where the line cannot be read
    static ObjectNode read(String line) {
        var match = LINE.matcher(line);
        if (!match.matches()) {
            throw new IllegalStateException("bug: not a schema: " + line);
        }
        var one = bounded(kind(match.group("kind")), match);
        var schema = match.group("list") == null ? one : list(one, match);
        if (match.group("null") != null) {
            schema = orNull(schema);
        }
        if (match.group("means") != null) {
            schema.put("description", sentence(match.group("means")));
        }
        return schema;
    }

    /// The same schema, where null is possible too.
    static ObjectNode orNull(ObjectNode schema) {
        if (schema.has("$ref") || schema.has("anyOf")) {
            var either = NODES.objectNode();
            var choices = either.putArray("anyOf");
            if (schema.path("anyOf").isArray()) {
                schema.path("anyOf").forEach(choices::add);
            } else {
                choices.addObject().set("$ref", schema.get("$ref"));
            }
            choices.addObject().put("type", "null");
            schema.properties().stream()
                    .filter(entry ->
                            !entry.getKey().equals("$ref") && !entry.getKey().equals("anyOf"))
                    .forEach(entry -> either.set(entry.getKey(), entry.getValue()));
            return either;
        }
        var type = schema.path("type");
        var types = NODES.arrayNode();
        if (type.isArray()) {
            type.forEach(types::add);
        } else if (!type.isMissingNode()) {
            types.add(type);
        }
        if (!types.isEmpty()) {
            schema.set("type", types.add("null"));
        }
        if (schema.has("const")) {
            schema.putArray("enum").add(schema.remove("const"));
        }
        if (schema.get("enum") instanceof ArrayNode choices) {
            choices.addNull();
        }
        return schema;
    }

    private static ObjectNode kind(String kind) {
        var schema = NODES.objectNode();
        if (kind.startsWith("=")) {
            return schema.put("type", "string").put("const", kind.substring(1));
        }
        if (kind.contains("|")) {
            schema.put("type", "string");
            var choices = schema.putArray("enum");
            Arrays.stream(kind.split("\\|", -1)).forEach(choices::add);
            return schema;
        }
        if (Character.isUpperCase(kind.charAt(0))) {
            return schema.put("$ref", "#/components/schemas/" + kind);
        }
        return Optional.ofNullable(FORMATS.get(kind))
                .map(format -> schema.put("type", "string").put("format", format))
                .orElseGet(() -> {
                    if (!TYPES.contains(kind)) {
                        throw new IllegalStateException("bug: no type " + kind);
                    }
                    return schema.put("type", kind);
                });
    }

    private static ObjectNode bounded(ObjectNode schema, Matcher match) {
        boolean isText = schema.path("type").stringValue("").equals("string");
        put(schema, isText ? "minLength" : "minimum", match.group("low"));
        put(schema, isText ? "maxLength" : "maximum", match.group("high"));
        return schema;
    }

    private static ObjectNode list(ObjectNode items, Matcher match) {
        var schema = NODES.objectNode().put("type", "array");
        schema.set("items", items);
        put(schema, "minItems", match.group("least"));
        put(schema, "maxItems", match.group("most"));
        return schema;
    }

    private static void put(ObjectNode schema, String name, @Nullable String number) {
        if (number != null && !number.isEmpty()) {
            JsonNode value = number.contains(".")
                    ? NODES.numberNode(new BigDecimal(number))
                    : NODES.numberNode(Long.parseLong(number));
            schema.set(name, value);
        }
    }

    private static String sentence(String text) {
        var clean = text.strip();
        var start = Character.toUpperCase(clean.charAt(0)) + clean.substring(1);
        return start.endsWith(".") ? start : start + ".";
    }
}
