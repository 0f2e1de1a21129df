package dev.sarraf.merchants;

import dev.sarraf.ids.Mode;
import dev.sarraf.ids.Random62;
import dev.sarraf.ids.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.zip.CRC32;

/// A key that a merchant's programs identify themselves with: `sk_test_…`.
///
/// 32 random characters (190 bits) and a checksum of six. A scanner that finds one in a leaked file can tell it
/// from a chance string, and a mistyped one is refused before the database is asked.
public record ApiKey(Kind kind, Mode mode, Secret text) {
    private static final int RANDOM = 32;
    private static final int CHECKSUM = 6;
    private static final String ALPHABET = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final Pattern SHAPE =
            Pattern.compile("(pk|sk|rk)_(test|live)_[0-9A-Za-z]{" + (RANDOM + CHECKSUM) + "}");

    /// What a key may be used for.
    public enum Kind {
        /// For browsers; may be seen by everybody and can do next to nothing.
        PUBLISHABLE("pk"),
        /// For the merchant's server; can do everything.
        SECRET("sk"),
        /// For a program that is trusted with some things only: what its permissions say.
        RESTRICTED("rk");

        private final String prefix;

        Kind(String prefix) {
            this.prefix = prefix;
        }

        /// How a key of this kind is shown where it may be recognised but not used: `sk_test_…x7Qa`.
        String masked(Mode mode, String last4) {
            return prefix + "_" + mode.text() + "_…" + last4;
        }

        private static Kind of(String text) {
            return Arrays.stream(values())
                    .filter(kind -> text.startsWith(kind.prefix))
                    .findFirst()
                    .orElseThrow();
        }
    }

    public static ApiKey random(Kind kind, Mode mode) {
        var body = kind.prefix + "_" + mode.text() + "_" + Random62.text(RANDOM);
        return new ApiKey(kind, mode, new Secret(body + checksum(body)));
    }

    /// The key that this text is; empty where it cannot be one.
    public static Optional<ApiKey> parse(String text) {
        if (!SHAPE.matcher(text).matches()) {
            return Optional.empty();
        }
        int end = text.length() - CHECKSUM;
        if (!checksum(text.substring(0, end)).equals(text.substring(end))) {
            return Optional.empty();
        }
        var mode = text.startsWith("_live_", 2) ? Mode.LIVE : Mode.TEST;
        return Optional.of(new ApiKey(Kind.of(text), mode, new Secret(text)));
    }

    /// How a key is shown where it may be recognised but not used: `sk_test_…x7Qa`.
    public String masked() {
        return kind.masked(mode, last4());
    }

    String last4() {
        return text.reveal().substring(text.reveal().length() - 4);
    }

    private static String checksum(String body) {
        var crc = new CRC32();
        crc.update(body.getBytes(StandardCharsets.US_ASCII));
        long rest = crc.getValue();
        var text = new StringBuilder();
        for (int i = 0; i < CHECKSUM; i++) {
            text.insert(0, ALPHABET.charAt((int) (rest % ALPHABET.length())));
            rest /= ALPHABET.length();
        }
        return text.toString();
    }
}
