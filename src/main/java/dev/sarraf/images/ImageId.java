package dev.sarraf.images;

import dev.sarraf.ids.IdShape;
import dev.sarraf.ids.Mode;
import dev.sarraf.merchants.MerchantId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// An image's id, `img_…`. It follows from the merchant and from where the merchant keeps the picture, so that the
/// address under which it is served is known, and stays the same, before anything has been fetched.
public record ImageId(String text) {
    private static final IdShape SHAPE = IdShape.secret("img");

    public ImageId {
        SHAPE.require(text);
    }

    /// The migration that brought the table works out the same.
    static ImageId of(Mode mode, MerchantId merchant, String source) {
        try {
            var hash = MessageDigest.getInstance("SHA-256")
                    .digest((merchant + " " + source).getBytes(StandardCharsets.UTF_8));
            return new ImageId("img_" + mode.text() + "_" + HexFormat.of().formatHex(hash, 0, 16));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }

    public static boolean matches(String text) {
        return SHAPE.matches(text);
    }

    Mode mode() {
        return IdShape.modeOf(text);
    }

    /// Where it is on this server.
    public String path() {
        return "/images/" + text;
    }

    @Override
    public String toString() {
        return text;
    }
}
