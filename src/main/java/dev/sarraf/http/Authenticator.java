package dev.sarraf.http;

import dev.sarraf.errors.ErrorCode;
import dev.sarraf.errors.Reason;
import dev.sarraf.errors.Refusal;
import dev.sarraf.merchants.ApiKey;
import dev.sarraf.merchants.ApiKeys;
import dev.sarraf.merchants.Caller;
import java.util.Optional;
import java.util.function.Function;

/// Tells who calls from the `Authorization` header, and whether that caller may use the route.
public final class Authenticator {
    private static final int LONGEST_HEADER = 200;

    private final Function<ApiKey, Optional<Caller>> keys;

    public Authenticator(ApiKeys keys) {
        this(keys::find);
    }

    /// @param keys tells whose key it is; empty where it is nobody's
    public Authenticator(Function<ApiKey, Optional<Caller>> keys) {
        this.keys = keys;
    }

    /// The caller of a route that needs one; empty for a public route.
    Optional<Caller> authenticate(Access access, Optional<String> authorization) {
        return switch (access) {
            case Access.Public _ -> Optional.empty();
            case Access.AnyKey _, Access.Needs _ -> Optional.of(withSecretKey(authorization));
        };
    }

    private Caller withSecretKey(Optional<String> authorization) {
        var key = authorization
                .filter(header -> header.length() <= LONGEST_HEADER)
                .filter(header -> header.regionMatches(true, 0, "Bearer ", 0, 7))
                .map(header -> header.substring(7).strip())
                .orElseThrow(() -> unauthenticated(
                        ErrorCode.AUTHENTICATION_REQUIRED,
                        "No valid API key provided. Send your secret key as 'Authorization: Bearer sk_…'."));
        var caller = ApiKey.parse(key)
                .flatMap(keys)
                .orElseThrow(() -> unauthenticated(ErrorCode.INVALID_API_KEY, "Invalid API key provided."));
        if (caller.kind() != ApiKey.Kind.SECRET) {
            throw Refusal.of(
                    Reason.FORBIDDEN,
                    ErrorCode.PERMISSION_DENIED,
                    "The API key does not have permission to perform this action. Use a secret key.");
        }
        return caller;
    }

    private static Refusal unauthenticated(ErrorCode code, String message) {
        return Refusal.of(Reason.UNAUTHENTICATED, code, message);
    }
}
