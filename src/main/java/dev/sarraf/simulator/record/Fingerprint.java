package dev.sarraf.simulator.record;

import java.security.GeneralSecurityException;
import java.util.Base64;
import javax.crypto.Mac;
import javax.crypto.SecretKey;

/// Recognises bytes seen before without keeping them.
///
/// It is keyed, since what is recognised may hold a card number, and the few card numbers that exist could be tried one
/// by one against a plain hash.
public final class Fingerprint {
    private final SecretKey key;

    Fingerprint(SecretKey key) {
        this.key = key;
    }

    public String of(byte[] bytes) {
        try {
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return Base64.getUrlEncoder().withoutPadding().encodeToString(mac.doFinal(bytes));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has HMAC-SHA-256", e);
        }
    }
}
