package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Json;
import java.math.BigDecimal;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A request's fields by their dotted names, each checked when it is read. Card number and security code are not among
/// them: [CardSecrets] has taken them out.
final class Fields {
    private static final int MAX_TEXT = 4096;

    private final ObjectNode tree;

    Fields(ObjectNode tree) {
        this.tree = tree;
    }

    ObjectNode tree() {
        return tree;
    }

    /// These fields where they are given, `beneath`'s where they are not.
    Fields over(ObjectNode beneath) {
        var merged = beneath.deepCopy();
        merge(merged, tree);
        return new Fields(merged);
    }

    /// Lays every field of `upper` over those of `lower`, which is changed.
    static void merge(ObjectNode lower, ObjectNode upper) {
        upper.properties().forEach(member -> {
            if (member.getValue() instanceof ObjectNode object
                    && lower.get(member.getKey()) instanceof ObjectNode below) {
                merge(below, object);
            } else {
                lower.set(member.getKey(), member.getValue().deepCopy());
            }
        });
    }

    boolean has(String field) {
        var node = node(field);
        return !node.isMissingNode() && !node.isNull();
    }

    /// Text, or a number or boolean as text; nothing where the field is absent or null.
    Optional<String> text(String field) {
        var node = node(field);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (node.isContainer()) {
            throw GatewayError.invalid(field, "Value must be a string");
        }
        var text = node.isNumber() ? node.decimalValue().toString() : node.asString();
        if (text.length() > MAX_TEXT) {
            throw GatewayError.invalid(
                    field, "Length is " + text.length() + ", but must be less than " + (MAX_TEXT + 1));
        }
        return Optional.of(text);
    }

    Optional<String> text(String field, int maxLength) {
        var text = text(field);
        text.ifPresent(it -> requireLength(field, it, maxLength));
        return text;
    }

    String required(String field) {
        return text(field).filter(it -> !it.isEmpty()).orElseThrow(() -> GatewayError.missing(field));
    }

    String currency(String field) {
        return Money.currency(field, required(field));
    }

    Optional<BigDecimal> amount(String field, String currency) {
        return text(field).map(it -> Money.parse(field, it, currency));
    }

    /// An amount of at least one minor unit.
    BigDecimal positiveAmount(String field, String currency) {
        var amount = Money.parse(field, required(field), currency);
        if (amount.signum() == 0) {
            throw GatewayError.invalid(field, "Value must be greater than zero");
        }
        return amount;
    }

    static void requireLength(String field, String value, int max) {
        if (value.isEmpty() || value.length() > max) {
            throw GatewayError.invalid(
                    field, "Length is " + value.length() + ", but must be greater than 0 and less than " + (max + 1));
        }
    }

    private JsonNode node(String field) {
        JsonNode node = tree;
        for (var name : field.split("\\.", -1)) {
            node = node.path(name);
        }
        return node;
    }

    /// A copy of one group of fields, empty where it is absent.
    ObjectNode group(String field) {
        return node(field) instanceof ObjectNode object ? object.deepCopy() : Json.object();
    }
}
