package dev.sarraf.openapi;

import dev.sarraf.errors.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.dataformat.yaml.YAMLMapper;

/// The OpenAPI document of this server, put together from its parts: one file for each kind of object, and one for
/// what they share.
///
/// The parts say each thing once. What all operations have in common, such as the refusal of an unknown key, is added
/// here; so are the examples, which are answers that were recorded.
public final class ApiDocument {
    /// What the others share.
    private static final String COMMON = "common";

    /// The parts in the order in which readers meet them.
    private static final List<String> PARTS = List.of(
            COMMON,
            "sessions",
            "payment-links",
            "payment-method-configurations",
            "payments",
            "refunds",
            "balance",
            "customers",
            "products",
            "discounts",
            "currencies",
            "webhooks",
            "events",
            "account",
            "test-helpers");

    private static final List<String> METHODS = List.of("post", "get", "patch", "delete");

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final YAMLMapper YAML = YAMLMapper.builder().build();

    private final URI server;
    private final Map<String, JsonNode> parts = new LinkedHashMap<>();
    private final SchemaParts schemas = new SchemaParts(this::written);
    private final Operations operations = new Operations(schemas, new Examples());

    private ApiDocument(URI server) {
        this.server = server;
        PARTS.forEach(name -> parts.put(name, read(name)));
    }

    /// Reads and puts together the whole document, which takes a moment.
    ///
    /// @param server where the API is reached
    /// @throws IllegalStateException where the parts do not fit together, which is a bug that tests find
    public static ObjectNode of(URI server) {
        return new ApiDocument(server).assemble();
    }

    private ObjectNode assemble() {
        var common = read(COMMON);
        var document = NODES.objectNode();
        document.put("openapi", "3.1.0");
        document.set("info", common.path("info"));
        document.putArray("servers").addObject().put("url", server.toString());
        document.putArray("security").addObject().putArray("apiKey");
        var tags = document.putArray("tags");
        var paths = document.putObject("paths");
        var webhooks = document.putObject("webhooks");
        var components = document.putObject("components");
        components.set("securitySchemes", common.path("securitySchemes"));
        components.set("parameters", parameters(common.path("parameters")));
        components.set("headers", common.path("headers"));
        var named = components.putObject("schemas");
        parts.forEach((name, part) -> {
            if (!name.equals(COMMON)) {
                tags.addObject()
                        .put("name", part.path("tag").stringValue())
                        .put("description", part.path("description").stringValue())
                        .put("x-page", name);
            }
            part.path("paths")
                    .properties()
                    .forEach(path -> paths.set(
                            path.getKey(),
                            path(
                                    path.getKey(),
                                    path.getValue(),
                                    part.path("tag").stringValue())));
            part.path("events")
                    .properties()
                    .forEach(event -> webhooks.set(
                            event.getKey(),
                            operations.event(
                                    event.getKey(),
                                    event.getValue(),
                                    part.path("tag").stringValue())));
            add(name, part, named);
        });
        requireKnown(document, named);
        return document;
    }

    private ObjectNode path(String path, JsonNode written, String tag) {
        var item = NODES.objectNode();
        METHODS.stream()
                .filter(written::has)
                .forEach(method -> item.set(method, operations.of(method, path, written.path(method), tag)));
        return item;
    }

    private ObjectNode parameters(JsonNode written) {
        var parameters = NODES.objectNode();
        written.properties().forEach(entry -> parameters.set(entry.getKey(), operations.parameter(entry.getValue())));
        return parameters;
    }

    /// What is answered is explained on the page of its part; what parts share, wherever it is used.
    private void add(String page, JsonNode part, ObjectNode named) {
        part.path("inputs").properties().forEach(entry -> named.set(entry.getKey(), schemas.input(entry.getValue())));
        part.path("answers").properties().forEach(entry -> {
            var schema = schemas.answer(entry.getValue());
            if (!page.equals(COMMON)) {
                schema.put("x-page", page);
            }
            named.set(entry.getKey(), schema);
        });
    }

    private Optional<JsonNode> written(String name) {
        return parts.values().stream()
                .flatMap(part -> Stream.of(
                        part.path("inputs").path(name), part.path("answers").path(name)))
                .filter(schema -> !schema.isMissingNode())
                .findFirst();
    }

    /// Every name leads somewhere, and every code exists.
    private static void requireKnown(JsonNode node, ObjectNode named) {
        var target = node.path("$ref").stringValue("");
        if (target.startsWith("#/components/schemas/") && !named.has(target.substring(21))) {
            throw new IllegalStateException("bug: nothing is named " + target);
        }
        node.path("x-codes")
                .forEach(code -> ErrorCode.valueOf(code.stringValue("").toUpperCase(Locale.ROOT)));
        node.forEach(child -> requireKnown(child, named));
    }

    private static JsonNode read(String name) {
        try (var stream = ApiDocument.class.getResourceAsStream(name + ".yaml")) {
            if (stream == null) {
                throw new IllegalStateException("bug: no part " + name);
            }
            return YAML.readTree(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
