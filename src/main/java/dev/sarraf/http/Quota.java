package dev.sarraf.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

/// How a sender stands after a request.
///
/// @param limit how many requests can be made at once after a pause
/// @param remaining how many can be made now
/// @param full how long until it is `limit` again, if none is made
/// @param pause how long until the next request is taken; zero where it is now
/// @param isExceeded whether this request was one too many. It does not count then
record Quota(int limit, int remaining, Duration full, Duration pause, boolean isExceeded) {
    /// No limit is set, so there is nothing to tell.
    static final Quota NONE = new Quota(0, 0, Duration.ZERO, Duration.ZERO, false);

    /// The answer with what the sender has to know of it.
    Response on(Response response) {
        if (limit == 0) {
            return response;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("RateLimit-Limit", Integer.toString(limit));
        headers.put("RateLimit-Remaining", Integer.toString(remaining));
        headers.put("RateLimit-Reset", Long.toString(seconds(full)));
        if (isExceeded) {
            headers.put("Retry-After", Long.toString(pauseSeconds()));
        }
        return response.with(headers);
    }

    /// In whole seconds, at least one, since that is what `Retry-After` can say.
    long pauseSeconds() {
        return Math.max(1, seconds(pause));
    }

    private static long seconds(Duration duration) {
        return duration.plusNanos(999_999_999).toSeconds();
    }
}
