package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Refusal;
import java.util.Optional;

/// The one shape that every error of the API has.
final class ErrorEnvelope implements ErrorFormat {
    private final String docs;

    /// `docs` is where the codes are explained; a code is an anchor on that page.
    ErrorEnvelope(String docs) {
        this.docs = docs;
    }

    @Override
    public Response refused(Call call, Refusal refusal) {
        return of(refusal, call.requestId());
    }

    Response of(Refusal refusal, String requestId) {
        return render(
                refusal.reason().status(),
                type(refusal),
                refusal.code(),
                refusal.getMessage(),
                refusal.param(),
                refusal.blockedBy(),
                requestId);
    }

    @Override
    public Response failed(Call call) {
        return render(
                500,
                "api_error",
                ErrorCode.INTERNAL_ERROR,
                "An unexpected error occurred. Please try again or contact support.",
                Optional.empty(),
                Optional.empty(),
                call.requestId());
    }

    private Response render(
            int status,
            String type,
            ErrorCode code,
            String message,
            Optional<String> param,
            Optional<String> blockedBy,
            String requestId) {
        var error = Json.object();
        error.put("type", type);
        error.put("code", code.text());
        error.put("message", message);
        param.ifPresent(path -> error.put("param", path));
        blockedBy.ifPresent(id -> error.put("blocked_by", id));
        error.put("doc_url", docs + "#" + code.text());
        var envelope = Json.object();
        envelope.set("error", error);
        envelope.put("request_id", requestId);
        return Response.json(status, Json.write(envelope));
    }

    private static String type(Refusal refusal) {
        if (refusal.code() == ErrorCode.IDEMPOTENCY_KEY_IN_USE) {
            return "idempotency_error";
        }
        return switch (refusal.reason()) {
            case UNAUTHENTICATED -> "authentication_error";
            case TOO_MANY_REQUESTS -> "rate_limit_error";
            case BAD_GATEWAY, UNAVAILABLE -> "api_error";
            case INVALID,
                    FORBIDDEN,
                    NOT_FOUND,
                    METHOD_NOT_ALLOWED,
                    REQUEST_TIMEOUT,
                    CONFLICT,
                    BUSY,
                    TOO_LARGE,
                    UNSUPPORTED_MEDIA_TYPE -> "invalid_request_error";
        };
    }
}
