package dev.sarraf.openapi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/// Calls that were recorded, each with its answer: what a file of the name of an operation or an event holds.
final class Examples {
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    /// What was recorded: an object with `request` and `response`, of which either may be missing.
    Optional<JsonNode> find(String name) {
        try (var stream = Examples.class.getResourceAsStream("examples/" + name + ".json")) {
            return Optional.ofNullable(stream).map(MAPPER::readTree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
