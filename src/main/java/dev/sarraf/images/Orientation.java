package dev.sarraf.images;

import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/// How a camera was held, as a JPEG file says it (EXIF, tag 274). Its pixels lie as the sensor saw them, so
/// that a picture drawn anew without the tag has to be turned.
///
/// @param value 1 for upright, up to 8
record Orientation(int value) {
    private static final Orientation UPRIGHT = new Orientation(1);
    private static final int APP1 = 0xe1;
    private static final int START_OF_SCAN = 0xda;
    private static final int TAG = 274;
    private static final int ENTRY = 12;

    /// Upright where the file does not say, or not in a way that makes sense.
    static Orientation of(byte[] jpeg) {
        try {
            var file = ByteBuffer.wrap(jpeg);
            int at = 2;
            while ((file.get(at) & 0xff) == 0xff && (file.get(at + 1) & 0xff) != START_OF_SCAN) {
                int length = file.getShort(at + 2) & 0xffff;
                if ((file.get(at + 1) & 0xff) == APP1 && text(jpeg, at + 4, 6).equals("Exif\0\0")) {
                    return inside(file.slice(at + 10, length - 8));
                }
                at += 2 + length;
            }
            return UPRIGHT;
        } catch (IndexOutOfBoundsException _) {
            return UPRIGHT;
        }
    }

    private static Orientation inside(ByteBuffer tiff) {
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        int entries = tiff.getShort(directory) & 0xffff;
        for (int i = 0; i < entries; i++) {
            int entry = directory + 2 + i * ENTRY;
            if ((tiff.getShort(entry) & 0xffff) == TAG) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? new Orientation(value) : UPRIGHT;
            }
        }
        return UPRIGHT;
    }

    /// The picture as it was seen.
    BufferedImage upright(BufferedImage image) {
        if (value == 1) {
            return image;
        }
        int right = image.getWidth() - 1;
        int bottom = image.getHeight() - 1;
        boolean isOnItsSide = value >= 5;
        var turned = isOnItsSide
                ? new BufferedImage(bottom + 1, right + 1, image.getType())
                : new BufferedImage(right + 1, bottom + 1, image.getType());
        for (int y = 0; y < turned.getHeight(); y++) {
            for (int x = 0; x < turned.getWidth(); x++) {
                turned.setRGB(
                        x,
                        y,
                        switch (value) {
                            case 2 -> image.getRGB(right - x, y);
                            case 3 -> image.getRGB(right - x, bottom - y);
                            case 4 -> image.getRGB(x, bottom - y);
                            case 5 -> image.getRGB(y, x);
                            case 6 -> image.getRGB(y, bottom - x);
                            case 7 -> image.getRGB(right - y, bottom - x);
                            default -> image.getRGB(right - y, x);
                        });
            }
        }
        return turned;
    }

    private static String text(byte[] bytes, int at, int length) {
        return new String(bytes, at, length, StandardCharsets.ISO_8859_1);
    }
}
