package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.Caller;
import dev.sarraf.merchants.MerchantId;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// A request that found its route.
public final class Call {
    private final String requestId;
    private final Pipeline.Raw raw;
    private final ErrorFormat errors;
    private final Map<String, String> path;
    private final Map<String, String> query;
    private final byte[] body;
    private final Optional<Caller> caller;

    private Call(
            String requestId,
            Pipeline.Raw raw,
            ErrorFormat errors,
            Map<String, String> path,
            Map<String, String> query,
            byte[] body,
            Optional<Caller> caller) {
        this.requestId = requestId;
        this.raw = raw;
        this.errors = errors;
        this.path = path;
        this.query = query;
        this.body = body;
        this.caller = caller;
    }

    /// What is known of a request before it may be read: no query, no body and no caller yet.
    static Call begun(String requestId, Pipeline.Raw raw, ErrorFormat errors, Map<String, String> path) {
        return new Call(requestId, raw, errors, path, Map.of(), new byte[0], Optional.empty());
    }

    Call by(Caller known) {
        return new Call(requestId, raw, errors, path, query, body, Optional.of(known));
    }

    Call asking(Map<String, String> read) {
        return new Call(requestId, raw, errors, path, read, body, caller);
    }

    Call carrying(byte[] read) {
        return new Call(requestId, raw, errors, path, query, read, caller);
    }

    /// The answer that this refusal gets, in the format of the route. Always the same bytes for the same refusal.
    Response refused(Refusal refusal) {
        return errors.refused(this, refusal);
    }

    /// The answer where we failed.
    Response failed() {
        return errors.failed(this);
    }

    String method() {
        return raw.method();
    }

    /// The path as it was sent.
    String rawPath() {
        return raw.path();
    }

    /// The query as it was sent, empty where there was none.
    String rawQuery() {
        return raw.query();
    }

    /// The body as it was sent.
    byte[] body() {
        return body;
    }

    /// The body as it came, of whatever kind it is.
    public byte[] bytes() {
        return body.clone();
    }

    /// `req_…`, unique to this request; the answer and the log carry it.
    public String requestId() {
        return requestId;
    }

    /// The part of the path that the route's template names so.
    public String path(String name) {
        return Optional.ofNullable(path.get(name))
                .orElseThrow(() -> new IllegalStateException("bug: the route has no {" + name + "}"));
    }

    public Optional<String> query(String name) {
        return Optional.ofNullable(query.get(name));
    }

    /// A text by which rows are looked up; one that is sent empty is not asked for. Refused where no row can hold it.
    public Optional<String> filter(String name) {
        return query(name).filter(text -> !text.isEmpty()).map(text -> {
            if (text.indexOf('\0') >= 0) {
                throw Refusal.invalid(
                        ErrorCode.PARAMETER_INVALID, name, name + " contains a character that is not allowed.");
            }
            return text;
        });
    }

    /// A filter that is true or false.
    public Optional<Boolean> flagFilter(String name) {
        return filter(name).flatMap(text -> asField(name, text).flagOrText(name));
    }

    /// A filter that is a JSON object of texts, `{"tier":"premium"}`; empty where it was not sent.
    public Map<String, String> metadataFilter(String name) {
        return filter(name)
                .map(text -> asField(name, text).metadataOrText(name))
                .orElse(Map.of());
    }

    private static Fields asField(String name, String text) {
        return new Fields(Json.object().put(name, text), "");
    }

    public Optional<String> header(String name) {
        return Optional.ofNullable(raw.headers().get(name.toLowerCase(Locale.ROOT)));
    }

    /// The address that the connection comes from.
    public String remoteAddress() {
        return raw.remoteAddress();
    }

    /// Who calls. Only routes with a key have one.
    public Caller caller() {
        return caller.orElseThrow(() -> new IllegalStateException("bug: a public route has no caller"));
    }

    public MerchantId merchant() {
        return caller().merchant();
    }

    /// The body as a JSON object, refused unless it is one and says so in `Content-Type`.
    public Fields json() {
        requireContentType("application/json");
        return new Fields(Json.parse(body), "");
    }

    /// As [#json], where sending nothing at all is fine too.
    public Fields optionalJson() {
        return body.length == 0 ? new Fields(Json.object(), "") : json();
    }

    /// The body as a form.
    public Form form() {
        requireContentType("application/x-www-form-urlencoded");
        return new Form(Urlencoded.parse(new String(body, StandardCharsets.UTF_8)));
    }

    private void requireContentType(String wanted) {
        var type = header("content-type").orElse("");
        if (!type.split(";", 2)[0].strip().equalsIgnoreCase(wanted)) {
            throw Refusal.of(
                    Reason.UNSUPPORTED_MEDIA_TYPE,
                    ErrorCode.INVALID_REQUEST,
                    "The Content-Type of this request has to be " + wanted + ".");
        }
    }
}
