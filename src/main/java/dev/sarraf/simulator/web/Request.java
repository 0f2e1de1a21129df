package dev.sarraf.simulator.web;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// What came over the wire, whole.
///
/// @param path the decoded segments of the path
public record Request(
        String method,
        List<String> path,
        Map<String, String> query,
        Optional<String> authorization,
        Optional<String> contentType,
        Bytes body) {
    /// Whether the path begins so.
    public boolean startsWith(String... segments) {
        return path.size() >= segments.length
                && path.subList(0, segments.length).equals(List.of(segments));
    }

    /// The body's fields, where it is what a browser sends from a form. The first of a repeated name counts.
    public Map<String, String> form() {
        return fields(body.utf8());
    }

    /// Reads `a=b&c=d`. Broken escapes make the whole text empty.
    static Map<String, String> fields(String text) {
        var fields = new LinkedHashMap<String, String>();
        try {
            for (var field : text.split("&", -1)) {
                int equals = field.indexOf('=');
                if (equals > 0) {
                    fields.putIfAbsent(decode(field.substring(0, equals)), decode(field.substring(equals + 1)));
                }
            }
        } catch (IllegalArgumentException e) {
            return Map.of();
        }
        return fields;
    }

    private static String decode(String text) {
        return URLDecoder.decode(text, StandardCharsets.UTF_8);
    }
}
