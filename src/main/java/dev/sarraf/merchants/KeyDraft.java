package dev.sarraf.merchants;

import java.util.List;
import java.util.Optional;

/// What a new key is to be.
///
/// @param name what the merchant calls it, at most 100 characters
/// @param permissions what a restricted key may do, at least one; none for the other kinds
public record KeyDraft(ApiKey.Kind kind, Optional<String> name, List<Permission> permissions) {
    public KeyDraft {
        permissions = permissions.stream().distinct().toList();
        if ((kind == ApiKey.Kind.RESTRICTED) == permissions.isEmpty()) {
            throw new IllegalArgumentException("a restricted key has permissions, and no other kind has");
        }
    }

    /// A key without a name that may do all that its kind may do.
    public static KeyDraft of(ApiKey.Kind kind) {
        return new KeyDraft(kind, Optional.empty(), List.of());
    }
}
