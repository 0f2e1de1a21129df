package dev.sarraf.testing;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;
import javax.imageio.ImageIO;

/// Files of pictures, good ones and bad ones.
public final class Pictures {
    private Pictures() {}

    /// Half red, half blue.
    public static byte[] png(int width, int height) {
        return file("png", width, height);
    }

    public static byte[] jpeg(int width, int height) {
        return file("jpg", width, height);
    }

    public static byte[] gif(int width, int height) {
        return file("gif", width, height);
    }

    /// The JPEG with the tag of a camera that was held so.
    public static byte[] turned(byte[] jpeg, int orientation) {
        var exif = ByteBuffer.allocate(36)
                .put(new byte[] {(byte) 0xff, (byte) 0xe1, 0, 34})
                .put("Exif\0\0MM\0*".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .putShort((short) 1)
                .putShort((short) 274)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .array();
        return joined(Arrays.copyOf(jpeg, 2), exif, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    /// One pixel, with a chunk behind it that is no part of the picture.
    public static byte[] webp() {
        var picture = Base64.getDecoder().decode("UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA");
        var whole = ByteBuffer.allocate(picture.length + 16).order(ByteOrder.LITTLE_ENDIAN);
        return whole.put(picture)
                .put("EXIF".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(8)
                .put("30.0,31.".getBytes(StandardCharsets.ISO_8859_1))
                .putInt(4, whole.capacity() - 8)
                .array();
    }

    /// A PNG that says it is so large, and has hardly any bytes.
    public static byte[] pngOfSize(int width, int height) {
        var header = ByteBuffer.allocate(13)
                .putInt(width)
                .putInt(height)
                .put(new byte[] {8, 2, 0, 0, 0})
                .array();
        return joined(
                "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1),
                chunk("IHDR", header),
                chunk("IDAT", deflated(1_000)),
                chunk("IEND", new byte[0]));
    }

    /// A small PNG with colors from a palette, and a text that unpacks to so many bytes.
    public static byte[] pngWithText(int unpacked) {
        var plain = file("png", 4, 4, BufferedImage.TYPE_BYTE_INDEXED);
        int afterHeader = 8 + 25;
        var text = joined("Comment\0\0".getBytes(StandardCharsets.ISO_8859_1), deflated(unpacked));
        var start = new byte[afterHeader];
        System.arraycopy(plain, 0, start, 0, afterHeader);
        var rest = new byte[plain.length - afterHeader];
        System.arraycopy(plain, afterHeader, rest, 0, rest.length);
        return joined(start, chunk("zTXt", text), rest);
    }

    public static byte[] joined(byte[]... parts) {
        var bytes = new ByteArrayOutputStream();
        for (var part : parts) {
            bytes.writeBytes(part);
        }
        return bytes.toByteArray();
    }

    private static byte[] chunk(String name, byte[] content) {
        var named = joined(name.getBytes(StandardCharsets.ISO_8859_1), content);
        var sum = new CRC32();
        sum.update(named);
        return joined(
                ByteBuffer.allocate(4).putInt(content.length).array(),
                named,
                ByteBuffer.allocate(4).putInt((int) sum.getValue()).array());
    }

    /// So many zeros.
    private static byte[] deflated(int length) {
        var bytes = new ByteArrayOutputStream();
        try (var deflater = new DeflaterOutputStream(bytes)) {
            var zeros = new byte[1_000];
            for (int written = 0; written < length; written += zeros.length) {
                deflater.write(zeros);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] file(String format, int width, int height) {
        return file(format, width, height, BufferedImage.TYPE_INT_RGB);
    }

    private static byte[] file(String format, int width, int height, int type) {
        var image = new BufferedImage(width, height, type);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, x < width / 2 ? 0xffff0000 : 0xff0000ff);
            }
        }
        var bytes = new ByteArrayOutputStream();
        try {
            if (!ImageIO.write(image, format, bytes)) {
                throw new IllegalStateException("no writer for " + format);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
