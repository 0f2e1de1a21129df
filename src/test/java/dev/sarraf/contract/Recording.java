package dev.sarraf.contract;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/// A JSON file of the tree that holds what the server answered. `-Dopenapi.record=true` writes it anew.
record Recording(Path file) {
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    /// What the document shows for an operation or an event.
    static Recording example(String name) {
        return new Recording(Path.of("src/main/resources/dev/sarraf/openapi/examples", name + ".json"));
    }

    static boolean isOn() {
        return Boolean.getBoolean("openapi.record");
    }

    /// Whether the file says the same. Writes it instead where recording is on.
    boolean matches(JsonNode now) {
        if (isOn()) {
            write(now);
            return true;
        }
        return read().filter(now::equals).isPresent();
    }

    private Optional<JsonNode> read() {
        try {
            return Files.exists(file) ? Optional.of(MAPPER.readTree(Files.readString(file))) : Optional.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(JsonNode now) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, MAPPER.writeValueAsString(now) + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
