package dev.sarraf.openapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/// Reads the document for people.
public final class Chapters {
    private final JsonNode document;
    private final FieldReader fields;

    private Chapters(JsonNode document) {
        this.document = document;
        this.fields = new FieldReader(document.at("/components/schemas"));
    }

    /// The chapters in the order in which readers meet them.
    ///
    /// @param document what [ApiDocument] put together
    public static List<Chapter> of(JsonNode document) {
        var chapters = new Chapters(document);
        return document.path("tags").valueStream().map(chapters::chapter).toList();
    }

    private Chapter chapter(JsonNode tag) {
        var name = tag.path("name").stringValue();
        var page = tag.path("x-page").stringValue();
        return new Chapter(
                page,
                name,
                Prose.of(tag.path("description").stringValue()),
                document.path("paths")
                        .propertyStream()
                        .flatMap(path -> path.getValue()
                                .propertyStream()
                                .filter(operation -> belongs(operation.getValue(), name))
                                .map(operation -> action(operation.getKey(), path.getKey(), operation.getValue())))
                        .toList(),
                document.path("webhooks")
                        .propertyStream()
                        .filter(event -> belongs(event.getValue().path("post"), name))
                        .map(event -> notice(event.getKey(), event.getValue().path("post")))
                        .toList(),
                document.at("/components/schemas")
                        .propertyStream()
                        .filter(schema ->
                                schema.getValue().path("x-page").stringValue("").equals(page))
                        .map(schema -> new Chapter.Thing(
                                schema.getKey(),
                                Prose.of(schema.getValue().path("description").stringValue("")),
                                fields.ofAnswer(schema.getValue())))
                        .toList());
    }

    private static boolean belongs(JsonNode operation, String tag) {
        return operation
                .path("tags")
                .valueStream()
                .anyMatch(name -> name.stringValue().equals(tag));
    }

    private Action action(String method, String path, JsonNode operation) {
        var body = json(operation.path("requestBody"));
        var success = operation
                .path("responses")
                .propertyStream()
                .filter(response -> response.getKey().startsWith("2"))
                .findFirst()
                .orElseThrow();
        var answer = json(success.getValue());
        return new Action(
                operation.path("operationId").stringValue(),
                method.toUpperCase(Locale.ROOT),
                path,
                operation.path("summary").stringValue(),
                Prose.of(operation.path("description").stringValue()),
                operation.path("x-permission").stringValue(),
                operation.path("parameters").valueStream().map(this::parameter).toList(),
                body.isMissingNode() ? List.of() : fields.ofRequest(body.path("schema")),
                success.getKey(),
                answer.isMissingNode() ? List.of() : fields.ofAnswer(answer.path("schema")),
                refusals(operation.path("responses")),
                example(body),
                example(answer));
    }

    private Field parameter(JsonNode written) {
        var parameter = written.has("$ref")
                ? document.at(written.path("$ref").stringValue().substring(1))
                : written;
        var place = parameter.path("in").stringValue();
        var isRequired = parameter.path("required").booleanValue(false);
        return fields.one(
                parameter.path("name").stringValue(),
                parameter.path("schema"),
                place + (isRequired && !place.equals("path") ? ", required" : ""),
                parameter.path("description").stringValue(""));
    }

    private static List<Action.Refusals> refusals(JsonNode responses) {
        List<Action.Refusals> refusals = new ArrayList<>();
        responses
                .properties()
                .forEach(response -> Optional.of(response.getValue().path("x-codes"))
                        .filter(JsonNode::isArray)
                        .ifPresent(codes -> refusals.add(new Action.Refusals(
                                response.getKey(),
                                codes.valueStream().map(JsonNode::stringValue).toList()))));
        return refusals;
    }

    private Chapter.Notice notice(String type, JsonNode operation) {
        var content = json(operation.path("requestBody"));
        var object = Stream.of(content.at("/schema/allOf/1/properties/data/properties/object"))
                .flatMap(schema -> fields.ofAnswer(schema).stream())
                .toList();
        return new Chapter.Notice(type, Prose.of(operation.path("summary").stringValue()), object, example(content));
    }

    private static JsonNode json(JsonNode message) {
        return message.path("content").path("application/json");
    }

    private static Optional<String> example(JsonNode content) {
        return Optional.of(content.path("example"))
                .filter(example -> !example.isMissingNode())
                .map(JsonNode::toPrettyString);
    }
}
