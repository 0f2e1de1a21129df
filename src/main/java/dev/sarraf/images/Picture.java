package dev.sarraf.images;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A picture as it is served.
final class Picture implements Fetched {
    private final Format format;
    private final int width;
    private final int height;
    private final byte[] content;

    Picture(Format format, int width, int height, byte[] content) {
        this.format = format;
        this.width = width;
        this.height = height;
        this.content = content;
    }

    Format format() {
        return format;
    }

    int width() {
        return width;
    }

    int height() {
        return height;
    }

    byte[] content() {
        return content;
    }

    /// Names the content among a merchant's pictures.
    byte[] hash() {
        try {
            return MessageDigest.getInstance("SHA-256").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("bug: every JDK has SHA-256", e);
        }
    }
}
