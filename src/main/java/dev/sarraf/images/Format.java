package dev.sarraf.images;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// The kinds of picture that are taken, told apart by their first bytes and by nothing that anybody says of them.
enum Format {
    PNG("\u0089PNG\r\n\u001a\n"),
    JPEG("\u00ff\u00d8\u00ff"),
    GIF("GIF8"),
    WEBP("RIFF");

    private final String magic;

    Format(String magic) {
        this.magic = magic;
    }

    static Optional<Format> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
    }

    /// As a Content-Type.
    String type() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    private boolean begins(byte[] file) {
        int length = Math.min(magic.length(), file.length);
        return magic.equals(new String(file, 0, length, StandardCharsets.ISO_8859_1));
    }
}
