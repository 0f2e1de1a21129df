package dev.sarraf.page;

import dev.sarraf.checkout.Storefront;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A name for what a page shows of a session, so that an open page can ask whether it still shows what is so. It
/// is the same in every process.
final class Look {
    /// Two looks of one session are not taken for each other by chance.
    private static final int BYTES = 6;

    private Look() {}

    static String of(Storefront shop) {
        var shown = String.join(
                "|",
                shop.lines().toString(),
                shop.extras().toString(),
                shop.subtotal().toString(),
                shop.total().toString(),
                shop.charged().toString(),
                shop.promotion().toString(),
                shop.submitType().name(),
                shop.questions().toString(),
                shop.methods().toString());
        return HexFormat.of().formatHex(hash(shown), 0, BYTES);
    }

    private static byte[] hash(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
