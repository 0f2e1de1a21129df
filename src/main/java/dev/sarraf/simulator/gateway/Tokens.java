package dev.sarraf.simulator.gateway;

import java.security.SecureRandom;
import java.util.Base64;
import java.util.UUID;

/// Random names.
final class Tokens {
    private static final String CAPITALS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
    private static final SecureRandom RANDOM = new SecureRandom();

    private Tokens() {}

    /// 31 characters, as the gateway's session ids have, of which 24 are random: 124 bits.
    static String sessionId() {
        return "SESSION" + characters(24);
    }

    /// Ten characters, as the gateway's session versions have.
    static String sessionVersion() {
        return "%010x".formatted(RANDOM.nextLong(1L << 40));
    }

    /// 192 bits that fit into an address.
    static String secret() {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes(24));
    }

    static byte[] bytes(int length) {
        var bytes = new byte[length];
        RANDOM.nextBytes(bytes);
        return bytes;
    }

    /// A transaction id as 3-D Secure spells them.
    static String uuid() {
        return UUID.randomUUID().toString();
    }

    private static String characters(int length) {
        var text = new StringBuilder(length);
        for (int i = 0; i < length; i++) {
            text.append(CAPITALS.charAt(RANDOM.nextInt(CAPITALS.length())));
        }
        return text.toString();
    }
}
