package dev.sarraf.images;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// A WebP file. The JDK cannot decode it, so its compressed picture stays as it is and only what surrounds
/// it is written anew: no metadata, no animation, nothing behind the end.
final class WebpFile {
    /// What a page can bear that is not scaled down.
    private static final int LONGEST_SIDE = 2_048;

    private static final int LARGEST = 512 * 1024;
    private static final int HEADER = 12;
    private static final int ALPHA = 0x10;
    private static final int ANIMATION = 0x02;

    private final ByteBuffer file;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream();
    private int width;
    private int height;

    private WebpFile(byte[] file) {
        this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    }

    static Fetched read(byte[] file) throws IOException {
        return new WebpFile(file).rewritten();
    }

    private Fetched rewritten() throws IOException {
        if (file.capacity() < HEADER || !text(8).equals("WEBP")) {
            return new Fetched.Nothing(Trouble.NOT_AN_IMAGE);
        }
        int at = HEADER;
        while (at < file.capacity()) {
            at = chunk(at);
        }
        if (width == 0) {
            throw new IOException("a WebP file without a picture");
        }
        if (width > LONGEST_SIDE || height > LONGEST_SIDE) {
            return new Fetched.Nothing(Trouble.TOO_MANY_PIXELS);
        }
        var content = ByteBuffer.allocate(HEADER + kept.size()).order(ByteOrder.LITTLE_ENDIAN);
        content.put("RIFF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4 + kept.size())
                .put("WEBP".getBytes(StandardCharsets.ISO_8859_1))
                .put(kept.toByteArray());
        return content.capacity() > LARGEST
                ? new Fetched.Nothing(Trouble.TOO_LARGE)
                : new Picture(Format.WEBP, width, height, content.array());
    }

    /// Keeps the chunk where it belongs to the picture. Returns where the next one begins.
    private int chunk(int at) throws IOException {
        if (file.capacity() - at < 8) {
            return file.capacity();
        }
        var name = text(at);
        int length = file.getInt(at + 4);
        if (length < 0 || length > file.capacity() - at - 8) {
            throw new IOException("a WebP chunk that does not end");
        }
        switch (name) {
            case "VP8X" -> extended(at, length);
            case "VP8 " -> {
                require(length >= 10 && width == 0);
                size(file.getShort(at + 14) & 0x3fff, file.getShort(at + 16) & 0x3fff);
                keep(at, length);
            }
            case "VP8L" -> {
                require(length >= 5 && width == 0 && file.get(at + 8) == 0x2f);
                int bits = file.getInt(at + 9);
                size((bits & 0x3fff) + 1, ((bits >> 14) & 0x3fff) + 1);
                keep(at, length);
            }
            case "ALPH" -> keep(at, length);
            default -> {}
        }
        return at + 8 + length + (length & 1);
    }

    /// The chunk that says which others there are, with those left out that go.
    private void extended(int at, int length) throws IOException {
        require(length == 10 && kept.size() == 0);
        int flags = file.get(at + 8);
        require((flags & ANIMATION) == 0);
        require(canvas(at + 12) <= LONGEST_SIDE && canvas(at + 15) <= LONGEST_SIDE);
        file.put(at + 8, (byte) (flags & ALPHA));
        keep(at, length);
    }

    private int canvas(int at) {
        return ((file.get(at) & 0xff) | ((file.get(at + 1) & 0xff) << 8) | ((file.get(at + 2) & 0xff) << 16)) + 1;
    }

    private void size(int wide, int high) throws IOException {
        require(wide > 0 && high > 0);
        width = wide;
        height = high;
    }

    private void keep(int at, int length) {
        kept.write(file.array(), at, 8 + length);
        if ((length & 1) == 1) {
            kept.write(0);
        }
    }

    private String text(int at) {
        return new String(file.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static void require(boolean holds) throws IOException {
        if (!holds) {
            throw new IOException("a WebP file of another shape");
        }
    }
}
