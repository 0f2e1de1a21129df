package dev.sarraf.simulator.gateway;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.util.Base64;
import javax.crypto.SecretKeyFactory;
import javax.crypto.spec.PBEKeySpec;
import org.jspecify.annotations.Nullable;

/// A merchant's API password, of which only a salted, slow hash is kept.
///
/// Every request brings the password, so one that has proved right is recognised afterwards by a fast hash whose key
/// lives in this process only.
final class Password {
    /// About 50 ms on a small machine: enough for passwords that open nothing but test money.
    private static final int ITERATIONS = 100_000;

    private static final SecureRandom RANDOM = new SecureRandom();
    private static final byte[] PROCESS_KEY = randomBytes(32);

    private final byte[] salt;
    private final byte[] hash;
    private volatile byte @Nullable [] recognised;

    private Password(byte[] salt, byte[] hash) {
        this.salt = salt;
        this.hash = hash;
    }

    static Password hashing(String password) {
        var salt = randomBytes(16);
        return new Password(salt, slowHash(password, salt));
    }

    static Password stored(String salt, String hash) {
        return new Password(
                Base64.getDecoder().decode(salt), Base64.getDecoder().decode(hash));
    }

    String salt() {
        return Base64.getEncoder().encodeToString(salt);
    }

    String hash() {
        return Base64.getEncoder().encodeToString(hash);
    }

    boolean matches(String password) {
        var fast = fastHash(password);
        var known = recognised;
        if (known != null && MessageDigest.isEqual(known, fast)) {
            return true;
        }
        boolean right = MessageDigest.isEqual(hash, slowHash(password, salt));
        if (right) {
            recognised = fast;
        }
        return right;
    }

    private static byte[] slowHash(String password, byte[] salt) {
        var spec = new PBEKeySpec(password.toCharArray(), salt, ITERATIONS, 256);
        try {
            return SecretKeyFactory.getInstance("PBKDF2WithHmacSHA256")
                    .generateSecret(spec)
                    .getEncoded();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has PBKDF2", e);
        } finally {
            spec.clearPassword();
        }
    }

    private static byte[] fastHash(String password) {
        try {
            var digest = MessageDigest.getInstance("SHA-256");
            digest.update(PROCESS_KEY);
            return digest.digest(password.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("bug: every Java has SHA-256", e);
        }
    }

    private static byte[] randomBytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }
}
