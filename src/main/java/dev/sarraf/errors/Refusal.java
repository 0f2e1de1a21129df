package dev.sarraf.errors;

import java.util.Optional;

/// We understood and will not: the one exception that a caller is meant to see.
///
/// The message is for developers, in English; it names the thing and the value, and never a secret. A refusal
/// changes nothing: thrown inside a transaction, it rolls it back.
@SuppressWarnings("serial")
public final class Refusal extends RuntimeException {
    private final Reason reason;
    private final ErrorCode code;
    private final Optional<String> param;
    private final Optional<String> blockedBy;

    private Refusal(Reason reason, ErrorCode code, String message, Optional<String> param, Optional<String> blockedBy) {
        // A refusal is an answer, not a fault: nobody reads its stack trace, so none is taken.
        super(message, null, false, false);
        this.reason = reason;
        this.code = code;
        this.param = param;
        this.blockedBy = blockedBy;
    }

    public static Refusal of(Reason reason, ErrorCode code, String message) {
        return new Refusal(reason, code, message, Optional.empty(), Optional.empty());
    }

    /// The caller sent a wrong value; `param` is its path in the body, like `lineItems[0].quantity`.
    public static Refusal invalid(ErrorCode code, String param, String message) {
        return new Refusal(Reason.INVALID, code, message, Optional.of(param), Optional.empty());
    }

    /// Nothing of this kind has this id, as far as this key can see.
    public static Refusal missing(String object, String id) {
        return missing(object, id, Optional.empty());
    }

    public static Refusal missing(String object, String id, Optional<String> param) {
        return new Refusal(
                Reason.NOT_FOUND,
                ErrorCode.RESOURCE_MISSING,
                "No such " + object + ": '" + shown(id) + "'",
                param,
                Optional.empty());
    }

    /// The state of things forbids it.
    public static Refusal conflict(ErrorCode code, String message) {
        return of(Reason.CONFLICT, code, message);
    }

    /// The state of another object forbids it, whose id the caller is told to go on with.
    public static Refusal blockedBy(Reason reason, ErrorCode code, String message, String param, String id) {
        return new Refusal(reason, code, message, Optional.of(param), Optional.of(id));
    }

    public Reason reason() {
        return reason;
    }

    public ErrorCode code() {
        return code;
    }

    /// The path of the parameter that is to blame.
    public Optional<String> param() {
        return param;
    }

    /// The id of the object that is in the way.
    public Optional<String> blockedBy() {
        return blockedBy;
    }

    @Override
    public String getMessage() {
        return String.valueOf(super.getMessage());
    }

    /// What callers send is repeated only where it can be an id, so that a key or a card number pasted in the wrong
    /// place is not echoed.
    private static String shown(String id) {
        return id.matches("[a-z]{1,8}_(test_|live_)?[0-9A-Za-z]{1,40}") && !id.matches("(sk|rk|whsec)_.*") ? id : "…";
    }
}
