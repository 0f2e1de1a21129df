package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectWriter;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// JSON as it comes in, read strictly, and as it goes out, always in the same bytes for the same tree.
public final class Json {
    /// Nobody nests a session deeper; a parser that goes on costs memory for nothing.
    private static final int MAX_DEPTH = 32;

    private static final int MAX_STRING = 16 * 1024;
    private static final int MAX_NAME = 256;
    private static final int MAX_NUMBER = 32;

    private static final JsonMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MAX_DEPTH)
                            .maxStringLength(MAX_STRING)
                            .maxNameLength(MAX_NAME)
                            .maxNumberLength(MAX_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /// The same bytes for the same values, whatever their order.
    private static final ObjectWriter SORTED = MAPPER.writer().with(JsonNodeFeature.WRITE_PROPERTIES_SORTED);

    /// Our own rows and answers may be larger than what a caller may send.
    private static final JsonMapper OURS = JsonMapper.builder().build();

    /// ISO 8601 in UTC with milliseconds, always three digits of them.
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'").withZone(ZoneOffset.UTC);

    private Json() {}

    public static ObjectNode object() {
        return OURS.createObjectNode();
    }

    public static ArrayNode array() {
        return OURS.createArrayNode();
    }

    public static String write(JsonNode node) {
        return OURS.writeValueAsString(node);
    }

    /// Reads what this program wrote itself, such as a column.
    public static JsonNode readOwn(String json) {
        return OURS.readTree(json);
    }

    /// As every timestamp of the API is written: `2026-05-01T12:00:00.000Z`.
    public static String time(Instant instant) {
        return TIME.format(instant.truncatedTo(ChronoUnit.MILLIS));
    }

    /// Reads a request's body: UTF-8, one JSON object, no key twice, at most 32 levels deep. Everything else is refused
    /// with a message that says where and why, without repeating what stands there.
    static ObjectNode parse(byte[] body) {
        if (body.length == 0) {
            throw unreadable("The request has no body. Send a JSON object.");
        }
        try {
            return switch (MAPPER.readTree(decode(body))) {
                case ObjectNode object -> object;
                default -> throw unreadable("The body has to be a JSON object.");
            };
        } catch (StreamConstraintsException e) {
            throw unreadable(limit(e.getOriginalMessage()));
        } catch (JacksonException e) {
            var where = e.getLocation();
            throw unreadable("The body is not valid JSON"
                    + (where == null || where.getLineNr() < 1
                            ? "."
                            : " (line %d, column %d).".formatted(where.getLineNr(), where.getColumnNr()))
                    + (e.getOriginalMessage().contains("uplicate") ? " A key stands twice in one object." : ""));
        } catch (NumberFormatException e) {
            // The parser lets this one through as it is.
            throw unreadable("The body holds a number with an exponent that is too large.");
        }
    }

    /// One spelling of the JSON object that a request's body is, however it was spaced and its keys were ordered.
    /// Empty where [#parse] would refuse it.
    static Optional<String> canonical(byte[] body) {
        if (body.length == 0) {
            return Optional.empty();
        }
        try {
            return Optional.of(SORTED.writeValueAsString(parse(body)));
        } catch (Refusal _) {
            return Optional.empty();
        }
    }

    /// Which limit a body exceeds, which the parser tells in words alone.
    private static String limit(String parsers) {
        if (parsers.startsWith("Document nesting depth")) {
            return "The body is nested more than %d levels deep.".formatted(MAX_DEPTH);
        }
        if (parsers.startsWith("String value length")) {
            return "The body has a string of more than %d characters.".formatted(MAX_STRING);
        }
        if (parsers.startsWith("Number value length")) {
            return "The body has a number of more than %d characters.".formatted(MAX_NUMBER);
        }
        return parsers.startsWith("Name length")
                ? "The body has a key of more than %d characters.".formatted(MAX_NAME)
                : "The body is JSON that exceeds a limit.";
    }

    private static String decode(byte[] body) {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(body))
                    .toString();
        } catch (CharacterCodingException e) {
            throw unreadable("The body is not valid UTF-8.");
        }
    }

    private static Refusal unreadable(String message) {
        return Refusal.of(Reason.INVALID, ErrorCode.INVALID_REQUEST, message);
    }
}
