package dev.sarraf.processors.mpgs;

import java.math.BigDecimal;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/// The gateway's account of an operation that it processed. Everything in it may be missing, and there may be more
/// than we know: from version 100 on fields and values are added without a new number.
record Document(JsonNode root) {
    /// No text that we read is longer; what is, is not what we take it for.
    private static final int LONGEST = 8 * 1024;

    Optional<String> text(String... path) {
        var node = at(path);
        return node.isString()
                        && node.stringValue().length() <= LONGEST
                        && !node.stringValue().isEmpty()
                ? Optional.of(node.stringValue())
                : Optional.empty();
    }

    boolean says(String value, String... path) {
        return text(path).filter(value::equals).isPresent();
    }

    /// An amount in major units. The gateway writes a JSON number; a decimal in quotes is the same to us.
    Optional<BigDecimal> decimal(String... path) {
        var node = at(path);
        if (node.isNumber()) {
            return Optional.of(node.decimalValue());
        }
        return text(path)
                .filter(text -> text.matches("[0-9]{1,12}(\\.[0-9]{1,3})?"))
                .map(BigDecimal::new);
    }

    /// The objects of a list; empty where there is no list, or something else in it.
    Optional<Stream<Document>> items(String... path) {
        return at(path) instanceof ArrayNode list && list.valueStream().allMatch(JsonNode::isObject)
                ? Optional.of(list.valueStream().map(Document::new))
                : Optional.empty();
    }

    /// The first text of this name anywhere below the path.
    Optional<String> anywhere(String name, String... path) {
        return Optional.ofNullable(at(path).findValue(name))
                .filter(JsonNode::isString)
                .map(JsonNode::stringValue);
    }

    private JsonNode at(String... path) {
        var node = root;
        for (var name : path) {
            node = node.path(name);
        }
        return node;
    }
}
