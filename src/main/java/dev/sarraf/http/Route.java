package dev.sarraf.http;

import java.util.Optional;

/// One address of the server.
///
/// @param path segments between slashes; one in braces takes any text, under that name: `/checkout/sessions/{id}`
/// @param maxBody the largest body in bytes that is read; a larger one is refused with 413
/// @param errors how this route says that nothing came of a call; without one it answers in the API's envelope
public record Route(
        String method, String path, Access access, int maxBody, Handler handler, Optional<ErrorFormat> errors) {
    /// Large enough for 100 line items with metadata, small enough to hold many at once.
    public static final int API_BODY = 256 * 1024;

    public static Route get(String path, Access access, Handler handler) {
        return new Route("GET", path, access, 0, handler, Optional.empty());
    }

    public static Route post(String path, Access access, Handler handler) {
        return new Route("POST", path, access, API_BODY, handler, Optional.empty());
    }

    public static Route patch(String path, Access access, Handler handler) {
        return new Route("PATCH", path, access, API_BODY, handler, Optional.empty());
    }

    public static Route delete(String path, Access access, Handler handler) {
        return new Route("DELETE", path, access, 0, handler, Optional.empty());
    }

    /// The same route, reading bodies of at most this many bytes.
    public Route withMaxBody(int bytes) {
        return new Route(method, path, access, bytes, handler, errors);
    }

    /// The same route, speaking so of what it does not do.
    public Route withErrors(ErrorFormat format) {
        return new Route(method, path, access, maxBody, handler, Optional.of(format));
    }
}
