package dev.sarraf.simulator.web;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What goes back over the wire, or does not.
public sealed interface Answer {
    /// An ordinary answer.
    record Whole(int status, String contentType, Map<String, String> headers, Bytes body) implements Answer {
        /// The same answer with one more header.
        public Whole with(String name, String value) {
            var more = new LinkedHashMap<>(headers);
            more.put(name, value);
            return new Whole(status, contentType, Map.copyOf(more), body);
        }
    }

    /// Announces the whole length, sends half of it and cuts the connection.
    record Half(Whole whole) implements Answer {}

    /// Cuts the connection without a word.
    record Cut() implements Answer {}

    /// A 200 of unknown length.
    record Streamed(String contentType, Body body) implements Answer {}

    /// Writes an answer piece by piece.
    interface Body {
        void writeTo(OutputStream out) throws IOException;
    }

    static Whole json(int status, JsonNode body) {
        return json(status, new Bytes(Json.bytes(body)));
    }

    static Whole json(int status, Bytes body) {
        return new Whole(status, "application/json", Map.of(), body);
    }

    static Whole html(int status, String html) {
        return new Whole(status, "text/html; charset=utf-8", Map.of(), Bytes.of(html));
    }
}
