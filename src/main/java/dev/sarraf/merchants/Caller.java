package dev.sarraf.merchants;

import dev.sarraf.ids.Mode;
import java.util.Set;

/// Who is behind a call, in which mode, and what they may do: what their API key says.
///
/// @param key which key that is
/// @param permissions the exact set of a restricted key; empty for the other kinds, which need none
/// @param activated whether the merchant may take live payments
public record Caller(
        MerchantId merchant, Mode mode, KeyId key, ApiKey.Kind kind, Set<Permission> permissions, boolean activated) {
    public Caller {
        permissions = Set.copyOf(permissions);
    }

    /// Whether the key may do what this permission allows.
    public boolean may(Permission needed) {
        return switch (kind) {
            case SECRET -> true;
            case RESTRICTED -> permissions.stream().anyMatch(permission -> permission.covers(needed));
            case PUBLISHABLE -> false;
        };
    }
}
