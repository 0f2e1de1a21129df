package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An object that a caller sent, read field by field.
///
/// Each method reads one field strictly, or refuses it with the path of the parameter. `null` counts as not sent. A
/// field that nothing asked for is unknown, which [#end] refuses: a reader calls it last.
public final class Fields {
    /// More than a sentence can hold.
    private static final int MAX_LISTED_CHOICES = 20;

    private static final int MAX_SHOWN_NAME = 60;

    private static final int LONGEST_TIME = 40;

    /// Longer than any metadata that is allowed.
    private static final int LONGEST_JSON = 16 * 1024;

    /// The shortest card number has twelve.
    private static final int MAX_SHOWN_DIGITS = 11;

    private final ObjectNode object;
    private final String path;
    private final Set<String> asked = new HashSet<>();

    Fields(ObjectNode object, String path) {
        this.object = object;
        this.path = path;
    }

    /// The full path of a field of this object, as errors name it: `lineItems[0].quantity`.
    public String pathOf(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /// Whether the field was sent with another value than null. Counts as asked for.
    public boolean has(String name) {
        return node(name).isPresent();
    }

    /// Whether the field was sent at all, as null perhaps: what a PATCH clears.
    public boolean mentions(String name) {
        asked.add(name);
        return object.has(name);
    }

    /// The names of the fields that nothing has asked for so far, in their order.
    public List<String> others() {
        return object.propertyNames().stream()
                .filter(name -> !asked.contains(name))
                .toList();
    }

    /// A text of at most `max` characters, never empty.
    public Optional<String> text(String name, int max) {
        return text(name, 1, max);
    }

    public Optional<String> text(String name, int min, int max) {
        return node(name).map(node -> {
            if (!node.isString()) {
                throw invalid(name, "must be a string.");
            }
            return checked(name, node.stringValue(), min, max);
        });
    }

    /// An integer as JSON writes one: no decimals, no exponent, no quotes.
    public OptionalLong whole(String name, long min, long max) {
        var node = node(name);
        if (node.isEmpty()) {
            return OptionalLong.empty();
        }
        if (!node.get().isIntegralNumber()) {
            throw invalid(name, "must be an integer.");
        }
        if (!node.get().canConvertToLong()
                || node.get().longValue() < min
                || node.get().longValue() > max) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    pathOf(name),
                    "%s must be between %d and %d.".formatted(pathOf(name), min, max));
        }
        return OptionalLong.of(node.get().longValue());
    }

    /// As [#whole], also from a text of digits.
    public OptionalLong wholeOrText(String name, long min, long max) {
        var text = node(name).filter(JsonNode::isString);
        if (text.isEmpty()) {
            return whole(name, min, max);
        }
        if (!text.get().stringValue().matches("[0-9]{1,18}")) {
            throw invalid(name, "must be an integer, or a string of its digits.");
        }
        var number = Json.object().put(name, Long.parseLong(text.get().stringValue()));
        return new Fields(number, path).whole(name, min, max);
    }

    /// A number with at most `scale` decimals.
    public Optional<BigDecimal> decimal(String name, BigDecimal min, BigDecimal max, int scale) {
        return node(name).map(node -> {
            if (!node.isNumber()) {
                throw invalid(name, "must be a number.");
            }
            var number = node.decimalValue();
            if (number.compareTo(min) < 0 || number.compareTo(max) > 0) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_OUT_OF_RANGE,
                        pathOf(name),
                        "%s must be between %s and %s.".formatted(pathOf(name), min, max));
            }
            if (number.stripTrailingZeros().scale() > scale) {
                throw invalid(name, "can have at most " + scale + " decimals.");
            }
            return number;
        });
    }

    /// A moment as ISO 8601 writes it, with its offset: `2026-05-01T12:00:00.000Z`. Kept to the millisecond.
    public Optional<Instant> time(String name) {
        return text(name, LONGEST_TIME).map(text -> {
            try {
                var time = OffsetDateTime.parse(text).withOffsetSameInstant(ZoneOffset.UTC);
                if (time.getYear() >= 1970 && time.getYear() <= 9999) {
                    return time.toInstant().truncatedTo(ChronoUnit.MILLIS);
                }
            } catch (DateTimeException e) {
                // Refused below like a year that nobody means.
            }
            throw invalid(name, "must be a time in ISO 8601 with its offset, such as 2026-05-01T12:00:00.000Z.");
        });
    }

    /// As [#flag], also from the texts `true` and `false`, which is what a form can send.
    public Optional<Boolean> flagOrText(String name) {
        return node(name).filter(JsonNode::isString).isEmpty()
                ? flag(name)
                : node(name).map(node -> switch (node.stringValue()) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw invalid(name, "must be true or false.");
                });
    }

    public Optional<Boolean> flag(String name) {
        return node(name).map(node -> {
            if (!node.isBoolean()) {
                throw invalid(name, "must be true or false.");
            }
            return node.booleanValue();
        });
    }

    /// One of an enum's constants, in either case.
    public <E extends Enum<E>> Optional<E> choice(String name, Class<E> type) {
        return text(name, 100)
                .map(text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> constant.name().equals(text.toUpperCase(Locale.ROOT)))
                        .findFirst()
                        .orElseThrow(() -> invalid(name, "must be one of " + listed(type) + ".")));
    }

    public Optional<Fields> object(String name) {
        return node(name).map(node -> {
            if (!(node instanceof ObjectNode inner)) {
                throw invalid(name, "must be an object.");
            }
            return new Fields(inner, pathOf(name));
        });
    }

    /// A list of objects; empty where none was sent.
    public List<Fields> objects(String name, int max) {
        var items = new ArrayList<Fields>();
        for (var node : list(name, max)) {
            var itemPath = pathOf(name) + "[" + items.size() + "]";
            if (!(node instanceof ObjectNode inner)) {
                throw invalidAt(itemPath, "must be an object.");
            }
            items.add(new Fields(inner, itemPath));
        }
        return items;
    }

    /// A list of texts; empty where none was sent.
    public List<String> texts(String name, int max, int maxLength) {
        var items = new ArrayList<String>();
        for (var node : list(name, max)) {
            var itemPath = pathOf(name) + "[" + items.size() + "]";
            if (!node.isString()) {
                throw invalidAt(itemPath, "must be a string.");
            }
            items.add(checkedAt(itemPath, node.stringValue(), 1, maxLength));
        }
        return items;
    }

    /// Key-value pairs of the merchant's own: at most 50, keys of 1 to 40 characters, values of at most 500. An
    /// empty array counts as no pairs, since some languages cannot tell the two apart.
    public Map<String, String> metadata(String name) {
        var node = node(name);
        if (node.isEmpty() || (node.get() instanceof ArrayNode array && array.isEmpty())) {
            return Map.of();
        }
        if (!(node.get() instanceof ObjectNode pairs)) {
            throw invalid(name, "must be an object of strings.");
        }
        if (pairs.size() > 50) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, pathOf(name), pathOf(name) + " can have at most 50 keys.");
        }
        Map<String, String> read = new LinkedHashMap<>();
        pairs.forEachEntry((key, value) -> {
            checkedAt(pathOf(name), key, 1, 40);
            if (!value.isValueNode() || value.isNull()) {
                throw invalidAt(pathOf(name) + "." + key, "must be a string.");
            }
            read.put(key, checkedAt(pathOf(name) + "." + key, value.asString(), 0, 500));
        });
        return read;
    }

    /// As [#metadata], also from a text that holds the object as JSON, which is what a form can send.
    public Map<String, String> metadataOrText(String name) {
        if (node(name).filter(JsonNode::isString).isEmpty()) {
            return metadata(name);
        }
        var json = text(name, LONGEST_JSON).orElseThrow();
        try {
            var pairs = Json.object();
            pairs.set(name, Json.parse(json.getBytes(StandardCharsets.UTF_8)));
            return new Fields(pairs, path).metadata(name);
        } catch (Refusal refusal) {
            throw refusal.param().isPresent() ? refusal : invalid(name, "must be an object of strings as JSON.");
        }
    }

    /// The value, or a refusal that says that it is missing.
    public <T> T required(String name, Optional<T> value) {
        return value.orElseThrow(() -> missing(name));
    }

    public long required(String name, OptionalLong value) {
        return value.orElseThrow(() -> missing(name));
    }

    /// Refuses the first field that nothing asked for.
    public void end() {
        for (var name : object.propertyNames()) {
            if (!asked.contains(name)) {
                var shown = shown(name);
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_UNKNOWN, pathOf(shown), "Received unknown parameter: " + pathOf(shown));
            }
        }
    }

    /// Says what is wrong with the value of a field; the name is put before the message.
    public Refusal invalid(String name, String message) {
        return invalidAt(pathOf(name), message);
    }

    /// Says that a field is missing.
    public Refusal missing(String name) {
        return Refusal.invalid(
                ErrorCode.PARAMETER_MISSING, pathOf(name), "Missing required parameter: " + pathOf(name));
    }

    private Iterable<JsonNode> list(String name, int max) {
        var node = node(name);
        if (node.isEmpty()) {
            return List.of();
        }
        if (!(node.get() instanceof ArrayNode array)) {
            throw invalid(name, "must be a list.");
        }
        if (array.size() > max) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE,
                    pathOf(name),
                    "%s can have at most %d items.".formatted(pathOf(name), max));
        }
        return array;
    }

    private Optional<JsonNode> node(String name) {
        asked.add(name);
        return Optional.ofNullable(object.get(name)).filter(node -> !node.isNull());
    }

    private String checked(String name, String text, int min, int max) {
        return checkedAt(pathOf(name), text, min, max);
    }

    private static String checkedAt(String at, String text, int min, int max) {
        int length = text.codePointCount(0, text.length());
        if (length < min || length > max) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, at, "%s must have %d to %d characters.".formatted(at, min, max));
        }
        // PostgreSQL cannot store NUL, and half a surrogate pair is no character in any encoding.
        if (text.codePoints().anyMatch(c -> c == 0 || (c >= 0xd800 && c <= 0xdfff))) {
            throw invalidAt(at, "contains a character that is not allowed.");
        }
        return text;
    }

    private static Refusal invalidAt(String at, String message) {
        return Refusal.invalid(ErrorCode.PARAMETER_INVALID, at, at + " " + message);
    }

    /// A name as it may be repeated: not as long as a caller likes, and nothing in which a card number can hide.
    private static String shown(String name) {
        if (name.chars().filter(Character::isDigit).count() > MAX_SHOWN_DIGITS) {
            return "…";
        }
        return name.length() > MAX_SHOWN_NAME ? name.substring(0, MAX_SHOWN_NAME) + "…" : name;
    }

    private static String listed(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants())
                .limit(MAX_LISTED_CHOICES)
                .map(Enum::name)
                .collect(Collectors.joining(", "));
    }
}
