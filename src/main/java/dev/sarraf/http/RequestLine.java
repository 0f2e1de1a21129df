package dev.sarraf.http;

import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Caller;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// The one line that the log gets of a request, written when it is answered.
///
/// It names the route rather than the address, so that nothing a caller made up can stand in it; of the path it
/// shows only ids.
final class RequestLine {
    private static final String NONE = "-";

    private final StringBuilder line;
    private String method = NONE;
    private String route = NONE;

    RequestLine(String requestId, String method) {
        this.line = new StringBuilder("request id=")
                .append(requestId)
                .append(" method=")
                .append(method.matches("[A-Z]{1,10}") ? method : NONE);
    }

    void found(Route route, Map<String, String> path) {
        this.method = route.method();
        this.route = route.path();
        line.append(" route=").append(route.path());
        Optional.ofNullable(path.get("id"))
                .filter(id -> id.matches("[a-z]{1,8}_[0-9A-Za-z_]{1,50}"))
                .ifPresent(id -> line.append(" object=").append(id));
    }

    void by(Caller caller) {
        line.append(" merchant=")
                .append(caller.merchant())
                .append(" mode=")
                .append(caller.mode().text())
                .append(" key=")
                .append(caller.key());
    }

    void refused(Refusal refusal) {
        line.append(" code=").append(refusal.code().text());
        refusal.param()
                .filter(param -> param.matches("[A-Za-z0-9_.\\[\\]]{1,100}"))
                .ifPresent(param -> line.append(" param=").append(param));
    }

    /// The method of the route that was found; without one a dash, since callers can make up any.
    String method() {
        return method;
    }

    /// The template of the route that was found, or a dash.
    String route() {
        return route;
    }

    String end(int status, long nanos) {
        return line.append(" status=")
                .append(status)
                .append(" ms=")
                .append(String.format(Locale.ROOT, "%.1f", nanos / 1e6))
                .toString();
    }
}
