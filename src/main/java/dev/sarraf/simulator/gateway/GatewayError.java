package dev.sarraf.simulator.gateway;

import dev.sarraf.simulator.web.Answer;
import dev.sarraf.simulator.web.Json;
import java.util.Optional;

/// A request that is not carried out, in the gateway's own words. Nothing was done and no id was used up.
public final class GatewayError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String cause;
    private final transient Optional<FieldFault> field;

    /// What is wrong with which field: `INVALID`, `MISSING` or `UNSUPPORTED`.
    private record FieldFault(String name, String validationType) {}

    private GatewayError(int status, String cause, String explanation, Optional<FieldFault> field) {
        super(explanation);
        this.status = status;
        this.cause = cause;
        this.field = field;
    }

    /// The request as a whole does not fit.
    public static GatewayError request(String explanation) {
        return withStatus(400, explanation);
    }

    public static GatewayError withStatus(int status, String explanation) {
        return new GatewayError(status, "INVALID_REQUEST", explanation, Optional.empty());
    }

    public static GatewayError invalid(String field, String explanation) {
        return of(field, "INVALID", explanation);
    }

    public static GatewayError missing(String field) {
        return of(field, "MISSING", "Missing parameter '" + field + "'");
    }

    public static GatewayError unsupported(String field, String explanation) {
        return of(field, "UNSUPPORTED", explanation);
    }

    /// The gateway is too busy; the identical request may be sent again.
    public static GatewayError busy() {
        return new GatewayError(503, "SERVER_BUSY", "The gateway is busy, try again later", Optional.empty());
    }

    /// The gateway is at fault; the identical request may be sent again.
    public static GatewayError failed(int status) {
        return new GatewayError(status, "SERVER_FAILED", "The gateway could not process the request", Optional.empty());
    }

    private static GatewayError of(String field, String validationType, String explanation) {
        return new GatewayError(
                400, "INVALID_REQUEST", explanation, Optional.of(new FieldFault(field, validationType)));
    }

    /// The error object of this interface.
    public Answer.Whole answer() {
        var error = Json.object().put("cause", cause).put("explanation", getMessage());
        field.ifPresent(it -> error.put("field", it.name()).put("validationType", it.validationType()));
        if (cause.equals("SERVER_FAILED")) {
            error.put("supportCode", "SIMULATOR");
        }
        var body = Json.object().put("result", "ERROR");
        body.set("error", error);
        var answer = Answer.json(status, body);
        return status == 401 ? answer.with("WWW-Authenticate", "Basic realm=\"gateway simulator\"") : answer;
    }
}
