package dev.sarraf.contract;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/// One rule that the document lays down for one value of a request.
///
/// @param at where the value stands: `createRefund body.amount`
/// @param rule the keyword that lays it down
record Constraint(String at, String rule) {
    private static final List<String> VALUES = List.of(
            "enum",
            "minimum",
            "maximum",
            "multipleOf",
            "minLength",
            "maxLength",
            "pattern",
            "format",
            "minItems",
            "maxItems",
            "maxProperties");

    /// Every rule of a schema and of all that is in it.
    static Set<Constraint> in(Contract contract, JsonNode schema, String at) {
        var found = new LinkedHashSet<Constraint>();
        gather(contract, schema, at, found);
        return found;
    }

    private static void gather(Contract contract, JsonNode written, String at, Set<Constraint> found) {
        var schema = Violations.plain(contract, written);
        if (schema.has("type")) {
            found.add(new Constraint(at, "type"));
        }
        VALUES.stream().filter(schema::has).forEach(rule -> found.add(new Constraint(at, rule)));
        schema.path("required").forEach(name -> found.add(new Constraint(at + "." + name.stringValue(), "required")));
        schema.path("properties")
                .properties()
                .forEach(property -> gather(contract, property.getValue(), at + "." + property.getKey(), found));
        schema.path("propertyNames").propertyNames().forEach(rule -> found.add(new Constraint(at + ".key", rule)));
        var others = schema.path("additionalProperties");
        if (others.isBoolean() && !others.booleanValue()) {
            found.add(new Constraint(at, "additionalProperties"));
        } else if (others.isObject()) {
            gather(contract, others, at + ".*", found);
        }
        if (schema.has("items") && schema.path("maxItems").asInt(1) > 0) {
            gather(contract, schema.path("items"), at + "[]", found);
        }
    }
}
