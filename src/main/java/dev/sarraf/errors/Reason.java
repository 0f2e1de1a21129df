package dev.sarraf.errors;

/// Why a call is refused, in the terms that HTTP has a status for.
public enum Reason {
    INVALID(400),
    UNAUTHENTICATED(401),
    FORBIDDEN(403),
    NOT_FOUND(404),
    METHOD_NOT_ALLOWED(405),
    REQUEST_TIMEOUT(408),
    CONFLICT(409),
    /// Somebody else is at it. The same request may be carried out in a moment, so that no answer to it is kept.
    BUSY(409),
    TOO_LARGE(413),
    UNSUPPORTED_MEDIA_TYPE(415),
    TOO_MANY_REQUESTS(429),
    BAD_GATEWAY(502),
    UNAVAILABLE(503);

    private final int status;

    Reason(int status) {
        this.status = status;
    }

    /// The HTTP status of an answer that is refused for this reason.
    public int status() {
        return status;
    }
}
