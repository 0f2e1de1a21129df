package dev.sarraf.ids;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;

/// Text that must not be seen by chance: an API key, a password, a signing secret.
///
/// It prints as stars wherever it is printed without intent, in a log, an exception or a debugger's view of a record.
/// Comparison takes the same time whatever the difference.
public final class Secret {
    private final String value;

    public Secret(String value) {
        this.value = value;
    }

    /// The text itself, for the one place that sends or hashes it.
    public String reveal() {
        return value;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && MessageDigest.isEqual(bytes(), secret.bytes());
    }

    @Override
    public int hashCode() {
        return value.hashCode();
    }

    @Override
    public String toString() {
        return "****";
    }

    private byte[] bytes() {
        return value.getBytes(StandardCharsets.UTF_8);
    }
}
