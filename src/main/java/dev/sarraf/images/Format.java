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

    private final byte[] magic;

    Format(String magic) {
        this.magic = magic.getBytes(StandardCharsets.ISO_8859_1);
    }

    static Optional<Format> of(byte[] file) {
        return Arrays.stream(values()).filter(format -> format.begins(file)).findFirst();
    }

    /// As a Content-Type.
    String type() {
        return "image/" + name().toLowerCase(Locale.ROOT);
    }

    private boolean begins(byte[] file) {
        return file.length >= magic.length && Arrays.equals(magic, 0, magic.length, file, 0, magic.length);
    }
}
