package dev.sarraf.http;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;

/// Tells whether two requests ask for the same: a SHA-256 over method, path, query and body.
///
/// Two bodies are the same where they are the same JSON, however it is spaced and its keys are ordered. A body
/// that is no JSON counts by its bytes.
final class Fingerprint {
    private final byte[] hash;

    Fingerprint(byte[] hash) {
        this.hash = hash.clone();
    }

    static Fingerprint of(Call call) {
        var sha256 = sha256();
        // No part but the last can hold a line break.
        sha256.update((call.method() + "\n" + call.rawPath() + "\n" + call.rawQuery() + "\n")
                .getBytes(StandardCharsets.UTF_8));
        sha256.update(Json.canonical(call.body())
                .map(json -> ("json\n" + json).getBytes(StandardCharsets.UTF_8))
                .orElseGet(() -> bytes(call.body())));
        return new Fingerprint(sha256.digest());
    }

    byte[] bytes() {
        return hash.clone();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Fingerprint fingerprint && Arrays.equals(hash, fingerprint.hash);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(hash);
    }

    static byte[] sha256(byte[] bytes) {
        return sha256().digest(bytes);
    }

    private static byte[] bytes(byte[] body) {
        var mark = "bytes\n".getBytes(StandardCharsets.UTF_8);
        var marked = Arrays.copyOf(mark, mark.length + body.length);
        System.arraycopy(body, 0, marked, mark.length, body.length);
        return marked;
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
