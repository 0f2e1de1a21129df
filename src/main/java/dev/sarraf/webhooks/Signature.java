package dev.sarraf.webhooks;

import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The proof that a body comes from here and when it was sent: `t=1730000000,v1=a1b2…`.
///
/// `v1` is HMAC-SHA-256 over the time, a full stop and the bytes of the body, under the whole text of the
/// endpoint's secret. The time is real time, so that a receiver can refuse what is replayed later.
final class Signature {
    private Signature() {}

    /// The header's value. While a secret is being replaced there are several: the current one comes first and the
    /// oldest last, because receivers that read the header into a map keep the last `v1`, and those still hold the
    /// old secret.
    static String header(List<Secret> secrets, Instant at, byte[] body) {
        long seconds = at.getEpochSecond();
        var header = new StringBuilder("t=").append(seconds);
        for (var secret : secrets) {
            header.append(",v1=").append(sign(secret, seconds, body));
        }
        return header.toString();
    }

    /// One signature, in hexadecimal.
    static String sign(Secret secret, long seconds, byte[] body) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.reveal().getBytes(StandardCharsets.UTF_8), "HmacSHA256"));
            mac.update((seconds + ".").getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(mac.doFinal(body));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every JDK has HmacSHA256", e);
        }
    }
}
