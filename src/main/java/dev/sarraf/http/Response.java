package dev.sarraf.http;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/// An answer: status, headers, and a body that is whole or goes on.
public final class Response {
    public static final String JSON = "application/json; charset=utf-8";
    public static final String HTML = "text/html; charset=utf-8";
    public static final String TEXT = "text/plain; charset=utf-8";

    private final int status;
    private final Map<String, String> headers;
    private final byte[] body;
    private final Optional<Streaming> streaming;

    private Response(int status, Map<String, String> headers, byte[] body) {
        this(status, headers, body, Optional.empty());
    }

    private Response(int status, Map<String, String> headers, byte[] body, Optional<Streaming> streaming) {
        this.status = status;
        this.headers = headers;
        this.body = body;
        this.streaming = streaming;
    }

    /// Success, with a body that is written as things happen. Where the client goes away, nobody is told.
    public static Response stream(String contentType, Streaming streaming) {
        return new Response(200, Map.of("Content-Type", contentType), new byte[0], Optional.of(streaming));
    }

    public static Response ok(JsonNode json) {
        return json(200, Json.write(json));
    }

    public static Response created(JsonNode json) {
        return json(201, Json.write(json));
    }

    /// JSON that is rendered already and must keep its bytes.
    public static Response json(int status, String json) {
        return of(status, JSON, json);
    }

    public static Response html(int status, String html) {
        return of(status, HTML, html);
    }

    public static Response text(int status, String text) {
        return of(status, TEXT, text);
    }

    public static Response noContent() {
        return new Response(204, Map.of(), new byte[0]);
    }

    /// What the caller has is still right (304).
    public static Response notModified() {
        return new Response(304, Map.of(), new byte[0]);
    }

    /// Sends a browser on with GET (303), whatever it came with.
    public static Response seeOther(URI location) {
        return new Response(303, Map.of("Location", location.toASCIIString()), new byte[0]);
    }

    public static Response of(int status, String contentType, String body) {
        return of(status, contentType, body.getBytes(StandardCharsets.UTF_8));
    }

    public static Response of(int status, String contentType, byte[] body) {
        return new Response(status, Map.of("Content-Type", contentType), body);
    }

    /// As it was answered before.
    static Response of(int status, Optional<String> contentType, byte[] body) {
        return new Response(
                status, contentType.map(type -> Map.of("Content-Type", type)).orElse(Map.of()), body);
    }

    public int status() {
        return status;
    }

    public Map<String, String> headers() {
        return Map.copyOf(headers);
    }

    byte[] body() {
        return body;
    }

    /// What writes the body; empty where it is whole already.
    Optional<Streaming> streaming() {
        return streaming;
    }

    /// The same answer with one header more, or another value of one.
    public Response with(String header, String value) {
        return with(Map.of(header, value));
    }

    Response withBody(byte[] other) {
        return new Response(status, headers, other, streaming);
    }

    /// The same answer with these headers more, or with other values of them.
    Response with(Map<String, String> more) {
        var all = new LinkedHashMap<>(headers);
        all.putAll(more);
        return new Response(status, all, body, streaming);
    }
}
