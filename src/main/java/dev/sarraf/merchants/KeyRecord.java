package dev.sarraf.merchants;

import dev.sarraf.ids.Mode;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A key as it may be shown: all that is known of it but its text.
///
/// @param name what the merchant calls it
/// @param permissions those of a restricted key, in the order in which they were given
/// @param ends when a key that was replaced stops, or stopped, to work; or when it was revoked
/// @param usedAt when it was last used, right to the minute
public record KeyRecord(
        KeyId id,
        ApiKey.Kind kind,
        Mode mode,
        String last4,
        Optional<String> name,
        List<Permission> permissions,
        State state,
        Instant createdAt,
        Optional<Instant> ends,
        Optional<Instant> usedAt) {
    /// Whether a key works.
    public enum State {
        ACTIVE,
        /// Replaced by another one, and working until its overlap ends.
        REPLACED,
        EXPIRED,
        REVOKED;

        /// Whether calls with the key are answered.
        public boolean works() {
            return this == ACTIVE || this == REPLACED;
        }
    }

    public KeyRecord {
        permissions = List.copyOf(permissions);
    }

    /// `sk_test_…x7Qa`
    public String masked() {
        return kind.masked(mode, last4);
    }
}
