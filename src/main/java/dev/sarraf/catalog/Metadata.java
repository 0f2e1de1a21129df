package dev.sarraf.catalog;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import dev.sarraf.http.Fields;
import dev.sarraf.http.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/// A merchant's own pairs, in the order in which they were sent.
record Metadata(Map<String, String> pairs) {
    private static final int MOST = 50;

    static Metadata none() {
        return new Metadata(Map.of());
    }

    static Metadata read(Fields fields) {
        return new Metadata(fields.metadataOrText("metadata"));
    }

    /// What a PATCH brings: pairs that are put over those that are there, or null, which clears them.
    static Edit<Metadata> edit(Fields fields) {
        return Edit.read(fields, "metadata", fields.has("metadata") ? Optional.of(read(fields)) : Optional.empty());
    }

    /// As a column holds them.
    static Metadata parse(String json) {
        Map<String, String> pairs = new LinkedHashMap<>();
        Json.readOwn(json).forEachEntry((key, value) -> pairs.put(key, value.stringValue()));
        return new Metadata(pairs);
    }

    /// These pairs after a PATCH.
    ///
    /// @throws Refusal where that makes too many
    Metadata after(Edit<Metadata> edit) {
        return edit.mentioned() ? edit.value().map(this::with).orElseGet(Metadata::none) : this;
    }

    private Metadata with(Metadata others) {
        var merged = new LinkedHashMap<>(pairs);
        merged.putAll(others.pairs);
        if (merged.size() > MOST) {
            throw Refusal.invalid(
                    ErrorCode.PARAMETER_OUT_OF_RANGE, "metadata", "metadata can have at most " + MOST + " keys.");
        }
        return new Metadata(merged);
    }

    ObjectNode json() {
        var json = Json.object();
        pairs.forEach(json::put);
        return json;
    }

    String text() {
        return Json.write(json());
    }
}
