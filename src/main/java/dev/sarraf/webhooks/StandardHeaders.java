package dev.sarraf.webhooks;

import dev.sarraf.events.EventId;
import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The three headers by which receivers that follow the [specification](https://www.standardwebhooks.com) of
/// Standard Webhooks know a body of ours: what it is, when it was sent, and the proof.
///
/// The proof is HMAC-SHA-256 over id, time and body with full stops between them. Its key is what follows
/// `whsec_` in the secret, read as Base64, which the letters and digits of every secret of ours are.
final class StandardHeaders {
    private static final String PREFIX = "whsec_";

    private StandardHeaders() {}

    /// While a secret is being replaced there are several signatures, the current secret's first. Receivers
    /// accept any.
    static Map<String, String> of(EventId event, List<Secret> secrets, Instant at, byte[] body) {
        var seconds = Long.toString(at.getEpochSecond());
        return Map.of(
                "webhook-id",
                event.text(),
                "webhook-timestamp",
                seconds,
                "webhook-signature",
                secrets.stream()
                        .map(secret -> "v1," + sign(secret, event.text() + "." + seconds + ".", body))
                        .collect(Collectors.joining(" ")));
    }

    private static String sign(Secret secret, String head, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key(secret), "HmacSHA256"));
            mac.update(head.getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has HmacSHA256", e);
        }
    }

    private static byte[] key(Secret secret) {
        return Base64.getDecoder().decode(secret.reveal().substring(PREFIX.length()));
    }
}
