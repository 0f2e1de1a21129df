package dev.sarraf.simulator.web;

import io.helidon.http.HeaderNames;
import io.helidon.http.Method;
import io.helidon.http.RequestException;
import io.helidon.http.Status;
import io.helidon.webserver.CloseConnectionException;
import io.helidon.webserver.http.Handler;
import io.helidon.webserver.http.ServerRequest;
import io.helidon.webserver.http.ServerResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
import java.util.stream.Stream;

/// Turns the HTTP server's requests into [Request]s and [Answer]s into its responses.
public final class Edge implements Handler {
    /// No request of this interface comes near it.
    public static final int MAX_BODY_BYTES = 64 * 1024;

    private static final System.Logger LOG = System.getLogger(Edge.class.getName());

    private final Function<Request, Answer> site;
    private final IntFunction<Answer.Whole> troubles;

    /// Puts a site on the wire.
    ///
    /// @param site     answers requests
    /// @param troubles makes the answer to a request that never became one, from its HTTP status
    public Edge(Function<Request, Answer> site, IntFunction<Answer.Whole> troubles) {
        this.site = site;
        this.troubles = troubles;
    }

    @Override
    public void handle(ServerRequest request, ServerResponse response) throws IOException {
        send(request, response, answer(request));
    }

    Answer.Whole trouble(int status) {
        return troubles.apply(status);
    }

    private Answer answer(ServerRequest request) {
        var body = body(request);
        var path = path(request.prologue().uriPath().rawPath());
        if (body.isEmpty() || path.isEmpty()) {
            return lastAnswer(Status.BAD_REQUEST_400);
        }
        if (body.get().length() > MAX_BODY_BYTES) {
            return lastAnswer(Status.REQUEST_ENTITY_TOO_LARGE_413);
        }
        try {
            return site.apply(new Request(
                    request.prologue().method().text(),
                    path.get(),
                    query(request),
                    request.headers().first(HeaderNames.AUTHORIZATION),
                    request.headers().first(HeaderNames.CONTENT_TYPE),
                    body.get()));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.ERROR, "A request could not be answered", e);
            return trouble(Status.INTERNAL_SERVER_ERROR_500.code());
        }
    }

    /// Refuses, and hangs up: what else is on the connection belongs to nothing.
    private Answer lastAnswer(Status status) {
        return trouble(status.code()).with("Connection", "close");
    }

    /// One byte more than allowed at most. Nothing where the body's framing is broken or its sender has gone.
    private static Optional<Bytes> body(ServerRequest request) {
        if (!request.content().hasEntity()) {
            return Optional.of(Bytes.NONE);
        }
        try (var in = request.content().inputStream()) {
            return Optional.of(new Bytes(in.readNBytes(MAX_BODY_BYTES + 1)));
        } catch (RequestException e) {
            // The server's own limits, which it answers by itself.
            throw e;
        } catch (IOException | RuntimeException e) {
            return Optional.empty();
        }
    }

    private static Map<String, String> query(ServerRequest request) {
        return request.prologue().hasQuery()
                ? Request.fields(request.prologue().query().rawValue())
                : Map.of();
    }

    /// Split before decoding, so that an id may hold an escaped slash. Empty where an escape is broken.
    private static Optional<List<String>> path(String raw) {
        try {
            return Optional.of(Stream.of(raw.split("/", -1))
                    .skip(1)
                    .map(segment -> URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8))
                    .toList());
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    private static void send(ServerRequest request, ServerResponse response, Answer answer) throws IOException {
        switch (answer) {
            case Answer.Whole whole -> {
                head(response, whole.status(), whole.contentType(), whole.headers());
                if (request.prologue().method().equals(Method.HEAD)) {
                    response.send();
                } else {
                    response.send(whole.body().array());
                }
            }
            case Answer.Half(var whole) -> {
                head(response, whole.status(), whole.contentType(), whole.headers());
                response.contentLength(whole.body().length());
                var out = response.outputStream();
                out.write(whole.body().array(), 0, whole.body().length() / 2);
                out.flush();
                throw new CloseConnectionException("half an answer was asked for");
            }
            case Answer.Cut() -> throw new CloseConnectionException("a cut connection was asked for");
            case Answer.Streamed(var contentType, var body) -> {
                head(response, Status.OK_200.code(), contentType, Map.of());
                try (var out = response.outputStream()) {
                    body.writeTo(out);
                } catch (UncheckedIOException e) {
                    throw e.getCause();
                }
            }
        }
    }

    private static void head(ServerResponse response, int status, String contentType, Map<String, String> headers) {
        response.status(status);
        response.header("Content-Type", contentType);
        response.header("Cache-Control", "no-store");
        response.header("X-Content-Type-Options", "nosniff");
        headers.forEach(response::header);
    }
}
