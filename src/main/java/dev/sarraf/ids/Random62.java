package dev.sarraf.ids;

import java.security.SecureRandom;

/// Random text of digits and letters, 5.95 bits a character.
public final class Random62 {
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";

    /// The largest multiple of 62 in a byte; what lies above is thrown away, so that no character is likelier.
    private static final int UNBIASED = 248;

    private static final SecureRandom RANDOM = new SecureRandom();

    private Random62() {}

    /// `length` characters from the system's cryptographic generator.
    public static String text(int length) {
        var text = new StringBuilder(length);
        var bytes = new byte[length + length / 4 + 1];
        while (text.length() < length) {
            RANDOM.nextBytes(bytes);
            for (int i = 0; i < bytes.length && text.length() < length; i++) {
                int value = bytes[i] & 0xff;
                if (value < UNBIASED) {
                    text.append(ALPHABET.charAt(value % ALPHABET.length()));
                }
            }
        }
        return text.toString();
    }
}
