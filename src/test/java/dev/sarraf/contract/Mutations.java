package dev.sarraf.contract;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Makes of a good body a bad one, mostly: values of other kinds, at the edges of what can be stored and
/// beyond, in other places; and sometimes bytes that are no JSON at all.
final class Mutations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "\u0000",
            "a\u0000b",
            "\ud83d\ude00",
            "\\ud800",
            "\u202emoc\u2066",
            "'; DROP TABLE test.checkout_sessions; --",
            "%s%n${jndi:x}{{1}}",
            "null",
            "true",
            "-1",
            "1e400",
            "../../../etc/passwd",
            "https://[::1",
            "https://a.example/\r\nX: y",
            "javascript:alert(1)",
            "http://" + "a".repeat(2_040) + ".example",
            "2026-02-30T25:61:00Z",
            "+999999999-12-31T23:59:59.999999999Z",
            "0000-01-01T00:00:00+18:00",
            "x".repeat(40),
            "x".repeat(256),
            "x".repeat(5_000),
            "İ".repeat(255),
            "cus_test_000000000000000000000000",
            "price_live_000000000000000000000000",
            "EGP",
            "egp",
            "Infinity",
            "NaN");

    private final Random random;

    Mutations(Random random) {
        this.random = random;
    }

    byte[] of(JsonNode valid) {
        if (random.nextInt(12) == 0) {
            return noise(valid);
        }
        var body = valid.deepCopy();
        int changes = 1 + random.nextInt(3);
        for (int i = 0; i < changes; i++) {
            body = changed(body);
        }
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    private JsonNode changed(JsonNode body) {
        var places = new ArrayList<JsonNode>();
        containers(body, places);
        if (places.isEmpty() || random.nextInt(60) == 0) {
            return value(2);
        }
        switch (places.get(random.nextInt(places.size()))) {
            case ObjectNode object -> change(object);
            case ArrayNode array -> change(array);
            default -> throw new IllegalStateException("not a container");
        }
        return body;
    }

    private void change(ObjectNode object) {
        var names = List.copyOf(object.propertyNames());
        if (names.isEmpty() || random.nextInt(8) == 0) {
            object.set(random.nextBoolean() ? text() : "surprise", value(2));
            return;
        }
        var name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(6)) {
            case 0 -> object.remove(name);
            case 1 -> object.putNull(name);
            case 2 ->
                object.set(
                        name,
                        object.path(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.set(name, value(2));
        }
    }

    private void change(ArrayNode array) {
        switch (random.nextInt(4)) {
            case 0 -> array.removeAll();
            case 1 -> {
                var one = array.isEmpty() ? value(1) : array.get(0);
                int more = random.nextInt(150);
                for (int i = 0; i < more; i++) {
                    array.add(one);
                }
            }
            default -> array.insert(random.nextInt(array.size() + 1), value(2));
        }
    }

    private static void containers(JsonNode node, List<JsonNode> found) {
        if (node.isContainer()) {
            found.add(node);
            node.forEach(child -> containers(child, found));
        }
    }

    private JsonNode value(int depth) {
        List<Supplier<JsonNode>> kinds = List.of(
                NODES::nullNode,
                () -> NODES.booleanNode(random.nextBoolean()),
                () -> NODES.numberNode(random.nextLong()),
                () -> NODES.numberNode(random.nextInt(200) - 100),
                () -> NODES.numberNode(List.of(0L, 1L, -1L, (1L << 31) - 1, 1L << 31, Long.MAX_VALUE, Long.MIN_VALUE)
                        .get(random.nextInt(7))),
                () -> NODES.numberNode(new BigInteger(100, random)),
                () -> NODES.numberNode(BigDecimal.valueOf(random.nextLong(), random.nextInt(12))),
                () -> NODES.numberNode(new BigDecimal(random.nextBoolean() ? "1e300" : "1E-300")),
                () -> NODES.stringNode(text()),
                () -> NODES.stringNode(text()),
                () -> depth == 0
                        ? NODES.arrayNode()
                        : NODES.arrayNode().add(value(depth - 1)).add(value(depth - 1)),
                () -> depth == 0 ? NODES.objectNode() : NODES.objectNode().set(text(), value(depth - 1)));
        return kinds.get(random.nextInt(kinds.size())).get();
    }

    private String text() {
        return switch (random.nextInt(4)) {
            case 0 ->
                random.ints(1 + random.nextInt(30), 0x20, 0x2fff)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
            default -> TEXTS.get(random.nextInt(TEXTS.size()));
        };
    }

    private byte[] noise(JsonNode valid) {
        var bytes = valid.toString().getBytes(StandardCharsets.UTF_8);
        return switch (random.nextInt(7)) {
            case 0 -> {
                var few = new byte[random.nextInt(200)];
                random.nextBytes(few);
                yield few;
            }
            case 1 -> Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 2 -> ("[".repeat(random.nextInt(5_000)) + "1").getBytes(StandardCharsets.UTF_8);
            case 3 -> "{\"a\":1,\"a\":2}".getBytes(StandardCharsets.UTF_8);
            case 4 ->
                ("{\"a\":" + "9".repeat(random.nextInt(2_000)) + "e" + random.nextInt(100_000) + "}")
                        .getBytes(StandardCharsets.UTF_8);
            case 5 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
                yield bytes;
            }
            default -> new byte[0];
        };
    }
}
