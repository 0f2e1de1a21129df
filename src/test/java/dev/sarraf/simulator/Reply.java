package dev.sarraf.simulator;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// What the simulator answered.
record Reply(int status, String contentType, String text) {
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    static Reply of(HttpResponse<byte[]> response) {
        return new Reply(
                response.statusCode(),
                response.headers().firstValue("content-type").orElse(""),
                new String(response.body(), StandardCharsets.UTF_8));
    }

    JsonNode json() {
        return JSON.readTree(text);
    }

    /// The value at a dotted name, as text; empty where there is none.
    String at(String field) {
        JsonNode node = json();
        for (var name : field.split("\\.", -1)) {
            node = node.isArray() ? node.path(Integer.parseInt(name)) : node.path(name);
        }
        return node.isMissingNode() || node.isContainer() ? "" : node.asString();
    }

    boolean has(String pointer) {
        return !json().at(pointer).isMissingNode();
    }

    @Override
    public String toString() {
        return status + " " + text;
    }
}
