package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.Caller;
import dev.sarraf.merchants.KeyId;
import dev.sarraf.merchants.Permission;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.LongSupplier;

/// Tells who calls from the `Authorization` header, how often they may, and whether they may use a route.
public final class Authenticator {
    private static final int LONGEST_HEADER = 200;

    private final Function<ApiKey, Optional<Caller>> keys;
    private final Function<ApiKey, Optional<KeyId>> familiar;
    private final RateLimits callers;
    private final RateLimits strangers;

    /// @param limit for each key, and for each address that sends keys which are not known
    public Authenticator(ApiKeys keys, RateLimit limit) {
        this(keys::find, keys::familiar, limit, System::nanoTime);
    }

    /// Without any limit.
    ///
    /// @param keys tells whose key it is; empty where it is nobody's
    public Authenticator(Function<ApiKey, Optional<Caller>> keys) {
        this(keys, _ -> Optional.empty(), RateLimit.OFF, System::nanoTime);
    }

    /// @param familiar the id of a key that was recognised lately, told without asking anybody
    Authenticator(
            Function<ApiKey, Optional<Caller>> keys,
            Function<ApiKey, Optional<KeyId>> familiar,
            RateLimit limit,
            LongSupplier nanos) {
        this.keys = keys;
        this.familiar = familiar;
        this.callers = new RateLimits(limit, nanos);
        this.strangers = new RateLimits(limit, nanos);
    }

    /// Who calls, and counts the call before anybody is asked about the key. One that is not familiar is looked
    /// up only where its sender's address has not sent too many of them, so that guessing costs the guesser and
    /// not the database. Behind a proxy all have one address; keys in use are familiar, and so not held up by
    /// somebody else's guesses.
    Admission admit(Optional<String> authorization, String address) {
        var text = bearer(authorization);
        if (text.isEmpty()) {
            return new Admission.TurnedAway(
                    unauthenticated(
                            ErrorCode.AUTHENTICATION_REQUIRED,
                            "No valid API key provided. Send your secret key as 'Authorization: Bearer sk_…'."),
                    Quota.NONE);
        }
        var key = ApiKey.parse(text.get());
        return key.flatMap(familiar).map(id -> admitFamiliar(id, key)).orElseGet(() -> admitStranger(key, address));
    }

    private Admission admitFamiliar(KeyId id, Optional<ApiKey> key) {
        var quota = callers.take(id.text());
        return quota.isExceeded() ? tooManyCalls(quota) : lookUp(key, _ -> quota);
    }

    private Admission admitStranger(Optional<ApiKey> key, String address) {
        var quota = strangers.take(address);
        return quota.isExceeded()
                ? tooMany(quota, "Too many requests with unknown API keys from this address.")
                : lookUp(key, caller -> callers.take(caller.key().text()));
    }

    private Admission lookUp(Optional<ApiKey> key, Function<Caller, Quota> counted) {
        return key.flatMap(keys)
                .map(caller -> {
                    var quota = counted.apply(caller);
                    return quota.isExceeded() ? tooManyCalls(quota) : new Admission.Admitted(caller, quota);
                })
                .orElseGet(() -> new Admission.TurnedAway(
                        unauthenticated(ErrorCode.INVALID_API_KEY, "Invalid API key provided."), Quota.NONE));
    }

    /// Refuses a caller whose key does not do for the route.
    static void authorize(Access access, Caller caller) {
        // Every key may learn what it is, before its merchant is activated too.
        if (caller.mode().isLive() && !caller.activated() && !(access instanceof Access.AnyKey)) {
            throw Refusal.of(
                    Reason.FORBIDDEN,
                    ErrorCode.MERCHANT_NOT_ACTIVATED,
                    "This merchant is not activated for live payments yet. Until then, live keys can read"
                            + " GET /account and nothing else.");
        }
        switch (access) {
            case Access.Public _ -> {}
            case Access.AnyKey _ -> {
                if (caller.kind() == ApiKey.Kind.PUBLISHABLE) {
                    throw denied("Use a secret key.");
                }
            }
            case Access.Needs(var permission) -> {
                if (!caller.may(permission)) {
                    throw denied(lacking(caller, permission));
                }
            }
        }
    }

    private static Admission tooManyCalls(Quota quota) {
        return tooMany(quota, "Too many requests with this API key.");
    }

    private static Admission tooMany(Quota quota, String message) {
        long seconds = quota.pauseSeconds();
        return new Admission.TurnedAway(
                Refusal.of(
                        Reason.TOO_MANY_REQUESTS,
                        ErrorCode.RATE_LIMIT,
                        "%s Try again in %d second%s.".formatted(message, seconds, seconds == 1 ? "" : "s")),
                quota);
    }

    private static Optional<String> bearer(Optional<String> authorization) {
        return authorization
                .filter(header -> header.length() <= LONGEST_HEADER)
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip());
    }

    private static String lacking(Caller caller, Permission permission) {
        return caller.kind() == ApiKey.Kind.PUBLISHABLE
                ? "Use a secret key, or a restricted one with " + permission.text() + "."
                : "It lacks " + permission.text() + ".";
    }

    private static Refusal denied(String what) {
        return Refusal.of(
                Reason.FORBIDDEN,
                ErrorCode.PERMISSION_DENIED,
                "The API key does not have permission to perform this action. " + what);
    }

    private static Refusal unauthenticated(ErrorCode code, String message) {
        return Refusal.of(Reason.UNAUTHENTICATED, code, message);
    }
}
