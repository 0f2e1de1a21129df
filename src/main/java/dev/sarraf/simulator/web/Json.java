package dev.sarraf.simulator.web;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.TreeMap;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectReader;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// JSON as this simulator reads and writes it: strict with what comes from outside, exact with numbers.
public final class Json {
    /// Far more than any request of this interface needs, and little enough to be harmless.
    private static final StreamReadConstraints FROM_OUTSIDE = StreamReadConstraints.builder()
            .maxNestingDepth(32)
            .maxStringLength(16 * 1024)
            .maxNameLength(256)
            .maxNumberLength(32)
            .build();

    private static final ObjectReader STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(FROM_OUTSIDE)
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build()
            .readerFor(JsonNode.class);

    private static final JsonMapper OWN = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    private Json() {}

    /// Reads one JSON object from outside.
    ///
    /// @throws MalformedJson if the bytes are not UTF-8, not JSON, not an object, ambiguous or beyond the limits
    public static ObjectNode parse(byte[] body) {
        JsonNode tree;
        try {
            tree = STRICT.readValue(utf8(body));
        } catch (JacksonException e) {
            throw new MalformedJson("the body is not valid JSON, or is nested too deeply or too long");
        }
        if (!(tree instanceof ObjectNode object)) {
            throw new MalformedJson("the body is not a JSON object");
        }
        requireWholeCharacters(object);
        return object;
    }

    /// Reads what this simulator wrote itself.
    public static ObjectNode parseOwn(byte[] json) {
        return (ObjectNode) OWN.readTree(json);
    }

    /// Reads the members of an object before the named one, which is not looked at, nor anything after it.
    public static ObjectNode parseOwnUntil(byte[] json, String last) {
        var object = object();
        try (var parser = OWN.createParser(json)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new MalformedJson("not an object");
            }
            for (var name = parser.nextName(); name != null && !name.equals(last); name = parser.nextName()) {
                parser.nextToken();
                object.set(name, (JsonNode) parser.readValueAsTree());
            }
            return object;
        }
    }

    /// Reads a value of this type that this simulator wrote itself.
    public static <T> T convert(JsonNode node, Class<T> type) {
        return OWN.treeToValue(node, type);
    }

    public static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    public static ArrayNode array() {
        return JsonNodeFactory.instance.arrayNode();
    }

    /// The value as a tree: records by their components.
    public static JsonNode tree(Object value) {
        return OWN.valueToTree(value);
    }

    /// Compact, in one line.
    public static byte[] bytes(JsonNode node) {
        return OWN.writeValueAsBytes(node);
    }

    /// The same bytes for every spelling of the same JSON value: whitespace, order of names, escapes and trailing zeros
    /// of numbers make no difference.
    public static byte[] canonical(JsonNode node) {
        return bytes(sorted(node));
    }

    private static JsonNode sorted(JsonNode node) {
        if (node instanceof ObjectNode object) {
            var members = new TreeMap<String, JsonNode>();
            object.properties().forEach(member -> members.put(member.getKey(), member.getValue()));
            var copy = object();
            members.forEach((name, value) -> copy.set(name, sorted(value)));
            return copy;
        }
        if (node instanceof ArrayNode array) {
            var copy = array();
            array.forEach(element -> copy.add(sorted(element)));
            return copy;
        }
        // Written as text, so that an exponent of any size costs nothing.
        return node.isNumber()
                ? JsonNodeFactory.instance.numberNode(node.decimalValue().stripTrailingZeros())
                : node;
    }

    private static String utf8(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new MalformedJson("the body is not UTF-8");
        }
    }

    /// Half a surrogate pair can be escaped in JSON but not written again, neither in an answer nor in the record.
    private static void requireWholeCharacters(JsonNode node) {
        if (node instanceof ObjectNode object) {
            object.properties().forEach(member -> {
                requireWhole(member.getKey());
                requireWholeCharacters(member.getValue());
            });
        } else if (node instanceof ArrayNode array) {
            array.forEach(Json::requireWholeCharacters);
        } else if (node.isString()) {
            requireWhole(node.stringValue());
        }
    }

    private static void requireWhole(String text) {
        if (!StandardCharsets.UTF_8.newEncoder().canEncode(text)) {
            throw new MalformedJson("the body holds half a character");
        }
    }
}
