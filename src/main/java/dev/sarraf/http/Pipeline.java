package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.metrics.Metrics;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/// What happens to every request, in order: find the route, tell who calls, read the body, handle, log.
final class Pipeline {
    private static final System.Logger LOG = System.getLogger("dev.sarraf.request");

    /// A request as the server hands it over. `body` is read only once the caller is known.
    record Raw(
            String method,
            String path,
            String query,
            Map<String, String> headers,
            InputStream body,
            String remoteAddress) {}

    private final Router everywhere;
    private final Map<Mode, Router> inMode = new EnumMap<>(Mode.class);
    private final Authenticator authenticator;
    private final ErrorEnvelope errors;
    private final Metrics metrics;

    Pipeline(Routes routes, Authenticator authenticator, ErrorEnvelope errors, Metrics metrics) {
        this.everywhere = new Router(routes.all());
        for (var mode : Mode.values()) {
            inMode.put(mode, new Router(routes.of(mode).stream()));
        }
        this.authenticator = authenticator;
        this.errors = errors;
        this.metrics = metrics;
    }

    Response answer(Raw raw) {
        long start = System.nanoTime();
        var requestId = requestId();
        var line = new RequestLine(requestId, raw.method());
        var handled = handle(raw, requestId, line);
        var response = Compression.of(handled, Optional.ofNullable(raw.headers().get("accept-encoding")));
        end(line, response, System.nanoTime() - start);
        return response.with("Request-Id", requestId);
    }

    /// The envelope for a request that was too broken to become one.
    Response malformed(int status, String message) {
        var requestId = requestId();
        var reason = switch (status) {
            case 413 -> Reason.TOO_LARGE;
            case 408 -> Reason.REQUEST_TIMEOUT;
            default -> Reason.INVALID;
        };
        var line = new RequestLine(requestId, "-");
        var response = errors.of(Refusal.of(reason, ErrorCode.INVALID_REQUEST, message), requestId);
        end(line, response, 0);
        return response.with("Request-Id", requestId);
    }

    private void end(RequestLine line, Response response, long nanos) {
        LOG.log(System.Logger.Level.INFO, line.end(response.status(), nanos));
        metrics.time(
                "sarraf.requests",
                "Requests that were answered, by the template of their route.",
                Duration.ofNanos(nanos),
                "method",
                line.method(),
                "route",
                line.route(),
                "status",
                Integer.toString(response.status()));
    }

    private Response handle(Raw raw, String requestId, RequestLine line) {
        var match = everywhere.find(method(raw), raw.path());
        if (!(match instanceof Router.Match.Found(var route, var path))) {
            return lost(match, raw, requestId, line);
        }
        line.found(route, path);
        var call = Call.begun(requestId, raw, route.errors().orElse(errors), path);
        if (route.access() instanceof Access.Public) {
            return serve(route, call, raw, line);
        }
        return guarded(call, line, () -> {
            var admission = authenticator.admit(call.header("authorization"), raw.remoteAddress());
            return admission.quota().on(guarded(call, line, () -> switch (admission) {
                case Admission.TurnedAway(var refusal, var _) -> throw refusal;
                case Admission.Admitted(var caller, var _) -> serveKeyed(call.by(caller), raw, line);
            }));
        });
    }

    /// The key chooses the mode, so that the route is found among those of its mode.
    private Response serveKeyed(Call call, Raw raw, RequestLine line) {
        var caller = call.caller();
        line.by(caller);
        var match = router(caller.mode()).find(method(raw), raw.path());
        if (!(match instanceof Router.Match.Found(var route, var _))) {
            return lost(match, raw, call.requestId(), line);
        }
        Authenticator.authorize(route.access(), caller);
        return serve(route, call, raw, line);
    }

    /// Reads the rest of the request and carries it out. What is refused after the query was read is refused
    /// with all that it says, such as a language.
    private Response serve(Route route, Call begun, Raw raw, RequestLine line) {
        return guarded(begun, line, () -> {
            var call = begun.asking(Urlencoded.parse(raw.query()));
            return guarded(call, line, () -> {
                if (!(route.access() instanceof Access.Public)) {
                    requireMode(call);
                }
                return route.handler().handle(call.carrying(read(raw.body(), route.maxBody())));
            });
        });
    }

    /// Shops say in the query which mode they believe to be in.
    private static void requireMode(Call call) {
        call.query("liveMode").ifPresent(said -> {
            if (!said.equals("true") && !said.equals("false")) {
                throw Refusal.invalid(ErrorCode.PARAMETER_INVALID, "liveMode", "liveMode must be true or false.");
            }
            var mode = call.caller().mode();
            if (mode.isLive() != said.equals("true")) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_INVALID,
                        "liveMode",
                        "liveMode is %s, but this is a %s key.".formatted(said, mode.text()));
            }
        });
    }

    private Router router(Mode mode) {
        return Objects.requireNonNull(inMode.get(mode));
    }

    private static String method(Raw raw) {
        return raw.method().equals("HEAD") ? "GET" : raw.method();
    }

    /// An answer in any case: what goes wrong is one too.
    private Response guarded(Call call, RequestLine line, Supplier<Response> work) {
        try {
            return work.get();
        } catch (Refusal refusal) {
            line.refused(refusal);
            return withHeaders(call.refused(refusal), refusal);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "failure request_id=" + call.requestId(), e);
            return call.failed();
        }
    }

    /// There is no route here, or none that takes this method.
    private Response lost(Router.Match match, Raw raw, String requestId, RequestLine line) {
        return switch (match) {
            case Router.Match.WrongMethod(var allowed) ->
                refuse(
                                Refusal.of(
                                        Reason.METHOD_NOT_ALLOWED,
                                        ErrorCode.INVALID_REQUEST,
                                        "This address does not take " + shown(raw.method()) + ", but " + allowed + "."),
                                requestId,
                                line)
                        .with("Allow", allowed);
            case Router.Match.Nothing _, Router.Match.Found _ ->
                refuse(
                        Refusal.of(
                                Reason.NOT_FOUND,
                                ErrorCode.RESOURCE_MISSING,
                                "Unrecognized request URL (" + shown(raw.method())
                                        + "). Check the path: it has no /v1."),
                        requestId,
                        line);
        };
    }

    /// There is no route that could say it in its own way.
    private Response refuse(Refusal refusal, String requestId, RequestLine line) {
        line.refused(refusal);
        return errors.of(refusal, requestId);
    }

    private Response withHeaders(Response response, Refusal refusal) {
        return switch (refusal.reason()) {
            case UNAUTHENTICATED -> response.with("WWW-Authenticate", "Bearer");
            case BUSY, UNAVAILABLE -> response.with("Retry-After", "1");
            case INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE,
                    TOO_MANY_REQUESTS,
                    BAD_GATEWAY -> response;
        };
    }

    private static byte[] read(InputStream body, int max) {
        byte[] bytes;
        try {
            bytes = body.readNBytes(max + 1);
        } catch (IOException | RuntimeException e) {
            // A chunk that is none, or a client that went away: the library has exceptions of many kinds for it.
            throw Refusal.of(Reason.INVALID, ErrorCode.INVALID_REQUEST, "The body did not arrive whole.");
        }
        if (bytes.length > max) {
            throw Refusal.of(
                    Reason.TOO_LARGE,
                    ErrorCode.INVALID_REQUEST,
                    max == 0 ? "This request takes no body." : "The body is larger than " + max + " bytes.");
        }
        return bytes;
    }

    private static String shown(String method) {
        return method.matches("[A-Z]{1,10}") ? method : "this method";
    }

    private static String requestId() {
        return "req_" + Random62.text(24);
    }
}
