package dev.sarraf.contract;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Puts in place of what is different each time something that is always the same: ids by the order in which they
/// turn up, times by how far they are from now, addresses of this machine.
final class Steady {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String SERVER = "http://localhost:8080";
    private static final Instant NOW = Instant.parse("2026-01-15T12:00:00Z");

    /// What randomness looks like: 20 letters and digits or more behind a prefix, a text that is nothing
    /// but 24 of them, a UUID, a hash, the twelve digits by which a bank knows a payment, the nine of a
    /// voucher.
    private static final Pattern RANDOM = Pattern.compile(
            "(?<=_)[0-9A-Za-z]{20,}|^[0-9A-Za-z]{24}$"
                    + "|^[0-9]{9}$|(?<=^R)[0-9]{9}$|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|\\b[0-9a-f]{32,64}\\b|^[0-9]{12}$");

    /// What [Samples] numbers, so that no two are alike.
    private static final Pattern NUMBERED = Pattern.compile("(?<=mona|SPRING|TEN|ORDER-|hooks/)[0-9]+");

    private static final Pattern TIME = Pattern.compile("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");

    /// What is further from now than this was sent by us, and stays as it is.
    private static final Duration NEAR = Duration.ofDays(400);

    /// A whole number beyond it is a time in milliseconds.
    private static final long LARGEST_AMOUNT = 999_999_999_999L;

    private final String server;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, String> numbers = new HashMap<>();

    /// @param server where the server under test is
    Steady(String server) {
        this.server = server;
    }

    /// The same tree with the same ids for the same ids, also between trees that one object is given.
    JsonNode of(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                var copy = NODES.objectNode();
                object.properties().forEach(entry -> copy.set(entry.getKey(), of(entry.getValue())));
                yield copy;
            }
            case ArrayNode array -> {
                var copy = NODES.arrayNode();
                array.forEach(item -> copy.add(of(item)));
                yield copy;
            }
            default -> {
                if (node.isString()) {
                    yield NODES.stringNode(text(node.stringValue()));
                }
                boolean isTime = node.isIntegralNumber() && node.longValue() > LARGEST_AMOUNT;
                yield isTime ? NODES.numberNode(NOW.toEpochMilli()) : node;
            }
        };
    }

    String text(String text) {
        var here = text.replace(server, SERVER);
        if (TIME.matcher(here).matches()) {
            return time(Instant.parse(here));
        }
        var numbered = NUMBERED.matcher(here).replaceAll(this::number);
        return RANDOM.matcher(numbered).replaceAll(this::name);
    }

    private String number(MatchResult found) {
        return numbers.computeIfAbsent(found.group(), _ -> Integer.toString(numbers.size() + 1));
    }

    private String name(MatchResult found) {
        return names.computeIfAbsent(found.group(), random -> {
            var number = Integer.toString(names.size() + 1);
            var zeros = random.replaceAll("[0-9A-Za-z]", "0");
            return zeros.substring(0, zeros.length() - number.length()) + number;
        });
    }

    private static String time(Instant time) {
        var ahead = Duration.between(Instant.now(), time);
        if (ahead.abs().compareTo(NEAR) > 0) {
            return shown(time);
        }
        return shown(NOW.plus(Duration.ofHours(Math.round(ahead.toMinutes() / 60.0))));
    }

    /// All times of these files are whole seconds.
    private static String shown(Instant time) {
        return time.toString().replaceFirst("Z$", ".000Z");
    }
}
