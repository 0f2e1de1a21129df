package dev.sarraf.http;

import java.util.Optional;

/// A call that came with an `Idempotency-Key`.
record KeyedCall(Call call, IdempotencyKey key, Fingerprint fingerprint) {
    /// @throws dev.sarraf.errors.Refusal where the key is none
    static Optional<KeyedCall> of(Call call) {
        return IdempotencyKey.of(call).map(key -> new KeyedCall(call, key, Fingerprint.of(call)));
    }
}
