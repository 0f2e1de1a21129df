package dev.sarraf.contract;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Breaks a valid request in every way that the document forbids, one at a time.
final class Violations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Nobody's choice, and as long as a currency's code.
    private static final String NONSENSE = "ZZZ";

    private static final Map<String, String> CODES = Map.ofEntries(
            Map.entry("type", "parameter_invalid"),
            Map.entry("enum", "parameter_invalid"),
            Map.entry("pattern", "parameter_invalid"),
            Map.entry("format", "parameter_invalid"),
            Map.entry("multipleOf", "parameter_invalid"),
            Map.entry("minimum", "parameter_out_of_range"),
            Map.entry("maximum", "parameter_out_of_range"),
            Map.entry("minLength", "parameter_out_of_range"),
            Map.entry("maxLength", "parameter_out_of_range"),
            Map.entry("minItems", "parameter_out_of_range"),
            Map.entry("maxItems", "parameter_out_of_range"),
            Map.entry("maxProperties", "parameter_out_of_range"),
            Map.entry("required", "parameter_missing"),
            Map.entry("additionalProperties", "parameter_unknown"));

    private final Contract contract;
    private final List<Violation> found = new ArrayList<>();

    private Violations(Contract contract) {
        this.contract = contract;
    }

    /// Where a value stands, and how a request is made that has another value there.
    ///
    /// @param at as a [Constraint] names it
    /// @param param as an error names it
    private record Place(String at, String param, Function<Optional<JsonNode>, JsonNode> put) {
        Place field(JsonNode owner, String name) {
            return child(owner, name, "." + name);
        }

        /// A field that the schema does not name.
        Place other(JsonNode owner, String name) {
            return child(owner, name, ".*");
        }

        private Place child(JsonNode owner, String name, String step) {
            return new Place(at + step, param.isEmpty() ? name : param + "." + name, value -> {
                var copy = ((ObjectNode) owner).deepCopy();
                value.ifPresentOrElse(present -> copy.set(name, present), () -> copy.remove(name));
                return put.apply(Optional.of(copy));
            });
        }

        Place item(JsonNode owner, int index) {
            return new Place(at + "[]", param + "[" + index + "]", value -> {
                var copy = owner.deepCopy().asArray();
                copy.set(index, value.orElseThrow());
                return put.apply(Optional.of(copy));
            });
        }
    }

    /// Bodies that each break one rule of the schema.
    ///
    /// @param valid a body in which everything is present that is to be broken
    static List<Violation> ofBody(Contract contract, JsonNode schema, String at, JsonNode valid) {
        var violations = new Violations(contract);
        violations.walk(schema, valid, new Place(at, "", value -> value.orElseThrow()));
        return violations.found;
    }

    /// Values of a parameter in a query or a header that each break one of its rules.
    static List<Violation> ofParameter(Contract contract, JsonNode parameter, String at) {
        var name = parameter.path("name").stringValue();
        var schema = plain(contract, parameter.path("schema"));
        var violations = new Violations(contract);
        var place = new Place(at, name, value -> value.orElseThrow());
        if (!types(schema).contains("string")) {
            violations.add(schema, place, "type", NODES.stringNode(NONSENSE));
        }
        violations.breakValue(schema, NODES.nullNode(), place);
        if (parameter.path("required").booleanValue(false)) {
            violations.found.add(
                    new Violation(new Constraint(at, "required"), NODES.nullNode(), "parameter_missing", name));
        }
        return violations.found;
    }

    /// The schema behind references, without the possibility of null.
    static ObjectNode plain(Contract contract, JsonNode written) {
        var schema = contract.resolve(written);
        if (schema.has("anyOf")) {
            var choice = schema.path("anyOf")
                    .valueStream()
                    .filter(one -> !one.path("type").stringValue("").equals("null"))
                    .findFirst()
                    .orElseThrow();
            return plain(contract, choice);
        }
        return (ObjectNode) schema;
    }

    private static List<String> types(JsonNode schema) {
        var type = schema.path("type");
        return type.isArray()
                ? type.valueStream().map(JsonNode::stringValue).toList()
                : type.isString() ? List.of(type.stringValue()) : List.of();
    }

    private void walk(JsonNode written, JsonNode value, Place place) {
        var schema = plain(contract, written);
        if (schema.has("type") && !place.param().isEmpty()) {
            add(schema, place, "type", otherType(types(schema)));
        } else if (schema.has("type")) {
            found.add(new Violation(new Constraint(place.at(), "type"), NODES.arrayNode(), "invalid_request", ""));
        }
        breakValue(schema, value, place);
        if (value instanceof ObjectNode object) {
            walkObject(schema, object, place);
        }
        if (value.isArray()) {
            IntStream.range(0, value.size())
                    .forEach(i -> walk(schema.path("items"), value.get(i), place.item(value, i)));
        }
    }

    private void walkObject(ObjectNode schema, ObjectNode value, Place place) {
        schema.path("required").forEach(name -> {
            var field = place.field(value, name.stringValue());
            var constraint = new Constraint(field.at(), "required");
            var code = code(schema.path("properties").path(name.stringValue()), "required");
            found.add(new Violation(constraint, field.put().apply(Optional.empty()), code, field.param()));
            found.add(new Violation(constraint, field.put().apply(Optional.of(NODES.nullNode())), code, field.param()));
        });
        schema.path("properties").properties().stream()
                .filter(property -> value.has(property.getKey()))
                .forEach(property -> walk(
                        property.getValue(), value.path(property.getKey()), place.field(value, property.getKey())));
        var others = schema.path("additionalProperties");
        if (others.isBoolean() && !others.booleanValue()) {
            var field = place.field(value, "surprise");
            found.add(new Violation(
                    new Constraint(place.at(), "additionalProperties"),
                    field.put().apply(Optional.of(NODES.numberNode(1))),
                    code(schema, "additionalProperties"),
                    field.param()));
        } else if (others.isObject()) {
            walk(others, NODES.stringNode("text"), place.other(value, "surprise"));
        }
        schema.path("propertyNames")
                .properties()
                .forEach(rule -> found.add(new Violation(
                        new Constraint(place.at() + ".key", rule.getKey()),
                        place.field(
                                        value,
                                        rule.getKey().equals("maxLength")
                                                ? "k".repeat(rule.getValue().asInt() + 1)
                                                : "")
                                .put()
                                .apply(Optional.of(NODES.stringNode("text"))),
                        "parameter_out_of_range",
                        place.param())));
    }

    private void breakValue(ObjectNode schema, JsonNode value, Place place) {
        breakWith(schema, place, "enum", (_, _) -> NODES.stringNode(NONSENSE));
        breakWith(schema, place, "pattern", (_, _) -> NODES.stringNode("!! !!"));
        breakWith(schema, place, "format", (_, _) -> NODES.stringNode("nothing of the kind"));
        breakWith(
                schema,
                place,
                "minimum",
                (_, limit) -> NODES.numberNode(limit.decimalValue().subtract(BigDecimal.ONE)));
        breakWith(
                schema,
                place,
                "maximum",
                (_, limit) -> NODES.numberNode(limit.decimalValue().add(BigDecimal.ONE)));
        breakWith(
                schema,
                place,
                "multipleOf",
                (_, step) -> NODES.numberNode(
                        value.decimalValue().add(step.decimalValue().divide(BigDecimal.TWO))));
        breakWith(schema, place, "minLength", (_, least) -> NODES.stringNode("x".repeat(least.asInt() - 1)));
        breakWith(schema, place, "maxLength", (_, most) -> NODES.stringNode("x".repeat(most.asInt() + 1)));
        breakWith(schema, place, "minItems", (_, least) -> list(value, least.asInt() - 1));
        breakWith(schema, place, "maxItems", (_, most) -> list(value, most.asInt() + 1));
        breakWith(schema, place, "maxProperties", (_, most) -> {
            var object = NODES.objectNode();
            IntStream.rangeClosed(0, most.asInt()).forEach(i -> object.put("key" + i, "text"));
            return object;
        });
    }

    private void breakWith(
            ObjectNode schema, Place place, String rule, BiFunction<ObjectNode, JsonNode, JsonNode> broken) {
        if (schema.has(rule)) {
            add(schema, place, rule, broken.apply(schema, schema.get(rule)));
        }
    }

    private void add(ObjectNode schema, Place place, String rule, JsonNode broken) {
        found.add(new Violation(
                new Constraint(place.at(), rule),
                place.put().apply(Optional.of(broken)),
                code(schema, rule),
                schema.at("/x-param/" + rule).stringValue(place.param())));
    }

    private static String code(JsonNode schema, String rule) {
        return schema.at("/x-codes/" + rule)
                .stringValue(Optional.ofNullable(CODES.get(rule)).orElseThrow());
    }

    private static JsonNode list(JsonNode value, int size) {
        var items = NODES.arrayNode();
        var one = value.isArray() && !value.isEmpty() ? value.get(0) : NODES.stringNode("text");
        IntStream.range(0, size).forEach(_ -> items.add(one));
        return items;
    }

    private static JsonNode otherType(List<String> types) {
        var candidates = List.<JsonNode>of(
                NODES.numberNode(7),
                NODES.booleanNode(true),
                NODES.stringNode(NONSENSE),
                NODES.objectNode(),
                NODES.arrayNode().add(1));
        return StreamSupport.stream(candidates.spliterator(), false)
                .filter(candidate -> types.stream().noneMatch(type -> is(candidate, type)))
                .findFirst()
                .orElseThrow();
    }

    private static boolean is(JsonNode value, String type) {
        return switch (type) {
            case "integer", "number" -> value.isNumber();
            case "boolean" -> value.isBoolean();
            case "string" -> value.isString();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> value.isNull();
        };
    }
}
