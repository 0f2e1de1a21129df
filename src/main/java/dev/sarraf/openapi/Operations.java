package dev.sarraf.openapi;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/// Turns operations and events as the parts write them into those of OpenAPI, with all that they have in common.
final class Operations {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final String JSON = "application/json";

    /// How a part writes an answer of server-sent events.
    private static final JsonNode STREAM = NODES.stringNode("stream");

    /// What any call with a key can end in.
    private static final Map<Integer, List<String>> ALWAYS = Map.of(
            400, List.of("invalid_request", "parameter_invalid"),
            401, List.of("authentication_required", "invalid_api_key"),
            403, List.of("permission_denied", "merchant_not_activated"),
            413, List.of("invalid_request"),
            429, List.of("rate_limit"),
            500, List.of("internal_error"),
            503, List.of("internal_error"));

    /// What a call with a body can end in besides.
    private static final Map<Integer, List<String>> WITH_BODY = Map.of(
            400,
            List.of("parameter_missing", "parameter_out_of_range", "parameter_unknown", "idempotency_key_in_use"),
            408,
            List.of("invalid_request"),
            409,
            List.of("idempotency_key_in_use"),
            415,
            List.of("invalid_request"));

    private static final Map<Integer, String> MEANINGS = Map.of(
            400, "The request is wrong.",
            401, "There is no key, or no such key.",
            403, "The key may not do this.",
            404, "There is no such object for this key.",
            408, "The body did not arrive in time.",
            409, "The state of things does not allow it.",
            413, "The body is too large.",
            415, "The body is not sent as JSON.",
            429, "There were too many calls.",
            500, "Something went wrong on this side.");

    private final SchemaParts schemas;
    private final Examples examples;

    Operations(SchemaParts schemas, Examples examples) {
        this.schemas = schemas;
        this.examples = examples;
    }

    /// @param path its address, whose placeholders become parameters
    ObjectNode of(String method, String path, JsonNode written, String tag) {
        var id = written.path("operationId").stringValue();
        var recorded = examples.find(id);
        var operation = NODES.objectNode();
        operation.put("operationId", id);
        operation.putArray("tags").add(tag);
        operation.put("summary", written.path("summary").stringValue());
        operation.put("description", written.path("description").stringValue());
        operation.put("x-permission", written.path("x-permission").stringValue());
        operation.set("parameters", parameters(method, path, written));
        if (written.has("body")) {
            var body = operation.putObject("requestBody");
            body.put("required", !written.path("optionalBody").booleanValue(false));
            var content = body.putObject("content").putObject(JSON);
            content.set("schema", schemas.input(written.path("body")));
            recorded.map(example -> example.path("request"))
                    .filter(request -> !request.isMissingNode())
                    .ifPresent(request -> content.set("example", request));
        }
        var responses = operation.putObject("responses");
        written.path("responses")
                .properties()
                .forEach(entry -> responses.set(
                        entry.getKey(),
                        success(
                                method,
                                entry.getValue(),
                                recorded.map(example -> example.path("response"))
                                        .orElseGet(NODES::missingNode))));
        errors(path, written).forEach((status, codes) -> responses.set(status.toString(), error(status, codes)));
        return operation;
    }

    /// What is sent to a webhook endpoint when this happens.
    ObjectNode event(String type, JsonNode written, String tag) {
        var operation = NODES.objectNode();
        operation.put("operationId", "on." + type);
        operation.putArray("tags").add(tag);
        operation.put("summary", written.path("summary").stringValue());
        operation.putArray("security");
        var parameters = operation.putArray("parameters");
        parameters.addObject().put("$ref", "#/components/parameters/Signature");
        var content = operation
                .putObject("requestBody")
                .put("required", true)
                .putObject("content")
                .putObject(JSON);
        var schema = content.putObject("schema");
        var both = schema.putArray("allOf");
        both.addObject().put("$ref", "#/components/schemas/Event");
        var properties = both.addObject().putObject("properties");
        properties.putObject("type").put("const", type);
        properties.putObject("data").putObject("properties").set("object", schemas.answer(written.path("object")));
        examples.find(type).ifPresent(example -> content.set("example", example));
        operation
                .putObject("responses")
                .putObject("2XX")
                .put("description", "Taken. Anything else, or no answer within 30 seconds, is tried again.");
        return NODES.objectNode().set("post", operation);
    }

    ObjectNode parameter(JsonNode written) {
        var parameter = NODES.objectNode();
        written.properties().forEach(entry -> parameter.set(entry.getKey(), entry.getValue()));
        parameter.set("schema", schemas.answer(written.path("schema")));
        return parameter;
    }

    private JsonNode parameters(String method, String path, JsonNode written) {
        var parameters = NODES.arrayNode();
        Stream.of(path.split("/", -1))
                .filter(segment -> segment.startsWith("{"))
                .map(segment -> segment.substring(1, segment.length() - 1))
                .forEach(name -> parameters
                        .addObject()
                        .put("name", name)
                        .put("in", "path")
                        .put("required", true)
                        .put("description", "The object's id.")
                        .putObject("schema")
                        .put("type", "string"));
        written.path("parameters")
                .forEach(parameter -> parameters.add(
                        parameter.isString()
                                ? NODES.objectNode().put("$ref", "#/components/parameters/" + parameter.stringValue())
                                : parameter(parameter)));
        parameters.addObject().put("$ref", "#/components/parameters/LiveMode");
        if (method.equals("post") || method.equals("patch")) {
            parameters.addObject().put("$ref", "#/components/parameters/IdempotencyKey");
        }
        return parameters;
    }

    private ObjectNode success(String method, JsonNode answer, JsonNode example) {
        var response = NODES.objectNode();
        if (answer.isNull()) {
            response.put("description", "It is gone. There is no body.");
            response.set("headers", headers(List.of("Request-Id")));
            return response;
        }
        response.put("description", "What was asked for.");
        if (answer.equals(STREAM)) {
            response.set("headers", headers(List.of("Request-Id")));
            response.putObject("content")
                    .putObject("text/event-stream")
                    .putObject("schema")
                    .put("type", "string");
            return response;
        }
        boolean isKept = method.equals("post") || method.equals("patch");
        response.set("headers", headers(isKept ? List.of("Request-Id", "Idempotent-Replayed") : List.of("Request-Id")));
        var content = response.putObject("content").putObject(JSON);
        content.set("schema", schemas.answer(answer));
        if (!example.isMissingNode()) {
            content.set("example", example);
        }
        return response;
    }

    private static Map<Integer, Set<String>> errors(String path, JsonNode written) {
        var errors = new TreeMap<Integer, Set<String>>();
        ALWAYS.forEach((status, codes) -> add(errors, status, codes));
        if (written.has("body")) {
            WITH_BODY.forEach((status, codes) -> add(errors, status, codes));
        }
        if (path.contains("{")) {
            add(errors, 404, List.of("resource_missing"));
        }
        written.path("errors")
                .properties()
                .forEach(entry -> add(
                        errors,
                        Integer.parseInt(entry.getKey()),
                        entry.getValue()
                                .valueStream()
                                .map(code -> code.stringValue())
                                .toList()));
        return errors;
    }

    private static void add(Map<Integer, Set<String>> errors, int status, Collection<String> codes) {
        errors.computeIfAbsent(status, _ -> new LinkedHashSet<>()).addAll(codes);
    }

    private static ObjectNode error(int status, Set<String> codes) {
        var response = NODES.objectNode();
        response.put(
                "description",
                MEANINGS.getOrDefault(status, "Try again in a moment.") + " Codes: "
                        + codes.stream().map(code -> "`" + code + "`").collect(Collectors.joining(", ")) + ".");
        response.set(
                "headers",
                headers(
                        switch (status) {
                            case 409, 503 -> List.of("Request-Id", "Retry-After");
                            case 429 ->
                                List.of(
                                        "Request-Id",
                                        "Retry-After",
                                        "RateLimit-Limit",
                                        "RateLimit-Remaining",
                                        "RateLimit-Reset");
                            default -> List.of("Request-Id");
                        }));
        var listed = response.putArray("x-codes");
        codes.forEach(listed::add);
        var both = response.putObject("content")
                .putObject(JSON)
                .putObject("schema")
                .putArray("allOf");
        both.addObject().put("$ref", "#/components/schemas/Error");
        var choices = both.addObject()
                .putObject("properties")
                .putObject("error")
                .putObject("properties")
                .putObject("code")
                .putArray("enum");
        codes.forEach(choices::add);
        return response;
    }

    private static ObjectNode headers(List<String> names) {
        var headers = NODES.objectNode();
        names.forEach(name -> headers.putObject(name).put("$ref", "#/components/headers/" + name));
        return headers;
    }
}
