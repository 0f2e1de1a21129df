package dev.sarraf.http;

import java.util.LinkedHashMap;
import java.util.Map;

/// The headers that keep a browser from being used against its owner. A page adds to them or loosens them by setting
/// its own value of the same header.
final class SecurityHeaders {
    private static final Map<String, String> DEFAULTS = Map.of(
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY",
            "Referrer-Policy", "same-origin",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Cache-Control", "no-store",
            "Content-Security-Policy", "default-src 'none'; frame-ancestors 'none'; base-uri 'none'");

    private SecurityHeaders() {}

    /// Those that the answer does not set itself.
    static Map<String, String> of(Response response) {
        var headers = new LinkedHashMap<>(DEFAULTS);
        response.headers().keySet().forEach(headers::remove);
        return headers;
    }
}
