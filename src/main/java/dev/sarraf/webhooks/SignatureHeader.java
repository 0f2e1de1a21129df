package dev.sarraf.webhooks;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/// The header that carries a signature, as a receiver reads it.
///
/// @param time when it was made, in seconds since 1970
/// @param signatures one, or several while a secret is being replaced
record SignatureHeader(long time, List<String> signatures) {
    /// Far more than two signatures need.
    private static final int LONGEST = 1_000;

    SignatureHeader {
        signatures = List.copyOf(signatures);
    }

    /// Empty where the text is not of the form `t=…,v1=…`.
    static Optional<SignatureHeader> parse(String text) {
        if (text.length() > LONGEST) {
            return Optional.empty();
        }
        var fields = Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        var signatures = fields.stream()
                .filter(field -> field.matches("v1=[0-9a-f]{64}"))
                .map(field -> field.substring(3))
                .toList();
        return fields.stream()
                .filter(field -> field.matches("t=[0-9]{1,12}"))
                .findFirst()
                .filter(_ -> !signatures.isEmpty())
                .map(field -> new SignatureHeader(Long.parseLong(field.substring(2)), signatures));
    }

    /// Whether one of the signatures is this one.
    boolean has(String signature) {
        var wanted = signature.getBytes(StandardCharsets.US_ASCII);
        return signatures.stream()
                .anyMatch(one -> MessageDigest.isEqual(one.getBytes(StandardCharsets.US_ASCII), wanted));
    }
}
