package dev.sarraf.processors.mpgs;

import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;

/// What an exchange with the gateway amounts to.
sealed interface Answer {
    /// The operation was processed, which says nothing about success.
    record Processed(Document document) implements Answer {}

    /// The gateway did not take the request, for a cause that it names.
    record Problem(Cause cause, int status, Document error) implements Answer {
        String explanation() {
            return error.text("error", "explanation").orElse("");
        }

        /// For a log: the cause and the field, which are the gateway's own words. The explanation can quote a request.
        @Override
        public String toString() {
            var field = error.text("error", "field")
                    .filter(name -> name.matches("[A-Za-z][0-9A-Za-z_.]{0,79}"))
                    .map(name -> " of " + name)
                    .orElse("");
            return cause + field + " (HTTP " + status + ")";
        }
    }

    /// Nothing came, or nothing that can be made sense of.
    record Unusable(String detail) implements Answer {}

    /// `error.cause` of the API reference.
    enum Cause {
        /// The request does not fit the API, or not the state of what it is about.
        INVALID_REQUEST,
        /// Refused for reasons of security before it was looked at.
        REQUEST_REJECTED,
        /// Overload. Nothing was done; the identical request may be repeated.
        SERVER_BUSY,
        /// A fault of the gateway. What was done is not known.
        SERVER_FAILED
    }

    /// Whether nothing was done because the gateway had no time, or another operation held the order. The same request
    /// may be sent again soon.
    default boolean isBusy() {
        return switch (this) {
            case Processed(var document) ->
                document.text("response", "gatewayCode")
                        .flatMap(GatewayCode::find)
                        .filter(code -> code.meaning() instanceof GatewayCode.Meaning.Later)
                        .isPresent();
            case Problem problem -> problem.cause() == Cause.SERVER_BUSY;
            case Unusable _ -> false;
        };
    }

    /// Makes out which of the three it is. An error counts only under a status that fits it, so that a proxy between
    /// us and the gateway cannot end a payment.
    static Answer read(Reply reply) {
        return switch (reply) {
            case Reply.Lost(var why) -> new Unusable("no answer: " + why);
            case Reply.Received(var status, var body) -> read(status, body);
        };
    }

    private static Answer read(int status, String body) {
        JsonNode root;
        try {
            root = Json.MAPPER.readTree(body);
        } catch (JacksonException e) {
            return unreadable(status);
        }
        if (!root.isObject()) {
            return unreadable(status);
        }
        var document = new Document(root);
        if (status == 200 || status == 201) {
            return root.has("error") || document.says("ERROR", "result")
                    ? new Unusable("an error under HTTP " + status)
                    : new Processed(document);
        }
        return problem(status, document);
    }

    private static Answer problem(int status, Document document) {
        var text = document.text("error", "cause").orElse("");
        var cause = List.of(Cause.values()).stream()
                .filter(candidate -> candidate.name().equals(text))
                .findFirst();
        var fits = cause.filter(known -> switch (known) {
            case INVALID_REQUEST, REQUEST_REJECTED -> status >= 400 && status < 500;
            case SERVER_BUSY, SERVER_FAILED -> status >= 400 && status < 600;
        });
        if (fits.isPresent() && document.says("ERROR", "result")) {
            return new Problem(fits.get(), status, document);
        }
        return unreadable(status);
    }

    /// 429 needs no words: whoever counts requests turns one away before it is looked at.
    private static Answer unreadable(int status) {
        return status == 429
                ? new Problem(Cause.SERVER_BUSY, status, new Document(Json.MAPPER.createObjectNode()))
                : new Unusable("HTTP " + status + " without a usable body");
    }
}
