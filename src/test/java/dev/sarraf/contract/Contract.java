package dev.sarraf.contract;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import dev.sarraf.testing.Shop;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// The OpenAPI document as the server hands it out, to somebody who takes it at its word.
final class Contract {
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2020_12,
            schemas -> schemas.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));

    private final JsonNode document;
    private final Map<JsonNode, Schema> closed = new ConcurrentHashMap<>();

    /// One operation of the document.
    record Operation(String method, String path, JsonNode node) {
        String id() {
            return node.path("operationId").stringValue();
        }

        String name() {
            return method + " " + path;
        }

        JsonNode bodySchema() {
            return node.path("requestBody")
                    .path("content")
                    .path("application/json")
                    .path("schema");
        }

        boolean hasBody() {
            return !bodySchema().isMissingNode();
        }

        JsonNode response(int status) {
            return node.path("responses").path(Integer.toString(status));
        }
    }

    Contract(JsonNode document) {
        this.document = document;
    }

    static Contract of(Shop shop) {
        return new Contract(shop.send(shop.bare("/openapi.json").GET()).expect(200));
    }

    JsonNode document() {
        return document;
    }

    List<Operation> operations() {
        return document.path("paths")
                .propertyStream()
                .flatMap(path -> path.getValue()
                        .propertyStream()
                        .map(operation -> new Operation(
                                operation.getKey().toUpperCase(Locale.ROOT), path.getKey(), operation.getValue())))
                .toList();
    }

    /// What the document says is sent for this event.
    JsonNode event(String type) {
        return document.path("webhooks")
                .path(type)
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json");
    }

    /// The parameters of an operation that stand in its query or in its headers.
    Stream<JsonNode> parameters(Operation operation) {
        return operation.node().path("parameters").valueStream().map(this::resolve);
    }

    /// What a reference leads to.
    JsonNode resolve(JsonNode node) {
        var target = node.path("$ref").stringValue("");
        return target.isEmpty() ? node : resolve(document.at(target.substring(1)));
    }

    /// What is wrong with this value by the schema. A field that the schema does not name counts as wrong: whoever
    /// reads the document would not know of it.
    List<String> faults(JsonNode schema, JsonNode value) {
        return closed.computeIfAbsent(schema, this::compile).validate(value).stream()
                .map(Error::toString)
                .toList();
    }

    private Schema compile(JsonNode schema) {
        var root = JsonNodeFactory.instance.objectNode();
        root.putArray("allOf").add(closed(schema.deepCopy()));
        root.putObject("components")
                .set("schemas", closed(document.at("/components/schemas").deepCopy()));
        return SCHEMAS.getSchema(root);
    }

    private static JsonNode closed(JsonNode node) {
        if (node instanceof ObjectNode schema
                && schema.path("properties").isObject()
                && schema.has("type")
                && !schema.has("additionalProperties")) {
            schema.put("additionalProperties", false);
        }
        // The validator has a list of top-level domains, in which that of all examples is missing.
        if (node instanceof ObjectNode schema
                && schema.path("format").stringValue("").equals("email")) {
            schema.remove("format");
        }
        node.forEach(Contract::closed);
        return node;
    }
}
